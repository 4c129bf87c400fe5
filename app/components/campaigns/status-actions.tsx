import { useState } from 'react';
import type { CampaignStatus, Play } from '#app/domain/campaigns/definition.ts';
import type { Messages } from '#app/locales/index.ts';
import type { PageAction } from '../shared/app-page.tsx';
import { ConfirmModal } from '../shared/confirm-modal.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';

type NextStatus = 'active' | 'paused' | 'archived';

interface Subject {
  play: Play;
  status: CampaignStatus;
  holdoutShare: number;
}

/** The buttons that change a campaign's status, and the questions they ask first. */
export function useStatusActions(campaign: Subject) {
  const { messages, formats } = useShell();
  const words = messages.campaignResults;
  const [asked, setAsked] = useState<NextStatus | null>(null);
  const close = () => setAsked(null);
  const action = useAction();
  const ask = (label: string, status: NextStatus): PageAction => ({
    label,
    onAction: () => setAsked(status),
    loading: action.isRunning,
  });
  const { status } = campaign;
  const primary =
    status === 'draft' || status === 'paused'
      ? ask(status === 'draft' ? words.activate : words.resume, 'active')
      : null;
  const secondary: PageAction[] = [
    ...(status === 'active' ? [ask(words.pause, 'paused')] : []),
    ...(status === 'archived' ? [] : [ask(words.archive, 'archived')]),
  ];
  const share = formats.percent(campaign.holdoutShare);
  const questions = describeQuestions(campaign, share, words);
  const modals = (['active', 'paused', 'archived'] as const).map((next) => (
    <ConfirmModal
      key={next}
      isOpen={asked === next}
      {...questions[next]}
      isRunning={action.isRunning}
      onConfirm={() => {
        action.run({ intent: 'status', status: next });
        close();
      }}
      onClose={close}
    />
  ));
  return { primary, secondary, modals };
}

function describeQuestions(
  { play, holdoutShare }: Subject,
  share: string,
  words: Messages['campaignResults'],
) {
  const { confirmActivate, confirmPause, confirmArchive } = words;
  const isPoints = play === 'loyalty-points';
  return {
    active: {
      title: confirmActivate.title,
      paragraphs: [
        isPoints ? confirmActivate.points : confirmActivate.mail,
        ...(holdoutShare > 0 ? [confirmActivate.holdout(share)] : []),
      ],
      confirmLabel: confirmActivate.button,
    },
    paused: {
      title: confirmPause.title,
      paragraphs: [isPoints ? confirmPause.points : confirmPause.mail],
      confirmLabel: confirmPause.button,
    },
    archived: {
      title: confirmArchive.title,
      paragraphs: [confirmArchive.text],
      confirmLabel: confirmArchive.button,
      tone: 'critical' as const,
    },
  };
}
