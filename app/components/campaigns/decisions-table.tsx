import {
  BlockStack,
  Button,
  IndexTable,
  InlineStack,
  Link,
  Select,
  Text,
  useBreakpoints,
} from '@shopify/polaris';
import { EmptyResult } from '../shared/empty-result.tsx';
import { NarrowRows } from '../shared/narrow-rows.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useLinkTo } from '../shared/use-link-to.ts';
import { wordOf } from '../shared/word-of.ts';
import {
  type CampaignView,
  type DecisionFilter,
  type DecisionRowView,
  decisionsUrl,
  SHOWS,
} from './campaign-view.ts';
import { DecisionEffects } from './decision-effects.tsx';
import { OutcomeBadge } from './why-card.tsx';

type DecisionsTableProps = Pick<
  CampaignView,
  'campaignId' | 'decisions' | 'filter' | 'isFirstPage'
>;

/** Every decision of the campaign, with its customer, its reason and what came of it. */
export function DecisionsTable(props: DecisionsTableProps) {
  const { campaignId, decisions, filter, isFirstPage } = props;
  const { messages } = useShell();
  const { list } = messages.campaignResults;
  const { items, next } = decisions;
  return (
    <SectionCard title={list.title} action={<ShowSelect campaignId={campaignId} filter={filter} />}>
      {filter.reason && (
        <Text as="p">{list.reason(wordOf(messages.decisions.reasons, filter.reason))}</Text>
      )}
      {items.length === 0 ? (
        <EmptyResult title={list.title} text={list.none} />
      ) : (
        <Rows items={items} />
      )}
      <InlineStack gap="200" align="center">
        {!isFirstPage && <Button url={decisionsUrl(campaignId, filter)}>{list.first}</Button>}
        {next && <Button url={decisionsUrl(campaignId, filter, next)}>{list.next}</Button>}
      </InlineStack>
    </SectionCard>
  );
}

function Rows({ items }: { items: DecisionRowView[] }) {
  const { messages } = useShell();
  const { list } = messages.campaignResults;
  const { smDown } = useBreakpoints();
  if (smDown) {
    return (
      <NarrowRows
        rows={items}
        keyOf={({ decisionId }) => decisionId}
        render={(row) => <NarrowRow row={row} />}
      />
    );
  }
  return (
    <IndexTable
      resourceName={list.resource}
      itemCount={items.length}
      selectable={false}
      headings={[
        { title: list.customer },
        { title: list.occasion },
        { title: list.outcome },
        { title: list.what },
      ]}
    >
      {items.map((row, position) => (
        <IndexTable.Row key={row.decisionId} id={row.decisionId} position={position}>
          <WideCells row={row} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function ShowSelect({ campaignId, filter }: { campaignId: string; filter: DecisionFilter }) {
  const { messages } = useShell();
  const linkTo = useLinkTo();
  const { list, outcomes } = messages.campaignResults;
  const options = [
    { value: '', label: list.all },
    ...SHOWS.map((value) => ({
      value,
      label: value === 'uncertain' ? list.uncertain : outcomes[value],
    })),
  ];
  return (
    <Select
      label={list.filter}
      labelInline
      options={options}
      value={filter.show ?? ''}
      onChange={(chosen) => {
        const show = SHOWS.find((value) => value === chosen);
        linkTo(decisionsUrl(campaignId, { show }));
      }}
    />
  );
}

function CustomerLink({ row }: { row: DecisionRowView }) {
  const { messages } = useShell();
  return (
    <Link url={`/app/customers/${row.customerId}`} monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {row.customerName || messages.campaignResults.list.unnamed}
      </Text>
    </Link>
  );
}

function Decision({ row }: { row: DecisionRowView }) {
  const { messages } = useShell();
  return (
    <BlockStack gap="050" inlineAlign="start">
      <OutcomeBadge outcome={row.outcome ?? 'waiting'} />
      {row.reason && row.outcome !== 'act' && (
        <span style={{ whiteSpace: 'normal' }}>
          <Text as="span" tone="subdued" variant="bodySm">
            {wordOf(messages.decisions.reasons, row.reason)}
          </Text>
        </span>
      )}
    </BlockStack>
  );
}

function WideCells({ row }: { row: DecisionRowView }) {
  const { formats } = useShell();
  return (
    <>
      <IndexTable.Cell>
        <CustomerLink row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{formats.dateTime(row.occasionAt)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Decision row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <DecisionEffects row={row} />
      </IndexTable.Cell>
    </>
  );
}

function NarrowRow({ row }: { row: DecisionRowView }) {
  const { formats } = useShell();
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200">
        <CustomerLink row={row} />
        <Text as="span" tone="subdued" variant="bodySm">
          {formats.date(row.occasionAt)}
        </Text>
      </InlineStack>
      <Decision row={row} />
      <DecisionEffects row={row} />
    </BlockStack>
  );
}
