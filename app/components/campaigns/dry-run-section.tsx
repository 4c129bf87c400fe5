import { useFetcher } from '@remix-run/react';
import { Badge, Banner, BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';

export const DRY_RUN_URL = '/app/campaigns/dry-run';
const SHOWN_RECIPIENTS = 5;

export interface DryRunReportView {
  outcome: 'done';
  horizonDays: number;
  direction: 'ahead' | 'back';
  occasions: number;
  counts: { outcome: string; reason: string; count: number }[];
  recipients: { customerId: string; name: string | null; occasionAt: string }[];
  costCeilingMinor: number | null;
}

export type DryRunAnswer = DryRunReportView | { outcome: 'invalid' };

/** Who would get the campaign as the form has it now, and why others would not. */
export function DryRunSection({ body }: { body: object }) {
  const { messages } = useShell();
  const words = messages.campaignEditor.dryRun;
  const fetcher = useFetcher<DryRunAnswer>();
  const [tried, setTried] = useState('');
  const text = JSON.stringify(body);
  const isRunning = fetcher.state !== 'idle';
  const run = () => {
    setTried(text);
    fetcher.submit(text, { method: 'post', encType: 'application/json', action: DRY_RUN_URL });
  };
  const answer = isRunning ? undefined : fetcher.data;
  return (
    <SectionCard
      title={words.title}
      text={words.text}
      action={
        <Button onClick={run} loading={isRunning}>
          {words.run}
        </Button>
      }
    >
      {answer?.outcome === 'invalid' && (
        <Banner tone="warning">
          <Text as="p">{words.invalid}</Text>
        </Banner>
      )}
      {answer?.outcome === 'done' && <Report report={answer} isOutdated={tried !== text} />}
    </SectionCard>
  );
}

function Report({ report, isOutdated }: { report: DryRunReportView; isOutdated: boolean }) {
  const { messages, formats } = useShell();
  const words = messages.campaignEditor.dryRun;
  const { occasions, direction, horizonDays, costCeilingMinor } = report;
  return (
    <BlockStack gap="300">
      {isOutdated && (
        <Text as="p" tone="caution">
          {words.outdated}
        </Text>
      )}
      <Text as="p">
        {occasions === 0 ? words.none : words[direction](formats.number(occasions), horizonDays)}
      </Text>
      <BlockStack as="ul" gap="200">
        {report.counts.map((count) => (
          <Count key={count.reason} {...count} />
        ))}
      </BlockStack>
      {costCeilingMinor !== null && costCeilingMinor > 0 && (
        <Text as="p">{words.cost(formats.money(costCeilingMinor))}</Text>
      )}
      <Recipients recipients={report.recipients.slice(0, SHOWN_RECIPIENTS)} />
    </BlockStack>
  );
}

function Count({ outcome, reason, count }: { outcome: string; reason: string; count: number }) {
  const { messages, formats } = useShell();
  const isAct = outcome === 'act';
  const sentence = isAct
    ? messages.campaignEditor.dryRun.wouldGet
    : wordOf(messages.decisions.reasons, reason);
  return (
    <li style={{ listStyle: 'none' }}>
      <InlineStack gap="200" wrap={false} blockAlign="start">
        <Badge {...(isAct ? { tone: 'success' as const } : {})}>{formats.number(count)}</Badge>
        <Text as="span">{sentence}</Text>
      </InlineStack>
    </li>
  );
}

function Recipients({ recipients }: { recipients: DryRunReportView['recipients'] }) {
  const { messages, formats } = useShell();
  if (recipients.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {messages.campaignEditor.dryRun.first}
      </Text>
      {recipients.map(({ customerId, name, occasionAt }) => (
        <InlineStack key={`${customerId} ${occasionAt}`} gap="200" align="space-between">
          <Link url={`/app/customers/${customerId}`}>
            {name ?? messages.campaignResults.list.unnamed}
          </Link>
          <Text as="span" tone="subdued">
            {formats.date(occasionAt)}
          </Text>
        </InlineStack>
      ))}
    </BlockStack>
  );
}
