import { useSearchParams } from '@remix-run/react';
import { Button, InlineStack, Select, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import type { Period, PeriodChoice } from '#app/domain/analytics/period.ts';
import { useShell } from '../shared/shell-context.tsx';

interface PeriodPickerProps {
  choice: PeriodChoice;
  /** The days it means. */
  period: Period;
}

/** Chooses the days that a page is about, and writes them into its address. */
export function PeriodPicker({ choice, period }: PeriodPickerProps) {
  const { messages } = useShell();
  const words = messages.analytics.period;
  const [, setParameters] = useSearchParams();
  const show = (change: Record<string, string | null>) =>
    setParameters((current) => withChange(current, change), { preventScrollReset: true });
  const choose = (chosen: string) =>
    show({ period: chosen, ...(chosen === 'custom' ? period : { from: null, to: null }) });
  return (
    <InlineStack gap="300" blockAlign="end">
      <Select
        label={words.label}
        labelInline
        options={Object.entries(words.choices).map(([value, label]) => ({ value, label }))}
        value={choice}
        onChange={choose}
      />
      {choice === 'custom' && (
        <CustomDays period={period} onShow={(days) => show({ period: 'custom', ...days })} />
      )}
    </InlineStack>
  );
}

function CustomDays({ period, onShow }: { period: Period; onShow: (days: Period) => void }) {
  const { messages } = useShell();
  const words = messages.analytics.period;
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  useEffect(() => {
    setFrom(period.from);
    setTo(period.to);
  }, [period.from, period.to]);
  const problems = {
    from: from === '' ? words.missing : undefined,
    to: to === '' ? words.missing : to < from ? words.wrongWay : undefined,
  };
  const isRight = !problems.from && !problems.to;
  return (
    <>
      <TextField
        label={words.from}
        type="date"
        value={from}
        onChange={setFrom}
        error={problems.from}
        autoComplete="off"
      />
      <TextField
        label={words.to}
        type="date"
        value={to}
        onChange={setTo}
        error={problems.to}
        autoComplete="off"
      />
      <Button disabled={!isRight} onClick={() => onShow({ from, to })}>
        {words.apply}
      </Button>
    </>
  );
}

/** The parameters with some of them set, or taken away where null. */
export function withChange(
  current: URLSearchParams,
  change: Record<string, string | null>,
): URLSearchParams {
  const next = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next;
}
