import { useSearchParams } from '@remix-run/react';
import { BlockStack, Box, Button, ButtonGroup, InlineStack, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { AnalyticsPage } from './analytics-page.tsx';
import { CohortHeatmap } from './cohort-heatmap.tsx';
import { CohortSums } from './cohort-sums.tsx';
import {
  COHORT_MONTHS,
  COHORT_VIEWS,
  type CohortsView,
  type CohortViewName,
  cohortCsv,
} from './cohort-view.ts';
import { NoOrders } from './no-orders.tsx';
import { withChange } from './period-picker.tsx';
import { saveFile } from './save-file.ts';

/** Customers by the month of their first order: who came back, and what they brought. */
export function CohortsPage({ table }: { table: CohortsView }) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.cohorts;
  const [view, setView] = useState<CohortViewName>('retention');
  if (table.cohorts.length === 0) {
    return (
      <AnalyticsPage current="cohorts">
        <NoOrders />
      </AnalyticsPage>
    );
  }
  const isWithoutCosts = view === 'margin' && table.sums.costedMinor === 0;
  const download = () =>
    saveFile('cohorts.csv', 'text/csv', cohortCsv(table, formats.settings.currencyExponent));
  return (
    <AnalyticsPage
      current="cohorts"
      intro={`${words.intro} ${messages.shared.asOf(formats.dateTime(table.asOf))}.`}
      secondaryActions={[{ label: words.export, onAction: download }]}
    >
      <SectionCard title={words.views[view]} text={words.definitions[view]}>
        <InlineStack gap="300" blockAlign="center" align="space-between">
          <ViewSwitch view={view} onChange={setView} />
          <MonthsSelect months={table.months} />
        </InlineStack>
        {isWithoutCosts ? (
          <Text as="p">{words.noCosts}</Text>
        ) : (
          <BlockStack gap="200">
            <CohortHeatmap table={table} view={view} />
            <Notes table={table} view={view} />
          </BlockStack>
        )}
      </SectionCard>
      <CohortSums sums={table.sums} />
    </AnalyticsPage>
  );
}

interface ViewSwitchProps {
  view: CohortViewName;
  onChange: (view: CohortViewName) => void;
}

function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const words = useShell().messages.analyticsTables.cohorts;
  return (
    <Box role="group" aria-label={words.viewsLabel}>
      <ButtonGroup variant="segmented">
        {COHORT_VIEWS.map((name) => (
          <Button key={name} pressed={name === view} onClick={() => onChange(name)}>
            {words.views[name]}
          </Button>
        ))}
      </ButtonGroup>
    </Box>
  );
}

function MonthsSelect({ months }: { months: CohortsView['months'] }) {
  const words = useShell().messages.analyticsTables.cohorts;
  const [, setParameters] = useSearchParams();
  return (
    <Select
      label={words.monthsLabel}
      labelHidden
      options={COHORT_MONTHS.map((value) => ({ value, label: words.months[value] }))}
      value={months}
      onChange={(chosen) =>
        setParameters((current) => withChange(current, { months: chosen }), {
          preventScrollReset: true,
        })
      }
    />
  );
}

function Notes({ table, view }: { table: CohortsView; view: CohortViewName }) {
  const { messages, formats } = useShell();
  const words = messages.analyticsTables.cohorts;
  const { costedMinor, totalMinor } = table.sums;
  const notes = [words.runningLegend, words.averageText];
  if (view === 'margin' && totalMinor > 0) {
    notes.unshift(words.coverage(formats.percent(costedMinor / totalMinor, 0)));
  }
  return (
    <Text as="p" variant="bodySm" tone="subdued">
      {notes.join(' ')}
    </Text>
  );
}
