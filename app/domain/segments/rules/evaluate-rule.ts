import { anniversaryIn, daysBetween, localDay } from '../../time.ts';
import type { CustomerFacts, OrderedLine } from './customer-facts.ts';
import { type DayRange, dayRangeOf, isInRange } from './day-range.ts';
import type {
  Comparison,
  Condition,
  DateField,
  DayTest,
  LineFilter,
  Rule,
  RuleMoment,
} from './rule.ts';

/** Whether a customer belongs to the segment of the rule at a moment; see `Rule` for what is missing. */
export function evaluateRule(rule: Rule, facts: CustomerFacts, moment: RuleMoment): boolean {
  switch (rule.type) {
    case 'all':
      return rule.rules.every((each) => evaluateRule(each, facts, moment));
    case 'any':
      return rule.rules.some((each) => evaluateRule(each, facts, moment));
    case 'not':
      return !evaluateRule(rule.rule, facts, moment);
    default:
      return holds(rule, facts, moment);
  }
}

function holds(condition: Condition, facts: CustomerFacts, moment: RuleMoment): boolean {
  switch (condition.type) {
    case 'orders':
      return compare(ordersMeasure(condition, facts, moment), condition);
    case 'ordered':
      return compare(ordersWith(condition.lines, condition.when, facts, moment), condition);
    case 'number':
      return compare(facts[condition.field], condition);
    case 'date': {
      const day = dayOf(condition.field, facts, moment.zone);
      return day !== null && isInRange(day, dayRangeOf(condition.when, moment.today));
    }
    case 'rfm-group':
      return condition.groups.some((group) => group === facts.rfmGroup);
    case 'consent':
      return (
        (condition.channel === 'email' ? facts.emailConsent : facts.smsConsent) === 'subscribed'
      );
    case 'tag':
      return facts.tags.includes(condition.tag);
    case 'country':
      return facts.countryCode !== null && condition.codes.includes(facts.countryCode);
    case 'campaign':
      return hadCampaign(condition, facts, moment);
    case 'segment':
      return facts.memberships.some(
        ({ segmentKey, enteredAt, leftAt }) =>
          segmentKey === condition.key &&
          enteredAt <= moment.asOf &&
          (leftAt === null || leftAt > moment.asOf),
      );
    case 'birthday':
      return (
        facts.birthDate !== null && daysToBirthday(facts.birthDate, moment.today) < condition.days
      );
  }
}

function compare(
  actual: number | null,
  { comparison, value }: { comparison: Comparison; value: number },
): boolean {
  return actual !== null && compareNumbers(actual, comparison, value);
}

/** Whether a number satisfies a comparison with another. */
export function compareNumbers(actual: number, comparison: Comparison, value: number): boolean {
  switch (comparison) {
    case 'at-least':
      return actual >= value;
    case 'more-than':
      return actual > value;
    case 'at-most':
      return actual <= value;
    case 'less-than':
      return actual < value;
    case 'equals':
      return actual === value;
  }
}

function ordersMeasure(
  { measure, when }: Extract<Condition, { type: 'orders' }>,
  facts: CustomerFacts,
  { today }: RuleMoment,
): number {
  if (when === null) return measure === 'count' ? facts.ordersCount : facts.spentMinor;
  const orders = ordersIn(dayRangeOf(when, today), facts);
  return measure === 'count'
    ? orders.length
    : orders.reduce((sum, { netMinor }) => sum + netMinor, 0);
}

function ordersWith(
  filter: LineFilter,
  when: DayTest | null,
  facts: CustomerFacts,
  { today }: RuleMoment,
): number {
  const orders = when === null ? facts.orders : ordersIn(dayRangeOf(when, today), facts);
  return orders.filter(({ lines }) => lines.some((line) => isOf(filter, line))).length;
}

function ordersIn(range: DayRange, facts: CustomerFacts): CustomerFacts['orders'] {
  return facts.orders.filter(({ day }) => isInRange(day, range));
}

function isOf(filter: LineFilter, line: OrderedLine): boolean {
  switch (filter.by) {
    case 'product':
      return line.productId !== null && filter.ids.includes(line.productId);
    case 'variant':
      return line.variantId !== null && filter.ids.includes(line.variantId);
    case 'vendor':
      return line.vendor !== null && filter.names.includes(line.vendor);
    case 'product-type':
      return line.productType !== null && filter.names.includes(line.productType);
  }
}

function dayOf(field: DateField, facts: CustomerFacts, zone: string): string | null {
  switch (field) {
    case 'firstOrder':
      return facts.firstDay;
    case 'lastOrder':
      return facts.lastDay;
    case 'customerCreated':
      return facts.createdAt === null ? null : localDay(facts.createdAt, zone);
  }
}

function hadCampaign(
  { campaignId, event, when }: Extract<Condition, { type: 'campaign' }>,
  facts: CustomerFacts,
  { today, zone }: RuleMoment,
): boolean {
  const range = when && dayRangeOf(when, today);
  return facts.campaigns.some(
    (had) =>
      had.campaignId === campaignId &&
      had.event === event &&
      (range === null || isInRange(localDay(had.at, zone), range)),
  );
}

/** 0 on the birthday itself; that of 29 February is on the 28th in common years. */
function daysToBirthday(birthDate: string, today: string): number {
  const year = Number(today.slice(0, 4));
  const thisYear = anniversaryIn(year, birthDate);
  const next = thisYear >= today ? thisYear : anniversaryIn(year + 1, birthDate);
  return daysBetween(today, next);
}
