import type { Pool, PoolClient } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { Shop } from '#app/domain/shop.ts';
import type { ShopInfo } from '#app/services/ports/shopify-reader.ts';
import type { InstallOutcome, ShopsStore } from '#app/services/ports/shops-store.ts';
import { readSettings } from './settings-shape.ts';

interface ShopRow {
  shop_id: string;
  domain: string;
  name: string;
  email: string;
  currency: string;
  timezone: string;
  country_code: string;
  status: Shop['status'];
  scopes: string[];
  settings: unknown;
  installed_at: Date;
  sending_paused_at: Date | null;
  metrics_day: string | null;
}

type Db = Pool | PoolClient;

function toShop(row: ShopRow): Shop {
  return {
    shopId: row.shop_id,
    domain: row.domain,
    name: row.name,
    email: row.email,
    currency: row.currency,
    timezone: row.timezone,
    countryCode: row.country_code,
    status: row.status,
    scopes: row.scopes,
    settings: readSettings(row.settings),
    installedAt: row.installed_at.toISOString(),
    sendingPausedAt: row.sending_paused_at?.toISOString() ?? null,
    metricsDay: row.metrics_day,
  };
}

export function createShopsStore(db: Db): ShopsStore {
  const findOne = async (condition: Sql): Promise<Shop | null> => {
    const { rows } = await db.query<ShopRow>(sql`select * from shops where ${condition}`);
    return rows[0] ? toShop(rows[0]) : null;
  };
  const update = async (shopId: string, change: Sql): Promise<boolean> => {
    const { rowCount } = await db.query(sql`update shops set ${change} where shop_id = ${shopId}`);
    return (rowCount ?? 0) > 0;
  };

  return {
    find: (shopId) => findOne(sql`shop_id = ${shopId}`),
    findForUpdate: (shopId) => findOne(sql`shop_id = ${shopId} for update`),
    findByDomain: (domain) => findOne(sql`domain = ${domain}`),
    async listActive() {
      const query = sql`select * from shops where status = 'active' order by shop_id`;
      const { rows } = await db.query<ShopRow>(query);
      return rows.map(toShop);
    },
    async install(info, at) {
      // A shop's first page asks twice at once, and there is no row yet to wait for.
      await db.query(sql`
        select pg_advisory_xact_lock(hashtextextended(${`install/${info.shopId}`}, 0))`);
      const before = await findOne(sql`shop_id = ${info.shopId} for update`);
      await writeInstallation(db, info, before?.status === 'active' ? null : at);
      const shop = await findOne(sql`shop_id = ${info.shopId}`);
      if (!shop) throw new Error(`Shop ${info.shopId} vanished while it was installed`);
      return { outcome: outcomeOf(before), shop, before };
    },
    async markUninstalled(shopId, at) {
      const { rowCount } = await db.query(sql`
        update shops set status = 'uninstalled', uninstalled_at = ${at}
        where shop_id = ${shopId} and status = 'active' and installed_at <= ${at}`);
      return (rowCount ?? 0) > 0;
    },
    async updateProfile(shopId, profile) {
      await update(
        shopId,
        sql`name = ${profile.name}, email = ${profile.email}, currency = ${profile.currency},
          timezone = coalesce(${profile.timezone}, timezone),
          country_code = ${profile.countryCode}`,
      );
    },
    async saveSettings(shopId, settings) {
      await update(shopId, sql`settings = ${JSON.stringify(settings)}::jsonb`);
    },
    async askRecompute(shopId, at) {
      await update(shopId, sql`recompute_asked_at = ${at}`);
    },
    async findRecompute(shopId) {
      const { rows } = await db.query<{ asked_at: Date | null }>(sql`
        select recompute_asked_at as asked_at from shops where shop_id = ${shopId}`);
      return rows[0]?.asked_at ?? null;
    },
    async endRecompute(shopId, askedAt) {
      await db.query(sql`update shops set recompute_asked_at = null
        where shop_id = ${shopId} and recompute_asked_at = ${askedAt}`);
    },
    async listShopsToRecompute() {
      const { rows } = await db.query<{ shop_id: string }>(sql`select shop_id from shops
        where status = 'active' and recompute_asked_at is not null order by recompute_asked_at`);
      return rows.map(({ shop_id }) => shop_id);
    },
    async askFit(shopId, by, at) {
      await update(shopId, sql`fit_asked_at = ${at}, fit_asked_by = ${by}`);
    },
    async endFitAsk(shopId, askedAt) {
      await db.query(sql`update shops set fit_asked_at = null, fit_asked_by = null
        where shop_id = ${shopId} and fit_asked_at = ${askedAt}`);
    },
    async setSendingPaused(shopId, at) {
      await update(shopId, sql`sending_paused_at = ${at}`);
    },
  };
}

function outcomeOf(before: Shop | null): InstallOutcome {
  if (!before) return 'new';
  return before.status === 'active' ? 'known' : 'returned';
}

/** @param installedAt null where the shop is active: its installation goes on */
async function writeInstallation(db: Db, info: ShopInfo, installedAt: Date | null): Promise<void> {
  // A domain can pass to another shop once its first holder is gone.
  await db.query(sql`update shops set domain = domain || '.former-' || shop_id
    where domain = ${info.domain} and shop_id <> ${info.shopId}`);
  await db.query(sql`
    insert into shops (shop_id, domain, name, email, currency, timezone, country_code, scopes,
      status, installed_at)
    values (${info.shopId}, ${info.domain}, ${info.name}, ${info.email}, ${info.currency},
      ${info.timezone}, ${info.countryCode}, ${info.scopes}, 'active', ${installedAt ?? new Date(0)})
    on conflict (shop_id) do update set
      domain = excluded.domain, name = excluded.name, email = excluded.email,
      currency = excluded.currency, timezone = excluded.timezone,
      country_code = excluded.country_code, scopes = excluded.scopes, status = 'active',
      uninstalled_at = null,
      installed_at = coalesce(${installedAt}, shops.installed_at)`);
}
