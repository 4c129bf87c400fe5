import { FormLayout, TextField } from '@shopify/polaris';
import { useEffect, useRef, useState } from 'react';
import { useShell } from '../shared/shell-context.tsx';

interface RangeFilterProps {
  type: 'number' | 'date';
  prefix?: string;
  /** Empty where the range is open. */
  from: string;
  to: string;
  onChange: (from: string, to: string) => void;
}

const TYPING_PAUSE_MS = 500;

/** Two fields of which either may stay empty. */
export function RangeFilter({ type, prefix, from, to, onChange }: RangeFilterProps) {
  const { messages } = useShell();
  const words = messages.customers.filters;
  const [range, setRange] = useState({ from, to });
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (range.from === from && range.to === to) return;
    const timer = setTimeout(() => change.current(range.from, range.to), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [range, from, to]);
  const shared = { type, autoComplete: 'off', ...(prefix ? { prefix } : {}), min: 0 };
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <TextField
          {...shared}
          label={words.from}
          value={range.from}
          onChange={(value) => setRange({ ...range, from: value })}
        />
        <TextField
          {...shared}
          label={words.to}
          value={range.to}
          onChange={(value) => setRange({ ...range, to: value })}
        />
      </FormLayout.Group>
    </FormLayout>
  );
}
