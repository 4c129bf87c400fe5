import { Link } from '@shopify/polaris';
import type { ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import { BarList } from '../shared/bar-list.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface SegmentSize {
  key: ReadySegmentKey;
  customers: number;
}

export function SegmentSizes({ segments }: { segments: SegmentSize[] }) {
  const { messages, formats } = useShell();
  const words = messages.home.segments;
  const items = segments.map(({ key, customers }) => ({
    key,
    label: messages.shared.segmentNames[key],
    url: `/app/segments/${key}`,
    value: customers,
    text: formats.number(customers),
  }));
  return (
    <SectionCard title={words.title} action={<Link url="/app/segments">{words.all}</Link>}>
      <BarList items={items} />
    </SectionCard>
  );
}
