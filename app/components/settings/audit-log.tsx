import { Card, DataTable, Text } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';

export interface AuditView {
  entryId: string;
  at: string;
  actor: string;
  action: string;
  parts: string[];
}

/** Who changed what, latest first. */
export function AuditLog({ entries }: { entries: AuditView[] }) {
  const { messages, formats } = useShell();
  const words = messages.settings.audit;
  if (entries.length === 0) {
    return (
      <Card>
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      </Card>
    );
  }
  const rows = entries.map((entry) => [
    formats.dateTime(entry.at),
    actorOf(entry.actor, words),
    describe(entry, words),
  ]);
  return (
    <Card padding="0">
      <DataTable
        columnContentTypes={['text', 'text', 'text']}
        headings={[words.time, words.actor, words.action]}
        rows={rows}
        increasedTableDensity
      />
    </Card>
  );
}

function actorOf(actor: string, words: Messages['settings']['audit']): string {
  const [kind, id] = actor.split(':');
  if (kind !== 'staff') return actor;
  return id ? words.staff(id) : words.staffUnknown;
}

function describe(entry: AuditView, words: Messages['settings']['audit']): string {
  const action = wordOf(words.actions, entry.action);
  const parts = entry.parts.flatMap((part) => {
    const word = wordOf(words.parts, part);
    return word === part ? [] : [word];
  });
  return parts.length > 0 ? `${action}: ${parts.join(', ')}` : action;
}
