import { InlineGrid, Link, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { BoundNumber, BoundOption } from './bound-fields.tsx';
import { useCampaignForm } from './form-context.tsx';

const EXAMPLE_UNITS = 49.9;

/** How paid orders earn points. */
export function PointsSection() {
  const { messages, formats } = useShell();
  const { values, set } = useCampaignForm();
  const words = messages.campaignEditor.points;
  const { days } = messages.campaignEditor.trigger;
  const { currency, currencyExponent } = formats.settings;
  const points = pointsFor(Number(values.pointsPerUnit.replace(',', '.')), values.roundingRule);
  return (
    <SectionCard title={words.title}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <BoundNumber
          field="pointsPerUnit"
          path="action.rule.pointsPerUnit"
          label={words.perUnit(currency)}
          helpText={words.perUnitHelp}
        />
        <BoundNumber
          field="maturingDays"
          path="action.rule.maturingDays"
          label={words.maturing}
          suffix={days}
          helpText={words.maturingHelp}
        />
      </InlineGrid>
      <BoundOption
        label={words.rounding}
        value={values.roundingRule}
        options={[
          { value: 'down', label: words.down },
          { value: 'nearest', label: words.nearest },
          { value: 'up', label: words.up },
        ]}
        onChange={(value) => set('roundingRule', value)}
        path="action.rule.roundingRule"
      />
      {Number.isFinite(points) && (
        <Text as="p">
          {words.example(
            formats.money(EXAMPLE_UNITS * 10 ** currencyExponent),
            formats.number(points),
          )}
        </Text>
      )}
      <Text as="p" tone="subdued">
        {words.rewards} <Link url="/app/loyalty/programme">{words.openLoyalty}</Link>
      </Text>
    </SectionCard>
  );
}

/** Points of the example order, for show: the ledger computes its own. */
function pointsFor(perUnit: number, rounding: 'down' | 'nearest' | 'up'): number {
  const exact = Number((EXAMPLE_UNITS * perUnit).toFixed(6));
  if (rounding === 'up') return Math.ceil(exact);
  return rounding === 'down' ? Math.floor(exact) : Math.round(exact);
}
