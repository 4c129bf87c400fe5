import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import { BarList } from '../shared/bar-list.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';

export interface RfmGroupCount {
  group: RfmGroup;
  customers: number;
  revenueMinor: number;
}

export function RfmGroups({ groups }: { groups: RfmGroupCount[] }) {
  const { messages, formats } = useShell();
  const words = messages.home.groups;
  const revenue = groups.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0);
  const items = groups.map(({ group, customers, revenueMinor }) => ({
    key: group,
    label: messages.shared.rfmGroups[group].name,
    url: `/app/customers?group=${group}`,
    value: customers,
    text: formats.number(customers),
    ...(revenue > 0
      ? { detail: words.revenueShare(formats.percent(revenueMinor / revenue, 0)) }
      : {}),
  }));
  return (
    <SectionCard title={words.title} text={words.text}>
      <BarList items={items} />
    </SectionCard>
  );
}
