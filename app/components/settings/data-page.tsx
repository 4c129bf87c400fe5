import { Banner, BlockStack, DataTable, Text } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { FieldList } from '../shared/field-list.tsx';
import { FigureGrid } from '../shared/figure.tsx';
import type { ImportView } from '../shared/import-progress.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useRefresh } from '../shared/use-refresh.ts';
import { wordOf } from '../shared/word-of.ts';
import { Codes, type CodesView } from './code-audit.tsx';
import { ImportCard } from './import-card.tsx';

export interface DataPageView {
  importing: (ImportView & { finishedAt: string | null }) | null;
  hasWholeHistory: boolean;
  inbox: { waiting: number; failed: number; rejected: number; oldestWaitingAt: string | null };
  problems: ProblemView[];
  reconciliation: {
    lastRunAt: string | null;
    lastRepaired: number;
    totalRepaired: number;
    error: string | null;
  };
  codes: CodesView | null;
  queue: QueueView;
  privacy: PrivacyView[];
}

interface ProblemView {
  webhookId: string;
  topic: string;
  state: 'failed' | 'rejected' | 'waiting';
  error: string;
  attempts: number;
  receivedAt: string;
}

type QueueView = { backend: 'redis' | 'postgres' } & (
  | { reachable: true; waiting: number; active: number; failed: number }
  | { reachable: false; reason: string }
);

interface PrivacyView {
  requestId: string;
  topic: string;
  customerId: string | null;
  receivedAt: string;
  doneAt: string | null;
}

/** While work waits, the page follows it. */
const REFRESH_MS = 3_000;

/** What was read, what waits, and what went wrong. */
export function DataPage(view: DataPageView) {
  const { messages } = useShell();
  const words = messages.settings;
  useRefresh(view.importing?.state === 'running' || view.inbox.waiting > 0, REFRESH_MS);
  return (
    <AppPage title={words.data.title} back={{ label: words.title, url: '/app/settings' }}>
      <BlockStack gap="400">
        <ImportCard importing={view.importing} hasWholeHistory={view.hasWholeHistory} />
        <Inbox inbox={view.inbox} problems={view.problems} />
        <Reconciliation {...view.reconciliation} />
        <Codes audit={view.codes} />
        <Queue queue={view.queue} />
        <Privacy requests={view.privacy} />
      </BlockStack>
    </AppPage>
  );
}

function Inbox({ inbox, problems }: Pick<DataPageView, 'inbox' | 'problems'>) {
  const { messages, formats } = useShell();
  const words = messages.settings.data;
  const { number } = formats;
  const rows = problems.map((problem) => [
    formats.dateTime(problem.receivedAt),
    problem.topic,
    words.states[problem.state],
    problem.attempts > 1
      ? `${problem.error} (${words.attempts(number(problem.attempts))})`
      : problem.error,
  ]);
  const { time, topic, state, error } = words.problem;
  const oldest = inbox.oldestWaitingAt
    ? { note: words.oldest(formats.dateTime(inbox.oldestWaitingAt)) }
    : {};
  return (
    <SectionCard title={words.inboxTitle} text={words.inboxText}>
      <FigureGrid
        columns={3}
        figures={[
          {
            label: words.waiting,
            value: number(inbox.waiting),
            definition: words.waitingDefinition,
            ...oldest,
          },
          { label: words.failed, value: number(inbox.failed), definition: words.failedDefinition },
          {
            label: words.rejected,
            value: number(inbox.rejected),
            definition: words.rejectedDefinition,
          },
        ]}
      />
      <Text as="h3" variant="headingSm">
        {words.problemsTitle}
      </Text>
      <Table headings={[time, topic, state, error]} rows={rows} none={words.problemsNone} />
    </SectionCard>
  );
}

function Reconciliation(view: DataPageView['reconciliation']) {
  const { messages, formats } = useShell();
  const words = messages.settings.data;
  const { number } = formats;
  return (
    <SectionCard title={words.reconcileTitle} text={words.reconcileText}>
      {view.error && <Banner tone="warning">{view.error}</Banner>}
      <FieldList
        fields={[
          {
            label: words.lastReconciled,
            value: view.lastRunAt ? formats.dateTime(view.lastRunAt) : words.never,
          },
          { label: words.repaired, value: number(view.lastRepaired) },
          { label: words.repairedTotal, value: number(view.totalRepaired) },
        ]}
      />
    </SectionCard>
  );
}

function Queue({ queue }: { queue: QueueView }) {
  const { messages, formats } = useShell();
  const words = messages.settings.data;
  const backend = { label: words.backend, value: words.backends[queue.backend] };
  const counts = queue.reachable
    ? [
        { label: words.jobsWaiting, value: formats.number(queue.waiting) },
        { label: words.jobsActive, value: formats.number(queue.active) },
        { label: words.jobsFailed, value: formats.number(queue.failed) },
      ]
    : [];
  return (
    <SectionCard title={words.queueTitle}>
      {!queue.reachable && <Banner tone="critical">{words.unreachable}</Banner>}
      <FieldList fields={[backend, ...counts]} />
    </SectionCard>
  );
}

function Privacy({ requests }: { requests: PrivacyView[] }) {
  const { messages, formats } = useShell();
  const words = messages.settings.data;
  const { time, topic, customer, done } = words.privacy;
  const rows = requests.map((request) => [
    formats.dateTime(request.receivedAt),
    wordOf(words.privacyTopics, request.topic),
    request.customerId ?? '',
    request.doneAt ? formats.dateTime(request.doneAt) : words.privacyOpen,
  ]);
  return (
    <SectionCard title={words.privacyTitle}>
      <Table headings={[time, topic, customer, done]} rows={rows} none={words.privacyNone} />
    </SectionCard>
  );
}

interface TableProps {
  headings: string[];
  rows: string[][];
  none: string;
}

function Table({ headings, rows, none }: TableProps) {
  if (rows.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {none}
      </Text>
    );
  }
  return (
    <DataTable
      columnContentTypes={headings.map(() => 'text')}
      headings={headings}
      rows={rows}
      increasedTableDensity
    />
  );
}
