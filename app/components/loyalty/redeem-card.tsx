import { BlockStack, Button, InlineStack, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';
import { newKey } from './adjust-card.tsx';
import type { RewardOption } from './loyalty-view.ts';

interface RedeemCardProps {
  options: RewardOption[];
  available: number;
}

/** Issues a reward for a member: the points are held and a code is made. */
export function RedeemCard({ options, available }: RedeemCardProps) {
  const { messages, formats } = useShell();
  const words = messages.loyalty.redeem;
  const affordable = options.filter(({ points }) => points <= available);
  const [chosen, setChosen] = useState('');
  // One key per reward, so that a double click issues one.
  const [requestKey, setRequestKey] = useState(newKey);
  const { run, isRunning } = useAction(() => setRequestKey(newKey()));
  const reward = affordable.find(({ key }) => key === chosen) ?? affordable[0];
  return (
    <SectionCard title={words.title} text={words.what}>
      {reward ? (
        <BlockStack gap="300">
          <Select
            label={words.choose}
            options={affordable.map(({ key, points, valueMinor }) => ({
              value: key,
              label: words.option(formats.money(valueMinor), formats.number(points)),
            }))}
            value={reward.key}
            onChange={setChosen}
          />
          <InlineStack align="end">
            <Button
              loading={isRunning}
              onClick={() => run({ intent: 'redeem', rewardKey: reward.key, requestKey })}
            >
              {words.button}
            </Button>
          </InlineStack>
        </BlockStack>
      ) : (
        <Text as="p">{options.length === 0 ? words.noRewards : words.tooFew}</Text>
      )}
    </SectionCard>
  );
}
