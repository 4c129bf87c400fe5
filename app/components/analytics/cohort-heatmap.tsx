import { Text } from '@shopify/polaris';
import type { Cohort, CohortCell } from '#app/domain/analytics/cohort-table.ts';
import { useShell } from '../shared/shell-context.tsx';
import {
  averageOf,
  type CohortsView,
  type CohortViewName,
  figureOf,
  formatOf,
  strengthOf,
} from './cohort-view.ts';
import { HEAD, NUMBER, ROW_HEAD, STICKY, TABLE, TOTAL } from './grid-styles.ts';
import { heat } from './heat.ts';

interface CohortHeatmapProps {
  table: CohortsView;
  view: CohortViewName;
}

/** Cohorts down, months since the first order across: a table whose cells are shaded by their figure. */
export function CohortHeatmap({ table, view }: CohortHeatmapProps) {
  const { messages } = useShell();
  const words = messages.analyticsTables.cohorts;
  const caption = words.caption(words.views[view]);
  const ages = table.cohorts[0]?.cells.map(({ age }) => age) ?? [];
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
            <th scope="col" style={{ ...HEAD, ...STICKY }}>
              {words.cohort}
            </th>
            <th scope="col" style={{ ...HEAD, textAlign: 'right' }}>
              {words.customers}
            </th>
            {ages.map((age) => (
              <th key={age} scope="col" style={{ ...HEAD, textAlign: 'right' }}>
                {words.month(age)}
              </th>
            ))}
          </tr>
        </thead>
        <CohortRows table={table} view={view} ages={ages} />
        <AverageRow table={table} view={view} ages={ages} />
      </table>
    </section>
  );
}

interface RowsProps extends CohortHeatmapProps {
  ages: number[];
}

function CohortRows({ table, view, ages }: RowsProps) {
  const { formats } = useShell();
  const strength = strengthOf(table, view);
  return (
    <tbody>
      {table.cohorts.map((cohort) => (
        <tr key={cohort.month}>
          <th scope="row" style={{ ...ROW_HEAD, ...STICKY }}>
            {formats.month(cohort.month)}
          </th>
          <td style={NUMBER}>{formats.number(cohort.customers)}</td>
          {ages.map((age) => {
            const cell = cohort.cells[age];
            if (!cell) return <td key={age} />;
            return <HeatCell key={age} cohort={cohort} cell={cell} {...{ view, strength }} />;
          })}
        </tr>
      ))}
    </tbody>
  );
}

interface HeatCellProps {
  cohort: Cohort;
  cell: CohortCell;
  view: CohortViewName;
  strength: (value: number | null, age: number) => number;
}

function HeatCell({ cohort, cell, view, strength }: HeatCellProps) {
  const { messages, formats } = useShell();
  const value = figureOf(cohort, cell, view);
  const text = formatOf(view, formats)(value);
  const background = heat(strength(value, cell.age), cell.isComplete);
  return (
    <td style={{ ...NUMBER, ...background }} title={formats.month(cell.month)}>
      {cell.isComplete ? (
        text
      ) : (
        <>
          <span>{`${text}…`}</span>
          <Text as="span" visuallyHidden>
            {` ${messages.analyticsTables.cohorts.running}`}
          </Text>
        </>
      )}
    </td>
  );
}

function AverageRow({ table, view, ages }: RowsProps) {
  const { messages, formats } = useShell();
  const write = formatOf(view, formats);
  const customers = table.cohorts.reduce((total, cohort) => total + cohort.customers, 0);
  return (
    <tfoot>
      <tr>
        <th scope="row" style={{ ...ROW_HEAD, ...STICKY, ...TOTAL }}>
          {messages.analyticsTables.cohorts.average}
        </th>
        <td style={{ ...NUMBER, ...TOTAL }}>{formats.number(customers)}</td>
        {ages.map((age) => {
          const average = averageOf(table, age, view);
          return (
            <td key={age} style={{ ...NUMBER, ...TOTAL }}>
              {average === null ? '' : write(average)}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}
