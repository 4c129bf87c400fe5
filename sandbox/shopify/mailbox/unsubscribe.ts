import type { LocalShopifyContext } from '../context.ts';
import type { Mail } from './mail-store.ts';

export function readHeader(mail: Mail, name: string): string | null {
  const wanted = name.toLowerCase();
  return mail.headers.find((header) => header.name.toLowerCase() === wanted)?.value ?? null;
}

/** The https (or local http) address of List-Unsubscribe, where RFC 8058 offers one click. */
export function oneClickAddress(mail: Mail): string | null {
  const offer = readHeader(mail, 'List-Unsubscribe-Post');
  if (offer?.replace(/\s/g, '').toLowerCase() !== 'list-unsubscribe=one-click') return null;
  const addresses = [...(readHeader(mail, 'List-Unsubscribe') ?? '').matchAll(/<([^>]+)>/g)];
  return addresses.map(([, address]) => address ?? '').find(isHttp) ?? null;
}

function isHttp(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** Text whose addresses of the shop lead to where the local Shopify serves them. */
export function localAddress(context: LocalShopifyContext, address: string): string {
  return address.replaceAll(`https://${context.store.shop.domain}`, context.origin);
}

/** What a mailbox provider sends when its reader presses "Unsubscribe": a POST, nothing else. */
export async function postOneClick(context: LocalShopifyContext, mail: Mail): Promise<Mail> {
  const address = oneClickAddress(mail);
  if (!address) throw new Error('The mail offers no one-click unsubscribe');
  const at = new Date().toISOString();
  try {
    const response = await fetch(localAddress(context, address), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await response.text()).slice(0, 300);
    return withAnswer(mail, { at, status: response.status, answer });
  } catch (error) {
    const answer = error instanceof Error ? error.message : String(error);
    return withAnswer(mail, { at, status: 0, answer });
  }
}

function withAnswer(mail: Mail, answer: Mail['unsubscribes'][number]): Mail {
  return { ...mail, unsubscribes: [...mail.unsubscribes, answer] };
}
