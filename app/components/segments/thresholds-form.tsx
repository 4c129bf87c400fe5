import { FormLayout, Text, TextField } from '@shopify/polaris';
import type { ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import type { ShopSettings } from '#app/domain/settings.ts';
import { SaveBar } from '../shared/save-bar.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useSaveForm } from '../shared/use-save-form.ts';
import { THRESHOLDS, toFieldText } from './threshold-fields.ts';

interface ThresholdsFormProps {
  segmentKey: ReadySegmentKey;
  settings: ShopSettings['segments'];
  /** There are too few customers for shares of them. */
  isSmallShop: boolean;
}

/** The numbers of a segment's sentence, to be changed. */
export function ThresholdsForm({ segmentKey, settings, isSmallShop }: ThresholdsFormProps) {
  const { messages } = useShell();
  const { page: words, fields } = messages.segments;
  const names = THRESHOLDS[segmentKey];
  const saved = Object.fromEntries(names.map((name) => [name, toFieldText(name, settings[name])]));
  const form = useSaveForm<Record<string, string>>(saved, (values) => values);
  return (
    <SectionCard title={words.thresholdsTitle} text={isSmallShop ? words.small : null}>
      {names.length === 0 ? (
        <Text as="p">{words.noThresholds}</Text>
      ) : (
        <FormLayout>
          {names.map((name) => (
            <TextField
              key={name}
              label={fields[name].label}
              suffix={fields[name].suffix}
              type="number"
              autoComplete="off"
              min={0}
              value={form.values[name] ?? ''}
              onChange={(value) => form.set(name, value)}
              error={form.errors[name]}
            />
          ))}
          <Text as="p" tone="subdued" variant="bodySm">
            {words.thresholdsText}
          </Text>
        </FormLayout>
      )}
      <SaveBar
        isDirty={form.isDirty}
        isSaving={form.isSaving}
        onSave={form.save}
        onDiscard={form.discard}
      />
    </SectionCard>
  );
}
