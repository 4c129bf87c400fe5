import { Banner, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { FigureGrid } from '../shared/figure.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useRefresh } from '../shared/use-refresh.ts';
import type { CampaignView, ResultsView } from './campaign-view.ts';
import { DecisionsTable } from './decisions-table.tsx';
import { DeliveryCards, ProblemsCard, UncertainNotice } from './delivery-cards.tsx';
import { EffectCard } from './effect-card.tsx';
import { SendingNotices } from './sending-notices.tsx';
import { useStatusActions } from './status-actions.tsx';
import { StatusBadge } from './status-badge.tsx';
import { SummaryCard } from './summary-card.tsx';
import { VersionsCard } from './versions-card.tsx';
import { WhyCard } from './why-card.tsx';

/** One campaign: how it stands, what it did and why, and what that brought. */
export function CampaignPage(view: CampaignView) {
  const { messages } = useShell();
  const words = messages.campaignResults;
  const { campaignId, play, name, status } = view;
  const { primary, secondary, modals } = useStatusActions({
    play,
    status,
    holdoutShare: view.definition.holdoutShare,
  });
  useRefresh(view.isPlanning);
  const edit = { label: words.edit, url: `/app/campaigns/${campaignId}/edit` };
  return (
    <AppPage
      title={name}
      back={{ label: words.back, url: '/app/campaigns' }}
      {...(primary ? { primaryAction: primary } : {})}
      secondaryActions={status === 'archived' ? secondary : [edit, ...secondary]}
    >
      <BlockStack gap="400">
        <PageText>
          <InlineStack gap="200" blockAlign="center">
            <StatusBadge status={status} />
            <Text as="p" tone="subdued">
              {messages.campaigns.plays[play].text}
            </Text>
          </InlineStack>
        </PageText>
        <Notices {...view} />
        <SummaryCard definition={view.definition} />
        {play === 'loyalty-points' ? <PointsCard /> : view.wasActive && <Results {...view} />}
        <VersionsCard versions={view.versions} />
      </BlockStack>
      {modals}
    </AppPage>
  );
}

function Notices({ play, status, sending, isPlanning, campaignId, results }: CampaignView) {
  const { messages } = useShell();
  const words = messages.campaignResults;
  const sends = play !== 'loyalty-points';
  return (
    <>
      {sends && status !== 'archived' && <SendingNotices {...sending} />}
      {status === 'draft' && (
        <Banner tone="info" title={words.draftNote.title}>
          <Text as="p">{words.draftNote.text}</Text>
        </Banner>
      )}
      {isPlanning && (
        <Banner tone="info">
          <Text as="p">{words.planning}</Text>
        </Banner>
      )}
      {sends && <UncertainNotice campaignId={campaignId} count={results.messages.uncertain} />}
    </>
  );
}

function PointsCard() {
  const { messages } = useShell();
  const { points } = messages.campaignResults;
  return (
    <SectionCard title={points.title} text={points.text}>
      <Link url="/app/loyalty">{points.open}</Link>
    </SectionCard>
  );
}

function Results(view: CampaignView) {
  const { campaignId, results } = view;
  return (
    <>
      <Card>
        <Figures results={results} />
      </Card>
      <EffectCard results={results} />
      <WhyCard campaignId={campaignId} outcomes={results.outcomes} />
      <DeliveryCards results={results} />
      <ProblemsCard problems={results.effectProblems} />
      <DecisionsTable {...view} />
    </>
  );
}

function Figures({ results }: { results: ResultsView }) {
  const { messages, formats } = useShell();
  const words = messages.campaignResults.figures;
  const sum = (outcome: string) =>
    results.outcomes
      .filter((row) => row.outcome === outcome)
      .reduce((total, { count }) => total + count, 0);
  return (
    <FigureGrid
      figures={[
        { ...words.waiting, value: formats.number(results.waiting) },
        { ...words.acted, value: formats.number(sum('act')) },
        { ...words.heldBack, value: formats.number(sum('hold-back')) },
        { ...words.skipped, value: formats.number(sum('skip')) },
      ]}
    />
  );
}
