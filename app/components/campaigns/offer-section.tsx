import { BlockStack, InlineGrid, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { BoundFlag, BoundNumber, BoundOption, BoundText } from './bound-fields.tsx';
import { useCampaignForm } from './form-context.tsx';

/** The discount that a customer's own code gives; a cross-sell can go without one. */
export function OfferSection() {
  const { messages } = useShell();
  const { play, values } = useCampaignForm();
  const words = messages.campaignEditor.offer;
  const isOptional = play === 'cross-sell-offer';
  return (
    <SectionCard title={words.title} text={words.withHelp}>
      {isOptional && <BoundFlag field="hasOffer" label={words.with} />}
      {(!isOptional || values.hasOffer) && <OfferFields />}
    </SectionCard>
  );
}

function OfferFields() {
  const { messages, formats } = useShell();
  const { values, set } = useCampaignForm();
  const words = messages.campaignEditor.offer;
  const { days } = messages.campaignEditor.trigger;
  const isPercentage = values.valueKind === 'percentage';
  return (
    <BlockStack gap="300">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <BoundOption
          label={words.kind}
          value={values.valueKind}
          options={[
            { value: 'percentage', label: words.percentage },
            { value: 'amount', label: words.amount },
          ]}
          onChange={(value) => set('valueKind', value)}
          path="action.offer.value.kind"
        />
        {isPercentage ? (
          <BoundNumber
            field="percent"
            path="action.offer.value.share"
            label={words.value}
            suffix="%"
          />
        ) : (
          <BoundNumber
            field="amount"
            path="action.offer.value.amountMinor"
            label={words.value}
            prefix={formats.currencySymbol}
          />
        )}
        <BoundNumber
          field="validDays"
          path="action.offer.validDays"
          label={words.validDays}
          suffix={days}
          helpText={words.validDaysHelp}
        />
        <BoundNumber
          field="minimum"
          path="action.offer.minimumSubtotalMinor"
          label={words.minimum}
          prefix={formats.currencySymbol}
          helpText={words.minimumHelp}
        />
      </InlineGrid>
      <BoundText
        field="codePrefix"
        path="action.offer.codePrefix"
        label={words.prefix}
        maxLength={12}
        helpText={words.prefixHelp}
      />
      <BlockStack gap="100">
        <Text as="p">{words.combines}</Text>
        <BoundFlag field="orderDiscounts" label={words.orderDiscounts} />
        <BoundFlag field="productDiscounts" label={words.productDiscounts} />
        <BoundFlag field="shippingDiscounts" label={words.shippingDiscounts} />
      </BlockStack>
    </BlockStack>
  );
}
