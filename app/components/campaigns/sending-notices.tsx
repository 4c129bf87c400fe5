import { Banner, Text } from '@shopify/polaris';
import { useShell } from '../shared/shell-context.tsx';

export interface SendingState {
  isPaused: boolean;
  isAddressMissing: boolean;
}

/** What keeps all campaigns from sending, with the way to change it. */
export function SendingNotices({ isPaused, isAddressMissing }: SendingState) {
  const { messages } = useShell();
  const { sendingPaused, addressMissing } = messages.campaigns;
  const notices = [
    ...(isPaused ? [sendingPaused] : []),
    ...(isAddressMissing ? [addressMissing] : []),
  ];
  return notices.map(({ title, text, action }) => (
    <Banner
      key={title}
      tone="warning"
      title={title}
      action={{ content: action, url: '/app/settings' }}
    >
      <Text as="p">{text}</Text>
    </Banner>
  ));
}
