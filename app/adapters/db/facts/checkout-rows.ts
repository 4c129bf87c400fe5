import type { CheckoutFact } from '#app/domain/facts.ts';
import { canonicalText } from '#app/domain/fold-versions.ts';
import { emailKey, phoneKey } from '#app/domain/identity.ts';
import type { Columns } from '../recordset.ts';

/** What every version of a checkout says, told or read. */
export type CheckoutContent = Omit<CheckoutFact, 'versionKey' | 'contact'>;

/** What only webhooks say. */
export interface ContactColumns {
  token: string | null;
  emailKey: string | null;
  phoneKey: string | null;
}

export interface CheckoutRow extends CheckoutContent, ContactColumns {
  versionKey: string;
  /** Of the version that says the contact; empty where none has. */
  contactVersionKey: string;
  isListed: boolean;
  deletedAt: string | null;
  recordedAt: string;
}

export const CHECKOUT_COLUMNS: Columns<CheckoutRow> = {
  checkoutId: 'id',
  token: 'text',
  customerId: 'id',
  emailKey: 'text',
  phoneKey: 'text',
  createdAt: 'instant',
  completedAt: 'instant',
  url: 'text',
  totalMinor: 'money',
  lines: 'json',
  versionKey: 'text',
  contactVersionKey: 'text',
  isListed: 'flag',
  deletedAt: 'instant',
  recordedAt: 'instant',
};

export function contentOfFact({ versionKey, contact, ...content }: CheckoutFact): CheckoutContent {
  return content;
}

export function contentOfRow(row: CheckoutRow): CheckoutContent {
  const { versionKey, contactVersionKey, isListed, deletedAt, recordedAt, ...rest } = row;
  const { token, emailKey, phoneKey, ...content } = rest;
  return content;
}

/** By what an owner is found. */
export function identityOfFact({ customerId, contact }: CheckoutFact) {
  const keys = { emailKey: emailKey(contact?.email), phoneKey: phoneKey(contact?.phone) };
  return { customerId, ...keys };
}

type Contact = ContactColumns & Pick<CheckoutRow, 'contactVersionKey'>;

const NO_CONTACT: Contact = { token: null, emailKey: null, phoneKey: null, contactVersionKey: '' };

/** The newest contact that was said, whatever the order in which it arrived. */
export function newestContact(old: CheckoutRow | null, facts: readonly CheckoutFact[]): Contact {
  const { token, emailKey, phoneKey, contactVersionKey } = old ?? NO_CONTACT;
  const said = facts.flatMap((fact): Contact[] => {
    if (!fact.contact) return [];
    const { customerId, ...keys } = identityOfFact(fact);
    return [{ token: fact.contact.token, ...keys, contactVersionKey: fact.versionKey }];
  });
  return said.reduce<Contact>((newest, contact) => (isLater(contact, newest) ? contact : newest), {
    token,
    emailKey,
    phoneKey,
    contactVersionKey,
  });
}

function isLater(contact: Contact, other: Contact): boolean {
  if (contact.contactVersionKey !== other.contactVersionKey) {
    return contact.contactVersionKey > other.contactVersionKey;
  }
  return canonicalText(contact) > canonicalText(other);
}
