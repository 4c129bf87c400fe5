import { BlockStack, Box, Icon, InlineStack, Link, Text } from '@shopify/polaris';
import { GiftCardIcon, MegaphoneIcon, OrderIcon, PersonSegmentIcon } from '@shopify/polaris-icons';
import { PageLinks } from '../shared/page-links.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { CustomerView } from './customer-view.ts';
import type { TimelineEntryView } from './timeline-view.ts';
import { describeEntry } from './timeline-words.ts';

const ICONS = {
  fact: OrderIcon,
  segment: PersonSegmentIcon,
  campaign: MegaphoneIcon,
  points: GiftCardIcon,
};

interface TimelineProps {
  customerId: string;
  timeline: CustomerView['timeline'];
}

/** Everything that happened with a customer, newest first. */
export function Timeline({ customerId, timeline }: TimelineProps) {
  const { messages } = useShell();
  const words = messages.customer.timeline;
  const urlOf = (cursor: string | null) =>
    cursor === null ? null : `/app/customers/${customerId}?cursor=${cursor}`;
  return (
    <SectionCard title={words.title}>
      {timeline.rows.length === 0 ? (
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      ) : (
        <BlockStack as="ul" gap="300">
          {timeline.rows.map((entry) => (
            <TimelineEntry key={entry.id} entry={entry} />
          ))}
        </BlockStack>
      )}
      <PageLinks previousUrl={urlOf(timeline.previous)} nextUrl={urlOf(timeline.next)} />
    </SectionCard>
  );
}

function TimelineEntry({ entry }: { entry: TimelineEntryView }) {
  const { messages, formats } = useShell();
  const { text, note, tone, url } = describeEntry(entry, messages, formats);
  return (
    <li style={{ listStyle: 'none' }}>
      <InlineStack gap="200" wrap={false}>
        <Box>
          <Icon source={ICONS[tone]} tone="subdued" />
        </Box>
        <BlockStack>
          <Text as="span" breakWord>
            {url ? <Link url={url}>{text}</Link> : text}
          </Text>
          {note && (
            <Text as="span" tone="subdued" variant="bodySm">
              {note}
            </Text>
          )}
          <Text as="span" tone="subdued" variant="bodySm">
            {formats.dateTime(entry.at)}
          </Text>
        </BlockStack>
      </InlineStack>
    </li>
  );
}
