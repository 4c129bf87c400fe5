import { InlineGrid } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { BoundNumber, BoundOption } from './bound-fields.tsx';
import { useCampaignForm } from './form-context.tsx';

/** How the products of a cross-sell are chosen. */
export function CrossSellSection() {
  const { messages } = useShell();
  const { values, set } = useCampaignForm();
  const words = messages.campaignEditor.crossSell;
  return (
    <SectionCard title={words.title} text={words.text}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <BoundNumber
          field="productCount"
          path="action.crossSell.productCount"
          label={words.productCount}
        />
        <BoundNumber
          field="minimumSupport"
          path="action.crossSell.minimumSupport"
          label={words.minimumSupport}
          suffix={words.times}
          helpText={words.minimumSupportHelp}
        />
      </InlineGrid>
      <BoundOption
        label={words.fallback}
        value={values.fallback}
        options={[
          { value: 'none', label: words.none },
          { value: 'bestsellers', label: words.bestsellers },
        ]}
        onChange={(value) => set('fallback', value)}
        path="action.crossSell.fallback"
      />
    </SectionCard>
  );
}
