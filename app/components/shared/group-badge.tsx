import { Badge } from '@shopify/polaris';
import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import { useShell } from './shell-context.tsx';

const TONES: Record<RfmGroup, 'success' | 'info' | 'attention' | 'warning' | undefined> = {
  champions: 'success',
  loyal: 'success',
  active: 'success',
  new: 'info',
  promising: 'info',
  needs_attention: 'attention',
  at_risk: 'warning',
  almost_lost: 'warning',
  previously_loyal: 'warning',
  dormant: undefined,
  prospects: undefined,
};

/** The RFM group of a customer. */
export function GroupBadge({ group }: { group: RfmGroup }) {
  const { messages } = useShell();
  const tone = TONES[group];
  return <Badge {...(tone ? { tone } : {})}>{messages.shared.rfmGroups[group].name}</Badge>;
}
