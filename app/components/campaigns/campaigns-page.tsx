import { BlockStack, Box, Card, Text } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { PageText } from '../shared/page-text.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useRefresh } from '../shared/use-refresh.ts';
import { type CampaignRow, CampaignsTable } from './campaigns-table.tsx';
import { type PlayFiguresView, PlayGallery } from './play-gallery.tsx';
import { SendingNotices, type SendingState } from './sending-notices.tsx';

export interface CampaignsView {
  campaigns: CampaignRow[];
  figures: PlayFiguresView;
  sending: SendingState;
}

/** All campaigns, and the plays to start another from. */
export function CampaignsPage({ campaigns, figures, sending }: CampaignsView) {
  const { messages } = useShell();
  const words = messages.campaigns;
  useRefresh(campaigns.some(({ isPlanning }) => isPlanning));
  const programme = campaigns.find(({ play, status }) => {
    return play === 'loyalty-points' && status !== 'archived';
  });
  const isEmpty = campaigns.length === 0;
  return (
    <AppPage
      title={words.title}
      primaryAction={{ label: words.create, url: '/app/campaigns/new' }}
      width="full"
    >
      <BlockStack gap="400">
        <SendingNotices {...sending} />
        {!isEmpty && (
          <Card padding="0">
            <CampaignsTable rows={campaigns} />
            <Box padding="300">
              <Text as="p" tone="subdued" variant="bodySm">
                {words.recent}
              </Text>
            </Box>
          </Card>
        )}
        <PageText>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {isEmpty ? words.emptyTitle : words.gallery.title}
            </Text>
            {isEmpty && <Text as="p">{words.emptyText}</Text>}
          </BlockStack>
        </PageText>
        <PlayGallery figures={figures} programmeId={programme?.campaignId ?? null} />
      </BlockStack>
    </AppPage>
  );
}
