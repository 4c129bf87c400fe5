import type { CampaignEvent, Comparison } from '#app/domain/segments/rules/rule.ts';
import type { AttributeKey } from '#app/locales/en/segment-rules.ts';

/** A condition as it is typed. Any attribute has all fields; it uses those of its shape. */
export interface ConditionDraft {
  kind: 'condition';
  id: string;
  isNegated: boolean;
  attribute: AttributeKey;
  comparison: Comparison;
  value: string;
  when: 'ever' | 'in-last-days' | 'days-ago' | 'between';
  days: string;
  from: string;
  to: string;
  /** Product ids, vendors, product types or groups. */
  list: string[];
  /** A tag, or country codes with commas between them. */
  text: string;
  campaignId: string;
  event: CampaignEvent;
  segmentKey: string;
}

export interface GroupDraft {
  kind: 'group';
  id: string;
  isNegated: boolean;
  match: 'all' | 'any';
  parts: PartDraft[];
}

export type PartDraft = ConditionDraft | GroupDraft;

/** A condition to begin with. */
export function newCondition(id: string): ConditionDraft {
  return {
    kind: 'condition',
    id,
    isNegated: false,
    attribute: 'ordersCount',
    comparison: 'at-least',
    value: '1',
    when: 'ever',
    days: '30',
    from: '',
    to: '',
    list: [],
    text: '',
    campaignId: '',
    event: 'treated',
    segmentKey: 'repeat',
  };
}

/** A group with one condition to begin with. */
export function newGroup(id: string): GroupDraft {
  const parts = [newCondition(`${id}-first`)];
  return { kind: 'group', id, isNegated: false, match: 'any', parts };
}

/** The group with one part exchanged, or taken out where `change` gives null. */
export function changePart(
  group: GroupDraft,
  id: string,
  change: (part: PartDraft) => PartDraft | null,
): GroupDraft {
  const parts = group.parts.flatMap((part): PartDraft[] => {
    if (part.id !== id) return [part.kind === 'group' ? changePart(part, id, change) : part];
    const changed = change(part);
    return changed ? [changed] : [];
  });
  return { ...group, parts };
}
