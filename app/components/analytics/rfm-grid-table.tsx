import { Link } from '@remix-run/react';
import { Text } from '@shopify/polaris';
import type { CSSProperties } from 'react';
import type { RfmCell, RfmGridAxis } from '#app/domain/analytics/rfm-grid.ts';
import { useShell } from '../shared/shell-context.tsx';
import { heat } from './heat.ts';

interface RfmGridTableProps {
  grid: RfmCell[][];
  across: RfmGridAxis;
}

/** Five by five scores; each cell leads to its customers. */
export function RfmGridTable({ grid, across }: RfmGridTableProps) {
  const words = useShell().messages.analyticsTables.rfm;
  const name = words.across[across];
  const caption = words.caption(name);
  const largest = Math.max(1, ...grid.flat().map(({ customers }) => customers));
  const [columns = []] = grid;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} style={{ overflowX: 'auto' }}>
      <table style={TABLE}>
        <caption>
          <Text as="span" visuallyHidden>
            {caption}
          </Text>
        </caption>
        <thead>
          <tr>
            <td style={{ width: '64px' }} />
            <th colSpan={columns.length} scope="colgroup" style={HEAD}>
              {name}
            </th>
          </tr>
          <tr>
            <th scope="col" style={{ ...HEAD, textAlign: 'left' }}>
              {words.recency}
            </th>
            {columns.map(({ score }) => (
              <th key={score} scope="col" style={HEAD}>
                {score}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.map((row) => {
            const [{ recency } = { recency: 0 }] = row;
            return (
              <tr key={recency}>
                <th scope="row" style={{ ...HEAD, textAlign: 'left' }}>
                  {recency}
                </th>
                {row.map((cell) => (
                  <GridCell key={cell.score} cell={cell} across={across} largest={largest} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface GridCellProps {
  cell: RfmCell;
  across: RfmGridAxis;
  /** The most customers of any cell. */
  largest: number;
}

function GridCell({ cell, across, largest }: GridCellProps) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.rfm;
  if (cell.customers === 0) {
    return (
      <td style={CELL}>
        <Text as="span" tone="subdued" variant="bodySm">
          {words.none}
        </Text>
      </td>
    );
  }
  const { recency, score, customers, group } = cell;
  const groupName = group ? messages.shared.rfmGroups[group].name : words.several;
  const people = messages.customers.count(customers, formats.number(customers));
  return (
    <td style={{ ...CELL, ...heat(customers / largest) }}>
      <Link
        to={`/app/customers?recency=${recency}&${across}=${score}`}
        style={LINK}
        aria-label={`${words.cell(people, recency, words.across[across], score)}: ${groupName}`}
      >
        <Text as="span" variant="headingMd" numeric>
          {formats.number(customers)}
        </Text>
        <Text as="span" variant="bodySm">
          {groupName}
        </Text>
      </Link>
    </td>
  );
}

const TABLE: CSSProperties = {
  width: '100%',
  minWidth: '430px',
  tableLayout: 'fixed',
  borderCollapse: 'separate',
  borderSpacing: '3px',
};
const HEAD: CSSProperties = {
  padding: '6px 4px',
  fontSize: '12px',
  fontWeight: 550,
  color: 'var(--p-color-text-secondary)',
};
const CELL: CSSProperties = {
  height: '64px',
  borderRadius: '6px',
  textAlign: 'center',
  backgroundColor: 'var(--p-color-bg-surface-secondary)',
};
const LINK: CSSProperties = {
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'center',
  alignItems: 'center',
  height: '100%',
  color: 'inherit',
  textDecoration: 'none',
};
