import { Link, Text } from '@shopify/polaris';
import { FieldList } from '../shared/field-list.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import type { PointsView } from './customer-view.ts';

interface PointsCardProps {
  customerId: string;
  /** null where the customer is no member. */
  member: PointsView | null;
}

export function PointsCard({ customerId, member }: PointsCardProps) {
  const { messages, formats } = useShell();
  const words = messages.customer.points;
  if (!member) {
    return (
      <SectionCard title={words.title}>
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      </SectionCard>
    );
  }
  const fields = [
    { label: words.available, value: formats.number(member.available) },
    { label: words.pending, value: formats.number(member.maturing) },
    { label: words.held, value: formats.number(member.held) },
  ];
  if (member.shortfall > 0) {
    fields.push({ label: words.owed, value: formats.number(member.shortfall) });
  }
  return (
    <SectionCard
      title={words.title}
      action={<Link url={`/app/loyalty/members/${customerId}`}>{words.ledger}</Link>}
    >
      <FieldList fields={fields} />
    </SectionCard>
  );
}
