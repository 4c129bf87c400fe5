import { Temporal } from 'temporal-polyfill';
import { zoneOfAddress } from '#app/domain/address-zones.ts';
import { localDay, nextAnniversary } from '#app/domain/time.ts';
import { customerName, showMoment } from '../admin-frame/format.ts';
import type { PageRequest } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Customer } from '../model.ts';
import { readCustomer } from './fields.ts';
import type { Outcome } from './notice.ts';

const stepsMs: Record<string, number> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** How far business time is from real time. */
export function offsetMs(context: LocalShopifyContext): number {
  return context.store.now().getTime() - Date.now();
}

async function moveTo(context: LocalShopifyContext, target: number): Promise<Outcome> {
  const { onClockChange } = context.options;
  if (!onClockChange) return { ok: false, message: 'The clock of this local Shopify is fixed' };
  await onClockChange(Math.round(target - Date.now()));
  const now = showMoment(context, context.store.now().toISOString());
  return { ok: true, message: `It is now ${now} in the store` };
}

function customerZone(context: LocalShopifyContext, customer: Customer): string {
  const { defaultAddress } = customer;
  const known = defaultAddress
    ? zoneOfAddress(defaultAddress.countryCode, defaultAddress.provinceCode)
    : null;
  return known ?? context.store.shop.ianaTimezone;
}

function firstOrderDay(
  context: LocalShopifyContext,
  customer: Customer,
  zone: string,
): string | null {
  const { indexes, tables } = context.store.state;
  const instants = indexes.ordersByCustomer
    .ids(customer.id)
    .flatMap((id) => tables.orders.get(id) ?? [])
    .filter((order) => !order.test && order.cancelledAt === null)
    .map((order) => order.processedAt)
    .sort();
  return instants[0] ? localDay(instants[0], zone) : null;
}

/** The date of birth that the shop keeps of a customer, ISO 8601, or null. */
export function birthDate(customer: Customer): string | null {
  const field = customer.metafields.find(
    ({ namespace, key }) => namespace === 'facts' && key === 'birth_date',
  );
  return field?.value ?? null;
}

async function moveToOccasion(
  context: LocalShopifyContext,
  customer: Customer,
  occasion: 'birthday' | 'anniversary',
): Promise<Outcome> {
  const zone = customerZone(context, customer);
  const date =
    occasion === 'birthday' ? birthDate(customer) : firstOrderDay(context, customer, zone);
  const name = customerName(customer);
  if (!date) {
    const reason = occasion === 'birthday' ? 'no birth date' : 'no order yet';
    return { ok: false, message: `${name} has ${reason}` };
  }
  const now = context.store.now().getTime();
  const at = (day: string) =>
    Temporal.PlainDateTime.from(`${day}T09:59`).toZonedDateTime(zone).epochMilliseconds;
  const today = localDay(now, zone);
  let target = at(nextAnniversary(date, today));
  if (target <= now) {
    const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
    target = at(nextAnniversary(date, tomorrow));
  }
  const outcome = await moveTo(context, target);
  if (!outcome.ok) return outcome;
  const local = Temporal.Instant.fromEpochMilliseconds(target).toZonedDateTimeISO(zone);
  const day = local.toPlainDate().toString();
  return { ok: true, message: `${name}’s ${occasion}: ${day}, 09:59 in ${zone}` };
}

/** Moves business time as the form says: a step, back to real time, or to a customer's day. */
export async function moveClock(
  context: LocalShopifyContext,
  { form }: PageRequest,
): Promise<Outcome> {
  const wanted = form.get('move') ?? '';
  if (wanted === 'real') return moveTo(context, Date.now());
  const step = stepsMs[wanted];
  if (step) return moveTo(context, context.store.now().getTime() + step);
  if (wanted !== 'birthday' && wanted !== 'anniversary') {
    return { ok: false, message: `The clock has no move “${wanted}”` };
  }
  const customer = readCustomer(context.store, form.get('customer') ?? '');
  return customer.ok ? moveToOccasion(context, customer.value, wanted) : customer;
}
