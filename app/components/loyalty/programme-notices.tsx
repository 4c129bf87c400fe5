import { Banner, Link, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { ProgrammeState } from './loyalty-view.ts';

/** What keeps points from being earned or spent, with the way to change it. */
export function ProgrammeNotices({ programme }: { programme: ProgrammeState }) {
  const { messages } = useShell();
  const { notices } = messages.loyalty;
  const { status, campaignId, isSpendingOn } = programme;
  const url = campaignId ? `/app/campaigns/${campaignId}` : '/app/campaigns/new/loyalty-points';
  return (
    <>
      {status !== 'active' && <Notice {...notices[status]} url={url} />}
      {!isSpendingOn && <Notice {...notices.off} url="/app/loyalty/programme" />}
    </>
  );
}

function Notice(props: { title: string; text: string; action: string; url: string }) {
  const { title, text, action, url } = props;
  return (
    <Banner tone="info" title={title} action={{ content: action, url }}>
      <Text as="p">{text}</Text>
    </Banner>
  );
}

/** How points are earned, in one sentence. */
export function EarningRule({ programme }: { programme: ProgrammeState }) {
  const { messages, formats } = useShell();
  const words = messages.loyalty;
  const { rule, campaignId } = programme;
  if (!rule || !campaignId) return null;
  const { number, settings } = formats;
  return (
    <SectionCard
      title={messages.campaignEditor.points.title}
      text={words.rule(number(rule.pointsPerUnit, 4), settings.currency, number(rule.maturingDays))}
      action={<Link url={`/app/campaigns/${campaignId}/edit`}>{words.editRule}</Link>}
    />
  );
}
