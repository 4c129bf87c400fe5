import { BlockStack, Button, InlineGrid, InlineStack, Text, TextField } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import type { FieldErrors } from '../shared/action-result.ts';
import { useShell } from '../shared/shell-context.tsx';

export interface RewardFields {
  /** Empty for one that is not saved yet. */
  key: string;
  points: string;
  value: string;
}

interface RewardsTableProps {
  rewards: RewardFields[];
  /** Points per currency unit, to say what a reward gives back; null while nothing is earned. */
  perUnit: number | null;
  errors: FieldErrors;
  onChange: (rewards: RewardFields[]) => void;
}

/** The rewards one can spend points on, each a line to edit. */
export function RewardsTable({ rewards, perUnit, errors, onChange }: RewardsTableProps) {
  const { messages } = useShell();
  const words = messages.loyalty.settings.rewards;
  const change = (index: number, fields: Partial<RewardFields>) =>
    onChange(rewards.map((each, at) => (at === index ? { ...each, ...fields } : each)));
  return (
    <BlockStack gap="400">
      {rewards.length === 0 && <Text as="p">{words.none}</Text>}
      {rewards.map((reward, index) => (
        <RewardLine
          // biome-ignore lint/suspicious/noArrayIndexKey: new lines have no key yet
          key={index}
          reward={reward}
          perUnit={perUnit}
          pointsError={errors[`rewards.${index}.points`]}
          valueError={errors[`rewards.${index}.value`]}
          onChange={(fields) => change(index, fields)}
          onRemove={() => onChange(rewards.filter((_, at) => at !== index))}
        />
      ))}
      <InlineStack>
        <Button
          icon={PlusIcon}
          onClick={() => onChange([...rewards, { key: '', points: '', value: '' }])}
          disabled={rewards.length >= 20}
        >
          {words.add}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

interface RewardLineProps {
  reward: RewardFields;
  perUnit: number | null;
  pointsError: string | undefined;
  valueError: string | undefined;
  onChange: (fields: Partial<RewardFields>) => void;
  onRemove: () => void;
}

function RewardLine({ reward, perUnit, onChange, onRemove, ...line }: RewardLineProps) {
  const { messages, formats } = useShell();
  const words = messages.loyalty.settings.rewards;
  const share = perUnit === null ? null : givesBack(reward, perUnit);
  return (
    <BlockStack gap="100">
      <InlineGrid columns="1fr 1fr auto" gap="200" alignItems="start">
        <TextField
          label={words.points}
          value={reward.points}
          onChange={(points) => onChange({ points })}
          error={line.pointsError}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          label={words.value}
          value={reward.value}
          onChange={(value) => onChange({ value })}
          error={line.valueError}
          prefix={formats.currencySymbol}
          inputMode="decimal"
          autoComplete="off"
        />
        <div style={{ paddingTop: '24px' }}>
          <Button icon={DeleteIcon} accessibilityLabel={words.remove} onClick={onRemove} />
        </div>
      </InlineGrid>
      {share !== null && (
        <Text as="span" tone="subdued" variant="bodySm">
          {words.rate(formats.percent(share))}
        </Text>
      )}
    </BlockStack>
  );
}

/** A reward's worth as a share of what one spends to earn it; null while it is being typed. */
function givesBack({ points, value }: RewardFields, perUnit: number): number | null {
  const spent = Number(points) / perUnit;
  const worth = Number(value.replace(',', '.'));
  return spent > 0 && worth > 0 && Number.isFinite(spent) ? worth / spent : null;
}
