import { BlockStack, InlineGrid, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { BoundNumber, BoundOption } from './bound-fields.tsx';
import type { CampaignForm } from './campaign-form.ts';
import { useCampaignForm } from './form-context.tsx';
import { hourText } from './hour-text.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const DATED = ['birthday', 'first-order-anniversary'] as const;

/** What starts the campaign for a customer. */
export function TriggerSection() {
  const { messages } = useShell();
  const { values } = useCampaignForm();
  const words = messages.campaignEditor.trigger;
  const { trigger } = values;
  return (
    <SectionCard title={words.title}>
      {trigger === 'order-paid' && <Text as="p">{words.orderPaid}</Text>}
      {trigger === 'order-fulfilled' && (
        <BoundNumber
          field="delayDays"
          path="trigger.delayDays"
          label={words.delayDays}
          suffix={words.days}
          helpText={words.delayDaysHelp}
        />
      )}
      {isDated(trigger) && <DatedTrigger trigger={trigger} />}
    </SectionCard>
  );
}

function isDated(trigger: CampaignForm['trigger']): trigger is (typeof DATED)[number] {
  return DATED.some((dated) => dated === trigger);
}

function DatedTrigger({ trigger }: { trigger: (typeof DATED)[number] }) {
  const { messages, formats } = useShell();
  const { values, set } = useCampaignForm();
  const words = messages.campaignEditor.trigger;
  const hours = HOURS.map((value) => ({
    value,
    label: hourText(Number(value), formats.settings.locale),
  }));
  return (
    <BlockStack gap="300">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <BoundOption
          label={words.label}
          value={trigger}
          options={DATED.map((value) => ({ value, label: words.options[value] }))}
          onChange={(value) => set('trigger', value)}
          path="trigger.type"
        />
        <BoundOption
          label={words.localHour}
          value={values.localHour}
          options={hours}
          onChange={(value) => set('localHour', value)}
          path="trigger.localHour"
        />
      </InlineGrid>
      <Text as="p" tone="subdued">
        {words.localHourHelp}
      </Text>
    </BlockStack>
  );
}
