import { Banner, BlockStack, Layout, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import { AppPage } from '../shared/app-page.tsx';
import { ConfirmModal } from '../shared/confirm-modal.tsx';
import { FigureGrid } from '../shared/figure.tsx';
import { PageText } from '../shared/page-text.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useAction } from '../shared/use-action.ts';
import type { BuilderOptions } from './builder/builder-context.tsx';
import { describeRule } from './describe-rule.ts';
import { MembersCard, type MembersView } from './members-card.tsx';
import { Movements, type MovementView } from './movements.tsx';
import { SizeHistory, type SizePoint } from './size-history.tsx';
import { TagCard, type TagView } from './tag-card.tsx';
import { useDownload } from './use-download.ts';

export interface OwnSegmentView {
  kind: 'own';
  segment: {
    segmentId: string;
    name: string;
    rule: Rule | null;
    customers: number;
    revenueMinor: number;
    averageHistoricClvMinor: number | null;
  };
  options: BuilderOptions;
  day: string | null;
  history: SizePoint[];
  movements: MovementView[];
  members: MembersView;
  tag: TagView | null;
}

/** A segment the merchant made: its rule in a sentence, its size and who is in it. */
export function OwnSegmentPage(view: OwnSegmentView) {
  const { messages, formats } = useShell();
  const { segment, day } = view;
  const words = messages.segments;
  const [isAsking, setIsAsking] = useState(false);
  const archive = useAction();
  const { download, isRunning } = useDownload();
  const csv = () => download(`/app/segments/${segment.segmentId}/csv`, `${segment.name}.csv`);
  return (
    <AppPage
      title={segment.name}
      back={{ label: words.title, url: '/app/segments' }}
      primaryAction={{ label: words.own.edit, url: `/app/segments/${segment.segmentId}/edit` }}
      secondaryActions={[
        { label: words.own.export, onAction: csv, loading: isRunning },
        { label: words.own.archive, onAction: () => setIsAsking(true), tone: 'critical' },
      ]}
    >
      <BlockStack gap="400">
        {archive.refusal && (
          <Banner tone="warning">
            <Text as="p">{archive.refusal}</Text>
          </Banner>
        )}
        <PageText>
          <Text as="p" variant="bodyLg">
            {segment.rule
              ? words.own.rule(describeRule(segment.rule, { messages, formats, ...view }))
              : words.own.unreadable}
          </Text>
        </PageText>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <SectionCard
                title={words.page.figuresTitle}
                text={day ? words.asOf(formats.day(day)) : null}
              >
                <Figures segment={segment} />
              </SectionCard>
              {view.history.length > 1 && (
                <SizeHistory
                  history={view.history}
                  text={words.own.historyText}
                  dayLabel={words.own.day}
                />
              )}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <TagCard
                segmentKey={segment.segmentId}
                suggestion={segment.name.replaceAll(',', ' ').slice(0, 40)}
                written={view.tag}
              />
              <Movements movements={view.movements} />
            </BlockStack>
          </Layout.Section>
        </Layout>
        <MembersCard
          segmentKey={segment.segmentId}
          members={view.members}
          emptyText={words.own.noMembersText}
        />
      </BlockStack>
      <ConfirmModal
        isOpen={isAsking}
        title={words.own.archiveTitle(segment.name)}
        paragraphs={[words.own.archiveText]}
        confirmLabel={words.own.archive}
        tone="critical"
        isRunning={archive.isRunning}
        onConfirm={() => {
          setIsAsking(false);
          archive.run({ archive: true });
        }}
        onClose={() => setIsAsking(false)}
      />
    </AppPage>
  );
}

function Figures({ segment }: { segment: OwnSegmentView['segment'] }) {
  const { messages, formats } = useShell();
  const { customers, revenue, averageClv } = messages.segments.page;
  return (
    <FigureGrid
      figures={[
        {
          label: customers.label,
          definition: customers.definition,
          value: formats.number(segment.customers),
        },
        { ...revenue, value: formats.money(segment.revenueMinor) },
        { ...averageClv, value: formats.money(segment.averageHistoricClvMinor) },
      ]}
    />
  );
}
