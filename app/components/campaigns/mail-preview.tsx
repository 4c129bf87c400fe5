import { Banner, BlockStack, Box, Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { listProblems } from './field-labels.ts';
import { MailFrame } from './mail-frame.tsx';
import { TestMail } from './test-mail.tsx';
import { usePreview } from './use-preview.ts';

const VIEWS = ['desktop', 'phone', 'text'] as const;
type View = (typeof VIEWS)[number];

interface MailPreviewProps {
  /** Play and definition as the form has them now. */
  body: { play: string; definition: object };
  testAddress: string;
  canTest: boolean;
}

/** The mail as it will arrive, kept up with what is typed. */
export function MailPreview({ body, testAddress, canTest }: MailPreviewProps) {
  const { messages } = useShell();
  const words = messages.campaignEditor.preview;
  const [view, setView] = useState<View>('desktop');
  const { mail, errors, isUpdating } = usePreview(body);
  const isBroken = Object.keys(errors).length > 0;
  return (
    <SectionCard
      title={words.title}
      text={isUpdating ? words.updating : words.sample}
      action={
        <ButtonGroup variant="segmented">
          {VIEWS.map((name) => (
            <Button key={name} size="slim" pressed={view === name} onClick={() => setView(name)}>
              {words[name]}
            </Button>
          ))}
        </ButtonGroup>
      }
    >
      <BlockStack gap="300">
        {isBroken && <BrokenPreview errors={errors} />}
        {mail && <Mail mail={mail} view={view} isStale={isBroken} />}
        {canTest && <TestMail body={body} address={testAddress} isBroken={isBroken} />}
      </BlockStack>
    </SectionCard>
  );
}

function BrokenPreview({ errors }: { errors: Record<string, string> }) {
  const { messages } = useShell();
  return (
    <Banner tone="warning">
      <Text as="p">{messages.campaignEditor.preview.broken}</Text>
      {listProblems(errors, messages.campaignEditor).map((problem) => (
        <Text as="p" key={problem}>
          {problem}
        </Text>
      ))}
    </Banner>
  );
}

interface MailProps {
  mail: { subject: string; html: string; text: string };
  view: View;
  isStale: boolean;
}

function Mail({ mail, view, isStale }: MailProps) {
  const { messages } = useShell();
  return (
    <div style={{ opacity: isStale ? 0.5 : 1 }}>
      <BlockStack gap="200">
        <InlineStack gap="200" wrap={false}>
          <Text as="span" tone="subdued">
            {messages.campaignEditor.preview.subject}
          </Text>
          <Text as="span" fontWeight="semibold" breakWord>
            {mail.subject}
          </Text>
        </InlineStack>
        <Box background="bg-surface-secondary" padding="200" borderRadius="200">
          {view === 'text' ? (
            <pre style={{ whiteSpace: 'pre-wrap', margin: 0, overflowWrap: 'anywhere' }}>
              {mail.text}
            </pre>
          ) : (
            <MailFrame html={mail.html} device={view} />
          )}
        </Box>
      </BlockStack>
    </div>
  );
}
