import { Autocomplete, BlockStack, InlineStack, Tag } from '@shopify/polaris';
import { useState } from 'react';
import { useShell } from '../../shared/shell-context.tsx';
import type { Choice } from './builder-context.tsx';

interface PickListProps {
  label: string;
  choices: Choice[];
  selected: string[];
  onChange(selected: string[]): void;
  error: string | undefined;
}

const SHOWN = 50;

/** Several of a long list: found by typing, shown as tags that can be taken off. */
export function PickList({ label, choices, selected, onChange, error }: PickListProps) {
  const { messages } = useShell();
  const [search, setSearch] = useState('');
  const found = choices
    .filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()))
    .slice(0, SHOWN);
  const labelOf = (value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <div style={{ maxWidth: '320px' }}>
      <BlockStack gap="100">
        <Autocomplete
          allowMultiple
          options={found}
          selected={selected}
          onSelect={onChange}
          textField={
            <Autocomplete.TextField
              label={label}
              labelHidden
              autoComplete="off"
              placeholder={`${messages.segmentRules.fields.search}: ${label.toLowerCase()}`}
              value={search}
              onChange={setSearch}
              error={error}
            />
          }
        />
        {selected.length > 0 && (
          <InlineStack gap="100">
            {selected.map((value) => (
              <Tag key={value} onRemove={() => onChange(selected.filter((each) => each !== value))}>
                {labelOf(value)}
              </Tag>
            ))}
          </InlineStack>
        )}
      </BlockStack>
    </div>
  );
}
