import { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { createSealer, type Sealer } from './seal.server.ts';

export interface SealedSessionStorage extends SessionStorage {
  /** The same storage inside a transaction. */
  within(client: PoolClient): SealedSessionStorage;
  /** Shopify no longer takes the shop's refresh token: the merchant has to open the app again. */
  markNeedsReopen(shopDomain: string): Promise<void>;
  deleteSessionsByShop(shopDomain: string): Promise<void>;
  /** Shops whose refresh token runs out before `until`, or whose row an old key still seals. */
  findShopsToRefresh(until: Date): Promise<string[]>;
}

interface SessionRow {
  id: string;
  shop_domain: string;
  sealed: Buffer;
}

const associatedUser = z.object({
  id: z.number(),
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  account_owner: z.boolean(),
  locale: z.string(),
  collaborator: z.boolean(),
});

const instant = z.iso.datetime().transform((text) => new Date(text));

const sessionShape = z.object({
  id: z.string(),
  shop: z.string(),
  state: z.string(),
  isOnline: z.boolean(),
  scope: z.string().optional(),
  expires: instant.optional(),
  accessToken: z.string().optional(),
  refreshToken: z.string().optional(),
  refreshTokenExpires: instant.optional(),
  onlineAccessInfo: z
    .object({
      expires_in: z.number(),
      associated_user_scope: z.string(),
      associated_user: associatedUser,
    })
    .optional(),
});

function openRow(sealer: Sealer, row: SessionRow): Session {
  const text = sealer.open(row.sealed, `${row.shop_domain} ${row.id}`);
  return new Session(sessionShape.parse(JSON.parse(text)));
}

// A page and a worker may fetch a token at the same time; the one that lives longer was issued
// later, and only its refresh token stays usable. So an older pair never replaces a newer one.
const STORE = `
  insert into sessions (id, shop_domain, is_online, scope, expires_at, refresh_expires_at, sealed)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (id) do update set
    shop_domain = excluded.shop_domain, is_online = excluded.is_online, scope = excluded.scope,
    expires_at = excluded.expires_at, refresh_expires_at = excluded.refresh_expires_at,
    sealed = excluded.sealed, needs_reopen = false
  where sessions.expires_at is null or sessions.needs_reopen or excluded.expires_at is null
    or excluded.expires_at >= sessions.expires_at`;

/**
 * Sessions with their access and refresh tokens sealed at rest; a token pair is one value in one
 * row, so it is written whole or not at all.
 *
 * @param keys base64; rows of the previous key stay readable and are sealed anew when stored
 */
export function createSessionStorage(
  pool: Pool,
  keys: { current: string; previous?: string | undefined },
): SealedSessionStorage {
  return storageOn(pool, createSealer(keys));
}

function storageOn(db: Pool | PoolClient, sealer: Sealer): SealedSessionStorage {
  const deleteWhere = async (condition: string, value: string | string[]) => {
    await db.query(`delete from sessions where ${condition}`, [value]);
    return true;
  };
  return {
    async storeSession(session) {
      await db.query(STORE, describeSession(sealer, session));
      return true;
    },
    async loadSession(id) {
      const { rows } = await db.query<SessionRow>(
        'select id, shop_domain, sealed from sessions where id = $1',
        [id],
      );
      return rows[0] && openRow(sealer, rows[0]);
    },
    deleteSession: (id) => deleteWhere('id = $1', id),
    deleteSessions: (ids) => deleteWhere('id = any($1)', ids),
    async findSessionsByShop(shop) {
      const { rows } = await db.query<SessionRow>(
        'select id, shop_domain, sealed from sessions where shop_domain = $1 order by id',
        [shop],
      );
      return rows.map((row) => openRow(sealer, row));
    },
    within: (client) => storageOn(client, sealer),
    async markNeedsReopen(shopDomain) {
      await db.query(
        'update sessions set needs_reopen = true where shop_domain = $1 and not is_online',
        [shopDomain],
      );
    },
    async deleteSessionsByShop(shopDomain) {
      await deleteWhere('shop_domain = $1', shopDomain);
    },
    findShopsToRefresh: (until) => findShopsToRefresh(db, sealer, until),
  };
}

async function findShopsToRefresh(db: Pool | PoolClient, sealer: Sealer, until: Date) {
  const { rows } = await db.query<{ shop_domain: string; sealed: Buffer; due: boolean }>(
    `select shop_domain, sealed, coalesce(refresh_expires_at < $1, false) as due
     from sessions where not is_online and not needs_reopen order by shop_domain`,
    [until],
  );
  const wanted = rows.filter((row) => row.due || !sealer.isCurrent(row.sealed));
  return wanted.map((row) => row.shop_domain);
}

function describeSession(sealer: Sealer, session: Session): unknown[] {
  return [
    session.id,
    session.shop,
    session.isOnline,
    session.scope ?? null,
    session.expires ?? null,
    session.refreshTokenExpires ?? null,
    sealer.seal(JSON.stringify(session.toObject()), `${session.shop} ${session.id}`),
  ];
}
