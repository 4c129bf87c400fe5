import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import type { Messages } from '#app/locales/index.ts';

/** A group as it is called on the first day: who was no customer then had no order yet. */
export function nameOnFirstDay(group: RfmGroup, { shared, analyticsTables }: Messages): string {
  return group === 'prospects' ? analyticsTables.movement.noOrder : shared.rfmGroups[group].name;
}
