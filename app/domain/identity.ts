/** Whose order it is: Shopify's customer, else the one with that e-mail or phone, else a guest. */
import type { CustomerId } from './ids.ts';

/** The form in which e-mail addresses are compared: trimmed, lower case, nothing else. */
export function emailKey(email: string | null | undefined): string | null {
  const key = email?.trim().toLowerCase() ?? '';
  return key.includes('@') ? key : null;
}

/** The form in which phone numbers are compared: its digits, a leading `+` kept, `00` as `+`. */
export function phoneKey(phone: string | null | undefined): string | null {
  const compact = (phone ?? '').replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '');
  const key = compact.startsWith('00') ? `+${compact.slice(2)}` : compact;
  return /\d{6}/.test(key) ? key : null;
}

/** Whether the id is a guest's: ours, not Shopify's. */
export function isGuestId(customerId: CustomerId): boolean {
  return customerId.startsWith('-');
}

/** What an order says about the person. */
export interface OrderIdentity {
  customerId: CustomerId | null;
  emailKey: string | null;
  phoneKey: string | null;
}

/** What must be known of the customers to resolve owners. */
export interface CustomerDirectory {
  /** Where a merged customer went; undefined where he was not merged. */
  mergedInto: ReadonlyMap<CustomerId, CustomerId>;
  /** Shopify's customers by normalised e-mail; the lowest id where several have had it. */
  byEmailKey: ReadonlyMap<string, CustomerId>;
  byPhoneKey: ReadonlyMap<string, CustomerId>;
}

/** The customer at the end of a chain of merges. */
export function followMerges(
  customerId: CustomerId,
  mergedInto: ReadonlyMap<CustomerId, CustomerId>,
): CustomerId {
  const seen = new Set<CustomerId>();
  let at = customerId;
  for (;;) {
    const next = mergedInto.get(at);
    // Two contradicting merges can only come from bad data; stop where it started.
    if (next === undefined || seen.has(next)) return at;
    seen.add(at);
    at = next;
  }
}

/**
 * The owner of an order, or the key that a guest's id is made of, or null where the order names
 * nobody. Depends on what is known, never on what arrived first.
 */
export function resolveOwner(
  identity: OrderIdentity,
  directory: CustomerDirectory,
): { customerId: CustomerId } | { guestKey: string } | null {
  const known =
    identity.customerId ??
    (identity.emailKey && directory.byEmailKey.get(identity.emailKey)) ??
    (identity.phoneKey && directory.byPhoneKey.get(identity.phoneKey));
  if (known) return { customerId: followMerges(known, directory.mergedInto) };
  const guestKey = identity.emailKey ?? identity.phoneKey;
  return guestKey === null ? null : { guestKey };
}
