import { createHmac, timingSafeEqual } from 'node:crypto';
import type { UnsubscribeLinks, UnsubscribeTarget } from '#app/services/ports/unsubscribe-links.ts';

const TOKEN = /^([A-Za-z0-9_-]{4,200})\.([A-Za-z0-9_-]{43})$/;
const CONTENT = /^1\/(\d{1,20})\/(-?\d{1,20})\/(email)$/;

/**
 * Links that carry whom they unsubscribe, signed with HMAC-SHA-256. They never expire: a mail may
 * be opened after years, and what they can do harms nobody.
 *
 * @param secret any bytes that stay the same; a new secret ends all links that were sent
 */
export function createUnsubscribeLinks(options: {
  appUrl: string;
  secret: string;
}): UnsubscribeLinks {
  const sign = (content: string) =>
    createHmac('sha256', options.secret).update(`unsubscribe/${content}`).digest();
  return {
    createUrl(target) {
      const content = `1/${target.shopId}/${target.customerId}/${target.channel}`;
      const body = Buffer.from(content).toString('base64url');
      const token = `${body}.${sign(content).toString('base64url')}`;
      return new URL(`/unsubscribe/${token}`, options.appUrl).href;
    },
    read(token): UnsubscribeTarget | null {
      const match = TOKEN.exec(token);
      if (!match?.[1] || !match[2]) return null;
      const content = Buffer.from(match[1], 'base64url').toString('utf8');
      const given = Buffer.from(match[2], 'base64url');
      const expected = sign(content);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const [, shopId, customerId] = CONTENT.exec(content) ?? [];
      return shopId && customerId ? { shopId, customerId, channel: 'email' } : null;
    },
  };
}
