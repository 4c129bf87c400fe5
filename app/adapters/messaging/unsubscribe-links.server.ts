import { createHmac, timingSafeEqual } from 'node:crypto';
import type { UnsubscribeLinks, UnsubscribeTarget } from '#app/services/ports/unsubscribe-links.ts';

const TOKEN = /^([A-Za-z0-9_-]{4,200})\.([A-Za-z0-9_-]{43})$/;
const CONTENT = /^1\/(\d{1,20})\/(-?\d{1,20})\/(email)$/;

/** One signs; every one that ever did is believed. */
export interface SigningKeys {
  current: Buffer;
  list(): Promise<Buffer[]>;
}

/**
 * Links that carry whom they unsubscribe, signed with HMAC-SHA-256. They never expire, and outlive
 * the rotation of their key: a mail may be opened after years, and what they can do harms nobody.
 */
export function createUnsubscribeLinks(options: {
  appUrl: string;
  keys: SigningKeys;
}): UnsubscribeLinks {
  return {
    createUrl(target) {
      const content = `1/${target.shopId}/${target.customerId}/${target.channel}`;
      const body = Buffer.from(content).toString('base64url');
      const token = `${body}.${sign(options.keys.current, content).toString('base64url')}`;
      return new URL(`/unsubscribe/${token}`, options.appUrl).href;
    },
    async read(token): Promise<UnsubscribeTarget | null> {
      const match = TOKEN.exec(token);
      if (!match?.[1] || !match[2]) return null;
      const content = Buffer.from(match[1], 'base64url').toString('utf8');
      const [, shopId, customerId] = CONTENT.exec(content) ?? [];
      if (!shopId || !customerId) return null;
      const given = Buffer.from(match[2], 'base64url');
      const isOurs = (key: Buffer) => isSame(given, sign(key, content));
      const isKnown = isOurs(options.keys.current) || (await options.keys.list()).some(isOurs);
      return isKnown ? { shopId, customerId, channel: 'email' } : null;
    },
  };
}

function sign(key: Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(`unsubscribe/${content}`).digest();
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
