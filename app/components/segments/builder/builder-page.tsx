import { Banner, BlockStack, Layout, Text, TextField } from '@shopify/polaris';
import { useRef } from 'react';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import { AppPage } from '../../shared/app-page.tsx';
import { SaveBar } from '../../shared/save-bar.tsx';
import { SectionCard } from '../../shared/section-card.tsx';
import { useShell } from '../../shared/shell-context.tsx';
import { useSaveForm } from '../../shared/use-save-form.ts';
import { type BuilderOptions, BuilderProvider } from './builder-context.tsx';
import { CountCard } from './count-card.tsx';
import { changePart, type GroupDraft, newCondition } from './draft.ts';
import { toDraft, toRule } from './draft-rule.ts';
import { GroupEditor } from './group-editor.tsx';

export interface BuilderView {
  /** Null for a new segment. */
  segmentId: string | null;
  name: string;
  /** Null where there is none yet, or none this version can read. */
  rule: Rule | null;
  /** ISO instant. */
  updatedAt: string | null;
  options: BuilderOptions;
}

const EMPTY: GroupDraft = {
  kind: 'group',
  id: 'root',
  isNegated: false,
  match: 'all',
  parts: [newCondition('first')],
};

/** Makes or changes a segment: its name, its rule, and who matches it while it is built. */
export function BuilderPage({ segmentId, name, rule, updatedAt, options }: BuilderView) {
  const { messages, formats } = useShell();
  const words = messages.segments.builder;
  const { currencyExponent } = formats.settings;
  const root = rule ? toDraft(rule, currencyExponent) : EMPTY;
  const form = useSaveForm({ name, root }, (values) => ({
    name: values.name,
    rule: toRule(values.root, currencyExponent),
    updatedAt,
  }));
  const made = useRef(0);
  const { values, errors } = form;
  const newId = () => {
    made.current += 1;
    return `new-${made.current}`;
  };
  const change: Parameters<typeof BuilderProvider>[0]['builder']['change'] = (id, exchange) => {
    if (id !== values.root.id) return form.set('root', changePart(values.root, id, exchange));
    const changed = exchange(values.root);
    if (changed?.kind === 'group') form.set('root', changed);
  };
  const back = segmentId
    ? { label: name, url: `/app/segments/${segmentId}` }
    : { label: messages.segments.title, url: '/app/segments' };
  const save = { label: words.save, onAction: form.save, loading: form.isSaving };
  return (
    <AppPage
      title={segmentId ? words.editTitle(name) : words.newTitle}
      back={back}
      {...(segmentId ? {} : { primaryAction: save })}
    >
      <BuilderProvider builder={{ options, errors, change, newId }}>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {form.refusal && (
                <Banner tone="critical">
                  <Text as="p">{form.refusal}</Text>
                </Banner>
              )}
              <SectionCard title={words.nameTitle}>
                <TextField
                  label={words.name}
                  labelHidden
                  autoComplete="off"
                  maxLength={100}
                  value={values.name}
                  onChange={(value) => form.set('name', value)}
                  error={errors.name}
                />
              </SectionCard>
              <SectionCard title={words.ruleTitle} text={words.ruleText}>
                <GroupEditor group={values.root} path="rule" nesting={0} />
              </SectionCard>
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <CountCard rule={toRule(values.root, currencyExponent)} />
          </Layout.Section>
        </Layout>
      </BuilderProvider>
      <SaveBar
        isDirty={form.isDirty && !form.isSaving}
        isSaving={form.isSaving}
        onSave={form.save}
        onDiscard={form.discard}
      />
    </AppPage>
  );
}
