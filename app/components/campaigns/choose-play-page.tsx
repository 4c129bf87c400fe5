import { BlockStack, Text } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { PageText } from '../shared/page-text.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { type PlayFiguresView, PlayGallery } from './play-gallery.tsx';

interface ChoosePlayProps {
  figures: PlayFiguresView;
  programmeId: string | null;
}

/** The gallery as a page of its own: the first step of a new campaign. */
export function ChoosePlayPage({ figures, programmeId }: ChoosePlayProps) {
  const { messages } = useShell();
  const { title, emptyText, gallery } = messages.campaigns;
  return (
    <AppPage title={gallery.chooseTitle} back={{ label: title, url: '/app/campaigns' }}>
      <BlockStack gap="400">
        <PageText>
          <Text as="p">{emptyText}</Text>
        </PageText>
        <PlayGallery figures={figures} programmeId={programmeId} />
      </BlockStack>
    </AppPage>
  );
}
