import { Badge, BlockStack, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useShell } from './shell-context.tsx';

type StepName = 'products' | 'customers' | 'orders' | 'figures';
type StepState = 'waiting' | 'running' | 'reading' | 'done' | 'failed';

export interface ImportView {
  state: 'running' | 'done' | 'failed';
  /** 0 to 1; null while the size is not known. */
  share: number | null;
  steps: {
    step: StepName;
    state: StepState;
    linesRead: number;
    objectCount: number;
    error: string | null;
  }[];
}

const TONES = {
  waiting: undefined,
  running: 'info',
  reading: 'info',
  done: 'success',
  failed: 'critical',
} as const;

/** A bar over all files, and each step with its state. */
export function ImportProgress({ progress }: { progress: ImportView }) {
  const { messages, formats } = useShell();
  const { imports } = messages;
  const { share } = progress;
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <ProgressBar
          progress={Math.round((share ?? 0) * 100)}
          size="small"
          tone={progress.state === 'failed' ? 'critical' : 'highlight'}
          ariaLabelledBy="import-share"
        />
        <Text as="span" tone="subdued" variant="bodySm" id="import-share">
          {share === null ? imports.unknown : imports.share(formats.percent(share, 0))}
        </Text>
      </BlockStack>
      <BlockStack gap="150">
        {progress.steps.map((step) => (
          <ImportStepLine key={step.step} {...step} />
        ))}
      </BlockStack>
    </BlockStack>
  );
}

function ImportStepLine({ step, state, linesRead, objectCount, error }: ImportView['steps'][0]) {
  const { messages, formats } = useShell();
  const { imports } = messages;
  const tone = TONES[state];
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span">{imports.steps[step]}</Text>
        <Badge {...(tone ? { tone } : {})}>
          {step === 'figures' && state === 'reading' ? imports.computing : imports.states[state]}
        </Badge>
        {objectCount > 0 && (
          <Text as="span" tone="subdued" variant="bodySm" numeric>
            {imports.lines(formats.number(linesRead), formats.number(objectCount))}
          </Text>
        )}
      </InlineStack>
      {error && (
        <Text as="p" tone="critical" variant="bodySm">
          {error}
        </Text>
      )}
    </BlockStack>
  );
}
