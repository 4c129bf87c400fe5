import { Badge, BlockStack, IndexTable, Text, useBreakpoints } from '@shopify/polaris';
import { NarrowRow } from '../shared/narrow-row.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';
import type { CustomerOrderView } from './customer-view.ts';

interface OrdersProps {
  orders: CustomerOrderView[];
  /** At most so many are listed. */
  limit: number;
}

/** What the figures were made from: each order and what it counts for (or why it does not). */
export function Orders({ orders, limit }: OrdersProps) {
  const { messages, formats } = useShell();
  const { smDown } = useBreakpoints();
  const words = messages.customer.orders;
  if (orders.length === 0) {
    return (
      <SectionCard title={words.title}>
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      </SectionCard>
    );
  }
  return (
    <SectionCard title={words.title} text={words.text}>
      <IndexTable
        resourceName={{ singular: words.order, plural: words.title }}
        itemCount={orders.length}
        selectable={false}
        condensed={smDown}
        headings={[
          { title: words.order },
          { title: words.date },
          { title: words.total, alignment: 'end' },
          { title: words.refunded, alignment: 'end' },
          { title: words.net, alignment: 'end' },
        ]}
      >
        {orders.map((order, position) => (
          <IndexTable.Row key={order.orderId} id={order.orderId} position={position}>
            {smDown ? <NarrowCells order={order} /> : <WideCells order={order} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
      {orders.length >= limit && (
        <Text as="p" tone="subdued">
          {words.more(formats.number(limit))}
        </Text>
      )}
    </SectionCard>
  );
}

function Excluded({ reason }: { reason: string }) {
  const { messages } = useShell();
  return <Badge>{wordOf(messages.customer.orders.excluded, reason)}</Badge>;
}

function WideCells({ order }: { order: CustomerOrderView }) {
  const { formats } = useShell();
  const cells = [order.totalMinor, order.refundedMinor].map(formats.money);
  return (
    <>
      <IndexTable.Cell>{order.name}</IndexTable.Cell>
      <IndexTable.Cell>{formats.date(order.processedAt)}</IndexTable.Cell>
      {cells.map((text, index) => (
        <IndexTable.Cell key={index === 0 ? 'total' : 'refunded'}>
          <Text as="p" alignment="end" numeric>
            {text}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric fontWeight="semibold">
          {order.excludedReason ? (
            <Excluded reason={order.excludedReason} />
          ) : (
            formats.money(order.netMinor)
          )}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function NarrowCells({ order }: { order: CustomerOrderView }) {
  const { formats } = useShell();
  return (
    <NarrowRow>
      <BlockStack gap="050">
        <Text as="span" fontWeight="semibold">
          {`${order.name} · ${formats.date(order.processedAt)}`}
        </Text>
        {order.excludedReason ? (
          <Excluded reason={order.excludedReason} />
        ) : (
          <Text as="span" numeric>
            {formats.money(order.netMinor)}
          </Text>
        )}
      </BlockStack>
    </NarrowRow>
  );
}
