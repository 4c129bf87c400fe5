import { Banner, Box, InlineGrid, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { BoundFlag, BoundNumber } from './bound-fields.tsx';
import { useCampaignForm } from './form-context.tsx';

/** How often, and how many at most. */
export function LimitsSection() {
  const { messages } = useShell();
  const { values } = useCampaignForm();
  const words = messages.campaignEditor.limits;
  const { days } = messages.campaignEditor.trigger;
  return (
    <SectionCard title={words.title}>
      <BoundFlag field="hasCustomerLimit" label={words.perCustomer} />
      {values.hasCustomerLimit && (
        <Box paddingInlineStart="600">
          <InlineGrid columns={2} gap="300">
            <BoundNumber
              field="limitCount"
              path="limits.perCustomer.count"
              label={words.count}
              suffix={words.times}
            />
            <BoundNumber
              field="limitDays"
              path="limits.perCustomer.days"
              label={words.within}
              suffix={days}
            />
          </InlineGrid>
        </Box>
      )}
      <Box maxWidth="320px">
        <BoundNumber
          field="total"
          path="limits.total"
          label={words.total}
          suffix={words.times}
          helpText={words.totalHelp}
        />
      </Box>
    </SectionCard>
  );
}

/** The share of customers that shows what would have happened anyway. */
export function HoldoutSection() {
  const { messages } = useShell();
  const { values } = useCampaignForm();
  const words = messages.campaignEditor.holdout;
  return (
    <SectionCard title={words.title}>
      <Text as="p">{words.help}</Text>
      <Box maxWidth="320px">
        <BoundNumber field="holdoutPercent" path="holdoutShare" label={words.label} suffix="%" />
      </Box>
      {Number(values.holdoutPercent) === 0 && (
        <Banner tone="warning">
          <Text as="p">{words.none}</Text>
        </Banner>
      )}
    </SectionCard>
  );
}
