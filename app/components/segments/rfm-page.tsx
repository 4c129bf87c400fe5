import { BlockStack, ChoiceList, InlineGrid, Text, TextField } from '@shopify/polaris';
import type { RfmSettings } from '#app/domain/settings.ts';
import { AppPage } from '../shared/app-page.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SaveBar } from '../shared/save-bar.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { type SaveForm, useSaveForm } from '../shared/use-save-form.ts';

interface RfmValues {
  mode: RfmSettings['mode'];
  /** Four limits each, ascending, as text. */
  recencyDays: string[];
  frequency: string[];
  monetaryMinor: string[];
}

export interface RfmView {
  values: RfmValues;
  /** The day the measured limits are of. */
  day: string | null;
}

const MODES = ['quintiles', 'limits'] as const;

/** Where the scores of recency, frequency and money part, measured or set. */
export function RfmPage({ values, day }: RfmView) {
  const { messages, formats } = useShell();
  const { rfm: words, title, asOf } = messages.segments;
  const form = useSaveForm(values, (current) =>
    current.mode === 'quintiles' ? { mode: current.mode } : current,
  );
  const { mode } = form.values;
  const choose = ([chosen]: string[]) => {
    const known = MODES.find((each) => each === chosen);
    if (known) form.set('mode', known);
  };
  const measured = mode === 'quintiles' && day ? ` ${asOf(formats.day(day))}.` : '';
  return (
    <AppPage title={words.title} back={{ label: title, url: '/app/segments' }}>
      <BlockStack gap="400">
        <PageText>
          <Text as="p" tone="subdued">
            {words.intro}
          </Text>
        </PageText>
        <SectionCard title={words.modeTitle}>
          <ChoiceList
            title={words.modeTitle}
            titleHidden
            choices={MODES.map((value) => ({
              value,
              label: words.modes[value],
              helpText: words.modeHelp[value],
            }))}
            selected={[mode]}
            onChange={choose}
          />
          {measured && <Text as="p">{measured.trim()}</Text>}
        </SectionCard>
        <Scale form={form} name="recencyDays" words={words.scales.recencyDays} best="first" />
        <Scale form={form} name="frequency" words={words.scales.frequency} best="last" />
        <Scale
          form={form}
          name="monetaryMinor"
          words={{ ...words.scales.monetary, unit: formats.settings.currency }}
          best="last"
        />
      </BlockStack>
      <SaveBar
        isDirty={form.isDirty}
        isSaving={form.isSaving}
        onSave={form.save}
        onDiscard={form.discard}
      />
    </AppPage>
  );
}

interface ScaleProps {
  form: SaveForm<RfmValues>;
  name: 'recencyDays' | 'frequency' | 'monetaryMinor';
  words: { title: string; text: string; unit: string };
  /** Which end scores 5. */
  best: 'first' | 'last';
}

function Scale({ form, name, words, best }: ScaleProps) {
  const { messages } = useShell();
  const { upTo, rest } = messages.segments.rfm;
  const limits = form.values[name];
  const scoreAt = (at: number) => (best === 'first' ? 5 - at : at + 1);
  const change = (at: number) => (value: string) =>
    form.set(
      name,
      limits.map((limit, index) => (index === at ? value : limit)),
    );
  return (
    <SectionCard title={words.title} text={words.text}>
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="300">
        {limits.map((limit, at) => (
          <TextField
            key={scoreAt(at)}
            label={upTo(scoreAt(at))}
            suffix={words.unit}
            type="number"
            min={0}
            autoComplete="off"
            disabled={form.values.mode === 'quintiles'}
            value={limit}
            onChange={change(at)}
            error={form.errors[`${name}.${at}`]}
          />
        ))}
      </InlineGrid>
      <Text as="p" tone="subdued" variant="bodySm">
        {rest(scoreAt(4))}
      </Text>
    </SectionCard>
  );
}
