import {
  Banner,
  BlockStack,
  Button,
  InlineStack,
  ProgressBar,
  Text,
  TextField,
} from '@shopify/polaris';
import { useId, useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';
import { useRefresh } from '../shared/use-refresh.ts';

export interface TagView {
  tag: string;
  isOn: boolean;
  tagged: number;
  members: number;
  error: string | null;
}

interface TagCardProps {
  segmentKey: string;
  /** Where nothing is written yet. */
  suggestion: string;
  written: TagView | null;
}

/** Writes the segment to Shopify as a customer tag, for Shopify's segments, Flow and other apps. */
export function TagCard({ segmentKey, suggestion, written }: TagCardProps) {
  const { messages } = useShell();
  const words = messages.segments.tag;
  const [tag, setTag] = useState(written?.tag ?? suggestion);
  const { run, isRunning, errors } = useAction();
  const send = (value: string | null) => run({ segmentKey, tag: value }, '/app/segments/tag');
  const isOn = written?.isOn ?? false;
  const isGoingOn = written !== null && !(written.isOn && written.tagged === written.members);
  useRefresh(isGoingOn && written.error === null, 5_000);
  return (
    <SectionCard title={words.title} text={words.what}>
      <BlockStack gap="300">
        {written && <Progress written={written} />}
        <TextField
          label={words.label}
          autoComplete="off"
          maxLength={40}
          value={tag}
          onChange={setTag}
          error={errors.tag}
        />
        <InlineStack align="end" gap="200">
          {isOn && (
            <Button tone="critical" disabled={isRunning} onClick={() => send(null)}>
              {words.stop}
            </Button>
          )}
          <Button
            loading={isRunning}
            disabled={isOn && tag.trim() === written?.tag}
            onClick={() => send(tag)}
          >
            {isOn ? words.change : words.start}
          </Button>
        </InlineStack>
      </BlockStack>
    </SectionCard>
  );
}

function Progress({ written }: { written: TagView }) {
  const { messages, formats } = useShell();
  const words = messages.segments.tag;
  const { isOn, tag, tagged, members, error } = written;
  const counts = [formats.number(tagged), formats.number(members)] as const;
  const isDone = isOn && tagged === members;
  const headingId = useId();
  return (
    <BlockStack gap="200">
      {error !== null && (
        <Banner tone="warning" title={words.failed}>
          <p>{error}</p>
        </Banner>
      )}
      <div id={headingId}>
        <Text as="p" tone={isDone ? 'success' : 'subdued'}>
          {isOn ? words.carrying(tag, ...counts) : words.leaving(tag, counts[0])}
        </Text>
      </div>
      {isOn && !isDone && members > 0 && (
        <ProgressBar
          size="small"
          progress={(Math.min(tagged, members) / members) * 100}
          ariaLabelledBy={headingId}
        />
      )}
    </BlockStack>
  );
}
