import { BlockStack, Box, Button, Card, InlineGrid, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { AppPage } from '../shared/app-page.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SaveBar } from '../shared/save-bar.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useSaveForm } from '../shared/use-save-form.ts';
import { AuditLog, type AuditView } from './audit-log.tsx';
import { PauseCard } from './pause-card.tsx';
import {
  ClvCard,
  MoneyCard,
  PredictionsCard,
  SenderCard,
  SendHourCard,
} from './settings-cards.tsx';
import type { SettingsValues } from './settings-values.ts';

export interface SettingsView {
  values: SettingsValues;
  shop: { name: string; email: string };
  sendingPausedAt: string | null;
  audit: AuditView[];
}

/** What holds for the whole shop. */
export function SettingsPage({ values, shop, sendingPausedAt, audit }: SettingsView) {
  const { messages } = useShell();
  const words = messages.settings;
  const form = useSaveForm(values, (current) => ({ intent: 'save', ...current }));
  return (
    <AppPage title={words.title}>
      <BlockStack gap={{ xs: '600', md: '400' }}>
        <Section title={words.pause.title}>
          <PauseCard pausedAt={sendingPausedAt} />
        </Section>
        <Section title={words.sender.title} text={words.sender.text}>
          <SenderCard form={form} shop={shop} />
        </Section>
        <Section title={words.sendHour.title} text={words.sendHour.text}>
          <SendHourCard form={form} />
        </Section>
        <Section title={words.clv.title} text={words.clv.text}>
          <ClvCard form={form} />
        </Section>
        <Section title={words.predictions.title} text={words.predictions.text}>
          <PredictionsCard form={form} />
        </Section>
        <Section title={words.money.title} text={words.money.text}>
          <MoneyCard form={form} />
        </Section>
        <Section title={words.dataLink.title} text={words.dataLink.text}>
          <Card>
            <Button url="/app/settings/data">{words.dataLink.open}</Button>
          </Card>
        </Section>
        <Section title={words.audit.title}>
          <AuditLog entries={audit} />
        </Section>
      </BlockStack>
      <SaveBar
        isDirty={form.isDirty}
        isSaving={form.isSaving}
        onSave={form.save}
        onDiscard={form.discard}
      />
    </AppPage>
  );
}

interface SectionProps {
  title: string;
  text?: string;
  children: ReactNode;
}

/** What a part is for beside it, or above it on a phone. */
function Section({ title, text, children }: SectionProps) {
  return (
    <InlineGrid columns={{ xs: 1, md: ['oneThird', 'twoThirds'] }} gap={{ xs: '200', md: '400' }}>
      <PageText>
        <Box paddingBlockStart={{ xs: '0', md: '400' }}>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            {text && (
              <Text as="p" tone="subdued">
                {text}
              </Text>
            )}
          </BlockStack>
        </Box>
      </PageText>
      {children}
    </InlineGrid>
  );
}
