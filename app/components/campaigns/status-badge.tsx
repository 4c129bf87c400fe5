import { Badge } from '@shopify/polaris';
import type { CampaignStatus } from '#app/domain/campaigns/definition.ts';
import { useShell } from '../shared/shell-context.tsx';

const TONES = {
  draft: 'info',
  active: 'success',
  paused: 'attention',
  archived: undefined,
} as const;

/** The status of a campaign. */
export function StatusBadge({ status }: { status: CampaignStatus }) {
  const { messages } = useShell();
  const tone = TONES[status];
  return <Badge {...(tone ? { tone } : {})}>{messages.campaigns.statuses[status]}</Badge>;
}
