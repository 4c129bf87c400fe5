import { Text } from '@shopify/polaris';
import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import type { GroupMovement } from '#app/domain/rfm/movement.ts';
import { useShell } from '../shared/shell-context.tsx';
import { HEAD, NUMBER, ROW_HEAD, STICKY, TABLE, TOTAL } from './grid-styles.ts';
import { heat } from './heat.ts';
import { nameOnFirstDay } from './movement-names.ts';

/** Groups on the first day down, on the second across, with the sums of both. */
export function MovementTable({ movement }: { movement: GroupMovement }) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.movement;
  const counts = new Map(movement.moves.map((move) => [`${move.from} ${move.to}`, move.customers]));
  const largest = Math.max(1, ...counts.values());
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={words.caption} tabIndex={0} style={{ overflowX: 'auto' }}>
      <table style={{ ...TABLE, width: '100%' }}>
        <caption>
          <Text as="span" visuallyHidden>
            {words.caption}
          </Text>
        </caption>
        <thead>
          <tr>
            <th scope="col" style={{ ...HEAD, ...STICKY }}>
              {words.before}
            </th>
            {movement.after.map(({ group }) => (
              <th key={group} scope="col" style={{ ...HEAD, textAlign: 'right' }}>
                {messages.shared.rfmGroups[group].name}
              </th>
            ))}
            <th scope="col" style={{ ...HEAD, textAlign: 'right' }}>
              {words.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {movement.before.map(({ group: from, customers }) => (
            <tr key={from}>
              <th scope="row" style={{ ...ROW_HEAD, ...STICKY }}>
                {nameOnFirstDay(from, messages)}
              </th>
              {movement.after.map(({ group: to }) => (
                <MoveCell
                  key={to}
                  isStay={from === to}
                  customers={counts.get(`${from} ${to}`) ?? 0}
                  largest={largest}
                />
              ))}
              <td style={{ ...NUMBER, fontWeight: 650 }}>{formats.number(customers)}</td>
            </tr>
          ))}
        </tbody>
        <TotalRow movement={movement} />
      </table>
    </section>
  );
}

interface MoveCellProps {
  customers: number;
  /** Whether these customers are where they were. */
  isStay: boolean;
  largest: number;
}

function MoveCell({ customers, isStay, largest }: MoveCellProps) {
  const { formats } = useShell();
  const outline = isStay ? { outline: '1px solid var(--p-color-border)', outlineOffset: -1 } : {};
  return (
    <td style={{ ...NUMBER, ...heat(customers / largest), ...outline }}>
      {customers === 0 ? '' : formats.number(customers)}
    </td>
  );
}

function TotalRow({ movement }: { movement: GroupMovement }) {
  const { messages, formats } = useShell();
  const sums: { group: RfmGroup | 'all'; customers: number }[] = [
    ...movement.after,
    { group: 'all', customers: movement.customers },
  ];
  return (
    <tfoot>
      <tr>
        <th scope="row" style={{ ...ROW_HEAD, ...STICKY, ...TOTAL }}>
          {messages.analyticsTables.movement.total}
        </th>
        {sums.map(({ group, customers }) => (
          <td key={group} style={{ ...NUMBER, ...TOTAL }}>
            {formats.number(customers)}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
