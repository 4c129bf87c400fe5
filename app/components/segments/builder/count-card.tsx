import { useFetcher } from '@remix-run/react';
import { BlockStack, InlineStack, Link, Spinner, Text } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import { SectionCard } from '../../shared/section-card.tsx';
import { useShell } from '../../shared/shell-context.tsx';

export const COUNT_URL = '/app/segments/count';
const PAUSE_MS = 350;

export type CountAnswer =
  | { outcome: 'invalid' }
  | {
      outcome: 'counted';
      customers: number;
      share: number | null;
      sample: {
        customerId: string;
        name: string | null;
        email: string | null;
        ordersCount: number;
        historicClvMinor: number;
      }[];
    };

/** How many match the rule as it is typed, and some of them; asked anew in each pause of typing. */
export function CountCard({ rule }: { rule: unknown }) {
  const { messages, formats } = useShell();
  const words = messages.segments.builder;
  const { submit, state, data } = useFetcher<CountAnswer>();
  const send = useRef(submit);
  send.current = submit;
  const text = JSON.stringify({ rule });
  useEffect(() => {
    const timer = setTimeout(
      () => send.current(text, { method: 'post', encType: 'application/json', action: COUNT_URL }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <SectionCard
      title={words.countTitle}
      action={
        state === 'idle' ? null : <Spinner size="small" accessibilityLabel={words.counting} />
      }
    >
      <div aria-live="polite">
        {data?.outcome === 'counted' ? (
          <BlockStack gap="300">
            <BlockStack gap="050">
              <Text as="p" variant="heading2xl">
                {formats.number(data.customers)}
              </Text>
              <Text as="p" tone="subdued">
                {words.ofAll(formats.percent(data.share))}
              </Text>
            </BlockStack>
            <Sample sample={data.sample} />
          </BlockStack>
        ) : (
          <Text as="p" tone="subdued">
            {data?.outcome === 'invalid' ? words.incomplete : words.counting}
          </Text>
        )}
      </div>
    </SectionCard>
  );
}

type Sample = Extract<CountAnswer, { outcome: 'counted' }>['sample'];

function Sample({ sample }: { sample: Sample }) {
  const { messages, formats } = useShell();
  const words = messages.segments.builder;
  if (sample.length === 0) return null;
  return (
    <BlockStack gap="150">
      <Text as="h3" variant="headingSm">
        {words.sampleTitle}
      </Text>
      {sample.map(({ customerId, name, email, ordersCount, historicClvMinor }) => (
        <InlineStack key={customerId} align="space-between" gap="200">
          <Link url={`/app/customers/${customerId}`} target="_blank">
            {name ?? email ?? messages.customers.unnamed}
          </Link>
          <Text as="span" tone="subdued" numeric>
            {words.worth(ordersCount, formats.money(historicClvMinor))}
          </Text>
        </InlineStack>
      ))}
    </BlockStack>
  );
}
