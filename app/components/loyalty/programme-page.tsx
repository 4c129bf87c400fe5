import { BlockStack, Checkbox, ChoiceList, FormLayout, TextField } from '@shopify/polaris';
import { AppPage } from '../shared/app-page.tsx';
import { SaveBar } from '../shared/save-bar.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { type SaveForm, useSaveForm } from '../shared/use-save-form.ts';
import type { ProgrammeState } from './loyalty-view.ts';
import { EarningRule, ProgrammeNotices } from './programme-notices.tsx';
import { type RewardFields, RewardsTable } from './rewards-table.tsx';

export interface ProgrammeValues {
  enabled: boolean;
  pointsName: string;
  rewards: RewardFields[];
  rewardValidDays: string;
  shortfallPolicy: 'net_from_next_earn' | 'forgive';
}

export interface ProgrammeView {
  programme: ProgrammeState;
  values: ProgrammeValues;
}

/** What points are called and what they buy. */
export function ProgrammePage({ programme, values: saved }: ProgrammeView) {
  const { messages } = useShell();
  const words = messages.loyalty.settings;
  const form = useSaveForm(saved, (values) => values);
  const { values, set, errors } = form;
  return (
    <AppPage
      title={words.title}
      back={{ label: messages.loyalty.title, url: '/app/loyalty' }}
      width="narrow"
    >
      <SaveBar
        isDirty={form.isDirty}
        isSaving={form.isSaving}
        onSave={form.save}
        onDiscard={form.discard}
      />
      <BlockStack gap="400">
        <ProgrammeNotices programme={programme} />
        <SpendingCard {...form} />
        <EarningRule programme={programme} />
        <SectionCard title={words.rewards.title} text={words.rewards.text}>
          <RewardsTable
            rewards={values.rewards}
            perUnit={programme.rule?.pointsPerUnit ?? null}
            errors={errors}
            onChange={(rewards) => set('rewards', rewards)}
          />
          <TextField
            label={words.rewards.validDays}
            value={values.rewardValidDays}
            onChange={(value) => set('rewardValidDays', value)}
            error={errors.rewardValidDays}
            suffix={words.rewards.days}
            helpText={words.rewards.validDaysHelp}
            inputMode="numeric"
            autoComplete="off"
          />
        </SectionCard>
        <SectionCard title={words.shortfall.title}>
          <ShortfallChoice {...form} />
        </SectionCard>
      </BlockStack>
    </AppPage>
  );
}

function SpendingCard({ values, set, errors }: SaveForm<ProgrammeValues>) {
  const { messages } = useShell();
  const words = messages.loyalty.settings.spending;
  return (
    <SectionCard title={words.title}>
      <FormLayout>
        <Checkbox
          label={words.enabled}
          helpText={words.enabledHelp}
          checked={values.enabled}
          onChange={(checked) => set('enabled', checked)}
        />
        <TextField
          label={words.pointsName}
          value={values.pointsName}
          onChange={(value) => set('pointsName', value)}
          error={errors.pointsName}
          helpText={words.pointsNameHelp}
          maxLength={30}
          autoComplete="off"
        />
      </FormLayout>
    </SectionCard>
  );
}

function ShortfallChoice({ values, set }: SaveForm<ProgrammeValues>) {
  const { messages } = useShell();
  const words = messages.loyalty.settings.shortfall;
  return (
    <ChoiceList
      title={words.title}
      titleHidden
      choices={[
        { value: 'net_from_next_earn', label: words.net, helpText: words.netHelp },
        { value: 'forgive', label: words.forgive, helpText: words.forgiveHelp },
      ]}
      selected={[values.shortfallPolicy]}
      onChange={([chosen]) =>
        set('shortfallPolicy', chosen === 'forgive' ? 'forgive' : 'net_from_next_earn')
      }
    />
  );
}
