import { Banner, BlockStack, InlineGrid, List, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import type { CampaignDefinition, CampaignStatus, Play } from '#app/domain/campaigns/definition.ts';
import { AppPage } from '../shared/app-page.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SaveBar } from '../shared/save-bar.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useSaveForm } from '../shared/use-save-form.ts';
import { AudienceSection } from './audience-section.tsx';
import { BoundText } from './bound-fields.tsx';
import { toForm } from './campaign-form.ts';
import { CrossSellSection } from './cross-sell-section.tsx';
import { DryRunSection } from './dry-run-section.tsx';
import { listProblems } from './field-labels.ts';
import { FormProvider } from './form-context.tsx';
import { toDefinition } from './form-definition.ts';
import { HoldoutSection, LimitsSection } from './limits-section.tsx';
import { MailPreview } from './mail-preview.tsx';
import { MessageSection } from './message-section.tsx';
import { OfferSection } from './offer-section.tsx';
import { PointsSection } from './points-section.tsx';
import { TriggerSection } from './trigger-section.tsx';

export interface EditorView {
  /** Null for a new campaign. */
  campaignId: string | null;
  play: Play;
  name: string;
  status: CampaignStatus;
  version: number | null;
  definition: CampaignDefinition;
  /** Where test mail goes unless told otherwise. */
  testAddress: string;
}

/** One form for every play, built from the parts of its definition. */
export function EditorPage(view: EditorView) {
  const { messages, formats } = useShell();
  const words = messages.campaignEditor;
  const { play, campaignId, version } = view;
  const { currencyExponent } = formats.settings;
  const form = useSaveForm(toForm(view.name, view.definition, currencyExponent), (values) => ({
    name: values.name,
    version,
    definition: toDefinition(play, values, currencyExponent),
  }));
  const isReadOnly = view.status === 'archived';
  const definition = toDefinition(play, form.values, currencyExponent);
  const back = campaignId
    ? { label: view.name, url: `/app/campaigns/${campaignId}` }
    : { label: words.back, url: '/app/campaigns/new' };
  const title = campaignId
    ? words.editTitle(view.name)
    : words.newTitle(messages.campaigns.plays[play].name);
  const { values, set, errors } = form;
  // The save bar comes with the first change; a new campaign can be taken as it is.
  const saveDraft = { label: words.saveDraft, onAction: form.save, loading: form.isSaving };
  return (
    <AppPage
      title={title}
      back={back}
      width="full"
      {...(campaignId === null && !form.isDirty ? { primaryAction: saveDraft } : {})}
    >
      <FormProvider state={{ play, values, set, errors, isReadOnly }}>
        <SaveBar
          isDirty={!isReadOnly && form.isDirty}
          isSaving={form.isSaving}
          onSave={form.save}
          onDiscard={form.discard}
        />
        <InlineGrid columns={{ xs: 1, lg: ['oneHalf', 'oneHalf'] }} gap="400" alignItems="start">
          <BlockStack gap="400">
            <Notices status={view.status} errors={errors} />
            <SectionCard title={words.name.title}>
              <BoundText
                field="name"
                path="name"
                label={words.name.label}
                helpText={words.name.help}
              />
            </SectionCard>
            <Sections play={play} />
          </BlockStack>
          {play !== 'loyalty-points' && (
            <div style={{ position: 'sticky', top: '16px' }}>
              <BlockStack gap="400">
                <MailPreview
                  body={{ play, definition }}
                  testAddress={view.testAddress}
                  canTest={!isReadOnly}
                />
                <DryRunSection body={{ campaignId, play, definition }} />
              </BlockStack>
            </div>
          )}
        </InlineGrid>
      </FormProvider>
    </AppPage>
  );
}

function Sections({ play }: { play: Play }) {
  if (play === 'loyalty-points') {
    return (
      <>
        <TriggerSection />
        <PointsSection />
      </>
    );
  }
  return (
    <>
      <TriggerSection />
      <AudienceSection />
      {play === 'cross-sell-offer' && <CrossSellSection />}
      <OfferSection />
      <MessageSection />
      <LimitsSection />
      <HoldoutSection />
    </>
  );
}

function Notices(props: { status: CampaignStatus; errors: Record<string, string> }) {
  const { messages } = useShell();
  const words = messages.campaignEditor;
  const problems = listProblems(props.errors, words);
  useFocusOnError(problems.length > 0);
  return (
    <>
      {problems.length > 0 && (
        <Banner tone="critical" title={words.errorsTitle}>
          <List>
            {problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Banner>
      )}
      {props.status === 'active' && (
        <Banner tone="info">
          <Text as="p">{words.activeNote}</Text>
        </Banner>
      )}
      {props.status === 'archived' && (
        <Banner>
          <Text as="p">{words.archivedNote}</Text>
        </Banner>
      )}
      {props.status === 'draft' && (
        <PageText>
          <Text as="p" tone="subdued">
            {words.saveFirst}
          </Text>
        </PageText>
      )}
    </>
  );
}

/** Takes whoever saved to the first field that is wrong. */
function useFocusOnError(isWrong: boolean): void {
  useEffect(() => {
    if (!isWrong) return;
    const field = document.querySelector('[aria-invalid="true"]');
    if (field instanceof HTMLElement) field.focus();
  }, [isWrong]);
}
