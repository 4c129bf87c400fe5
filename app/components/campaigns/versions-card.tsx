import { Badge, BlockStack, InlineStack, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';
import type { VersionView } from './campaign-view.ts';

/** How the campaign's definition has changed, the newest first. */
export function VersionsCard({ versions }: { versions: VersionView[] }) {
  const { messages, formats } = useShell();
  const { versions: words } = messages.campaignResults;
  const describe = ({ changed }: VersionView) =>
    changed.length === 0
      ? words.first
      : words.changed(changed.map((part) => wordOf(words.parts, part)).join(', '));
  return (
    <SectionCard title={words.title} text={words.text}>
      <BlockStack as="ul" gap="200">
        {[...versions].reverse().map((version, index) => (
          <li key={version.version} style={{ listStyle: 'none' }}>
            <InlineStack gap="200" blockAlign="center">
              <Text as="span" fontWeight="semibold">
                {words.version(version.version)}
              </Text>
              {index === 0 && <Badge tone="success">{words.current}</Badge>}
              <Text as="span" tone="subdued">
                {formats.dateTime(version.validFrom)}
              </Text>
            </InlineStack>
            <Text as="p">{describe(version)}</Text>
          </li>
        ))}
      </BlockStack>
    </SectionCard>
  );
}
