import type { Messages } from '#app/locales/index.ts';

type EditorWords = Messages['campaignEditor'];

function labels(words: EditorWords): Record<string, string> {
  const { trigger, audience, conditions, offer, crossSell, message, points, limits } = words;
  return {
    name: words.name.label,
    'trigger.type': trigger.label,
    'trigger.localHour': trigger.localHour,
    'trigger.delayDays': trigger.delayDays,
    'audience.type': audience.label,
    'audience.keys': audience.chooseSegments,
    'audience.groups': audience.chooseGroups,
    'action.offer.value.share': offer.value,
    'action.offer.value.amountMinor': offer.value,
    'action.offer.validDays': offer.validDays,
    'action.offer.minimumSubtotalMinor': offer.minimum,
    'action.offer.codePrefix': offer.prefix,
    'action.crossSell.productCount': crossSell.productCount,
    'action.crossSell.minimumSupport': crossSell.minimumSupport,
    'action.message.subject': message.subject,
    'action.message.preheader': message.preheader,
    'action.message.heading': message.heading,
    'action.message.body': message.body,
    'action.message.buttonLabel': message.buttonLabel,
    'action.rule.pointsPerUnit': points.label,
    'action.rule.maturingDays': points.maturing,
    'limits.perCustomer.count': limits.count,
    'limits.perCustomer.days': limits.within,
    'limits.total': limits.total,
    holdoutShare: words.holdout.label,
    conditions: conditions.title,
  };
}

/** What is wrong, each with the name of its field, in the order of the form. */
export function listProblems(errors: Record<string, string>, words: EditorWords): string[] {
  const known = labels(words);
  const order = Object.keys(known);
  const nameOf = (path: string) => known[path] ?? known[path.split('.', 1)[0] ?? ''];
  const rank = (path: string) => {
    const index = order.indexOf(path);
    return index < 0 ? order.length : index;
  };
  return Object.entries(errors)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([path, problem]) => {
      const name = nameOf(path);
      return name ? words.problem(name, problem) : problem;
    });
}
