import { Banner, BlockStack, InlineStack, Layout, Text } from '@shopify/polaris';
import { LackCard } from '../predictions/lack-card.tsx';
import { AppPage } from '../shared/app-page.tsx';
import { EmptyResult } from '../shared/empty-result.tsx';
import { GroupBadge } from '../shared/group-badge.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { CustomerView, ProfileView } from './customer-view.ts';
import { Decisions } from './decisions.tsx';
import { IdentityCard } from './identity-card.tsx';
import { MergesCard } from './merges-card.tsx';
import { Orders } from './orders.tsx';
import { PointsCard } from './points-card.tsx';
import { PredictionCard } from './prediction-card.tsx';
import { StandingCard } from './standing-card.tsx';
import { Timeline } from './timeline.tsx';
import { ValueCard } from './value-card.tsx';

/** One customer: worth, standing, why campaigns did what they did, and all that happened. */
export function CustomerPage(view: CustomerView) {
  const { messages } = useShell();
  const words = messages.customer;
  const { profile, figures, shop } = view;
  const name = nameOf(profile, words);
  return (
    <AppPage
      title={name}
      back={{ label: words.back, url: '/app/customers' }}
      {...(profile.isGuest ? {} : { secondaryActions: [shopifyAction(view, words.openInShopify)] })}
    >
      <BlockStack gap="400">
        <PageText>
          <InlineStack gap="200" blockAlign="center">
            <Text as="p" variant="headingLg">
              {name}
            </Text>
            {figures && <GroupBadge group={figures.rfmGroup} />}
          </InlineStack>
        </PageText>
        <Notices profile={profile} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {figures ? (
                <ValueCard figures={figures} shop={shop} />
              ) : (
                <SectionCard title={words.value.title}>
                  <EmptyResult {...words.noFigures} />
                </SectionCard>
              )}
              {view.lack && <LackCard current={view.lack} />}
              {view.prediction && <PredictionCard prediction={view.prediction} />}
              <Decisions decisions={view.decisions} />
              <Orders orders={view.orders} limit={view.ordersShown} />
              <Timeline customerId={profile.customerId} timeline={view.timeline} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              {figures && <StandingCard figures={figures} segments={view.segments} />}
              <PointsCard customerId={profile.customerId} member={view.member} />
              <MergesCard merges={view.merges} />
              <IdentityCard profile={profile} shopZone={shop.timezone} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </AppPage>
  );
}

function nameOf(
  profile: ProfileView,
  words: { erased: string; guest: string; unnamed: string },
): string {
  if (profile.isRedacted) return words.erased;
  return profile.name ?? profile.email ?? (profile.isGuest ? words.guest : words.unnamed);
}

function shopifyAction({ profile, shop }: CustomerView, label: string) {
  const store = shop.domain.replace(/\.myshopify\.com$/, '');
  const address = `https://admin.shopify.com/store/${store}/customers/${profile.customerId}`;
  return { label, onAction: () => void window.open(address, '_top') };
}

function Notices({ profile }: { profile: ProfileView }) {
  const { messages } = useShell();
  const words = messages.customer;
  return (
    <>
      {profile.isRedacted && <Banner tone="info">{words.redacted}</Banner>}
      {profile.mergedInto && (
        <Banner
          tone="info"
          title={words.merged.title}
          action={{ content: words.merged.action, url: `/app/customers/${profile.mergedInto}` }}
        >
          <Text as="p">{words.merged.text}</Text>
        </Banner>
      )}
    </>
  );
}
