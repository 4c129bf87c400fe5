import {
  BlockStack,
  Box,
  Button,
  Card,
  Icon,
  InlineGrid,
  InlineStack,
  Text,
} from '@shopify/polaris';
import { CalendarIcon, ProductIcon, StarIcon } from '@shopify/polaris-icons';
import type { Play } from '#app/domain/campaigns/definition.ts';
import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import { useShell } from '../shared/shell-context.tsx';

export interface PlayFiguresView {
  customers: number;
  subscribed: number;
  birthdays: number;
  subscribedBirthdays: number;
  buyers: number;
  pairedProducts: number;
  pairs: number;
  ordersPerMonth: number;
}

const ICONS = {
  'anniversary-discount': CalendarIcon,
  'cross-sell-offer': ProductIcon,
  'loyalty-points': StarIcon,
} as const;
const PLAYS: Play[] = ['anniversary-discount', 'cross-sell-offer', 'loyalty-points'];

interface PlayGalleryProps {
  figures: PlayFiguresView;
  /** The store's points campaign, of which there is one. */
  programmeId: string | null;
}

/** The ready plays, each with what it does and what it would work with in this store. */
export function PlayGallery({ figures, programmeId }: PlayGalleryProps) {
  return (
    <InlineGrid columns={{ xs: 1, md: 3 }} gap="400">
      {PLAYS.map((play) => (
        <PlayCard
          key={play}
          play={play}
          figures={figures}
          existingId={play === 'loyalty-points' ? programmeId : null}
        />
      ))}
    </InlineGrid>
  );
}

interface PlayCardProps {
  play: Play;
  figures: PlayFiguresView;
  existingId: string | null;
}

function PlayCard({ play, figures, existingId }: PlayCardProps) {
  const { messages, formats } = useShell();
  const { gallery, plays } = messages.campaigns;
  const { name, text } = plays[play];
  return (
    <Card>
      <div style={{ display: 'flex', flexDirection: 'column', height: '100%', gap: '16px' }}>
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <Box>
              <Icon source={ICONS[play]} tone="base" />
            </Box>
            <Text as="h3" variant="headingMd">
              {name}
            </Text>
          </InlineStack>
          <Text as="p">{text}</Text>
        </BlockStack>
        <BlockStack gap="100">
          <Text as="h4" variant="headingSm">
            {gallery.inYourStore}
          </Text>
          {describeFigures(play, figures, messages, formats).map((line) => (
            <Text as="p" tone="subdued" key={line}>
              {line}
            </Text>
          ))}
          {existingId && <Text as="p">{gallery.onlyOne}</Text>}
        </BlockStack>
        <div style={{ marginTop: 'auto' }}>
          <Button
            url={existingId ? `/app/campaigns/${existingId}` : `/app/campaigns/new/${play}`}
            accessibilityLabel={`${existingId ? gallery.open : gallery.create}: ${name}`}
          >
            {existingId ? gallery.open : gallery.create}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function describeFigures(
  play: Play,
  figures: PlayFiguresView,
  messages: Messages,
  { number }: Formats,
): string[] {
  const { gallery } = messages.campaigns;
  const subscribed = gallery.subscribed(number(figures.subscribed), number(figures.customers));
  if (play === 'anniversary-discount') {
    return [
      gallery.birthdays(number(figures.birthdays), number(figures.subscribedBirthdays)),
      gallery.buyers(number(figures.buyers)),
    ];
  }
  if (play === 'cross-sell-offer') {
    const { pairs, pairedProducts } = figures;
    const found =
      pairs === 0 ? gallery.noPairs : gallery.pairs(number(pairs), number(pairedProducts));
    return [found, subscribed];
  }
  return [gallery.orders(number(figures.ordersPerMonth)), gallery.repeat(number(figures.buyers))];
}
