import { Banner, Text } from '@shopify/polaris';
import { useShell } from '../shared/shell-context.tsx';
import type { FitView } from './predictions-view.ts';

/** Warns where predictions are worse than they were; nothing where all is well. */
export function DecayBanner({ alert }: Pick<FitView, 'alert'>) {
  const { messages, formats } = useShell();
  if (!alert) return null;
  const words = messages.predictions.alert;
  const share = (ratio: number) => formats.percent(ratio, 0);
  return (
    <Banner tone="warning" title={words.title}>
      <Text as="p">{words.text[alert.kind](share(alert.now), share(alert.usual))}</Text>
    </Banner>
  );
}
