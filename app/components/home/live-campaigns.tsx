import { BlockStack, Link, Text } from '@shopify/polaris';
import { EmptyResult } from '../shared/empty-result.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface LiveCampaign {
  campaignId: string;
  name: string;
  acted: number;
  heldBack: number;
  messagesSent: number;
}

export function LiveCampaigns({ campaigns }: { campaigns: LiveCampaign[] }) {
  const { messages, formats } = useShell();
  const words = messages.home.campaigns;
  const { number } = formats;
  return (
    <SectionCard title={words.title} action={<Link url="/app/campaigns">{words.all}</Link>}>
      {campaigns.length === 0 ? (
        <EmptyResult
          title={words.emptyTitle}
          text={words.empty}
          action={{ label: words.create, url: '/app/campaigns' }}
        />
      ) : (
        <BlockStack gap="300">
          {campaigns.map((campaign) => (
            <BlockStack key={campaign.campaignId} gap="050">
              <Link url={`/app/campaigns/${campaign.campaignId}`}>{campaign.name}</Link>
              <Text as="span" tone="subdued" variant="bodySm">
                {words.counts(
                  number(campaign.acted),
                  number(campaign.heldBack),
                  number(campaign.messagesSent),
                )}
              </Text>
            </BlockStack>
          ))}
        </BlockStack>
      )}
    </SectionCard>
  );
}
