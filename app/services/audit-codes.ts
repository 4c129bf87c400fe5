import { type CodeDifference, compareCodes } from '#app/domain/offers/compare-codes.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { CodeAudit, CodeAuditsStore } from './ports/code-audits-store.ts';
import type { DiscountPort, OwnDiscount } from './ports/discount-port.ts';
import { OutsideError } from './ports/outside-error.ts';
import type { Clock, Transact } from './transact.ts';

export interface AuditCodesDeps {
  transact: Transact<{
    codeAudits: CodeAuditsStore;
    shops: { listActive(): Promise<Shop[]> };
  }>;
  clock: Clock;
  discounts: Pick<DiscountPort, 'listOwn' | 'findByCode' | 'deactivate'>;
  onFailure(shop: Shop, error: unknown): void;
}

/** Codes that ended longer ago hurt nobody, whatever either side says of them. */
const LOOK_BACK_MS = 2 * 86_400_000;
const EXAMPLES = 20;
/** Codes looked up one by one where the search did not show them. */
const LOOKED_UP = 50;

/**
 * Compares every active shop's codes with those in Shopify (O2) and notes where they differ. What
 * works in Shopify although its effect was given up is closed there: nobody was told of it. Other
 * differences are a person's doing and are only shown. A shop whose Shopify fails keeps the audit
 * it had.
 */
export async function auditCodes(deps: AuditCodesDeps): Promise<{ audited: number }> {
  const shops = await deps.transact((stores) => stores.shops.listActive());
  let audited = 0;
  for (const shop of shops) {
    try {
      await auditShop(deps, shop);
      audited += 1;
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      deps.onFailure(shop, error);
    }
  }
  return { audited };
}

async function auditShop(deps: AuditCodesDeps, shop: Shop): Promise<void> {
  const auditedAt = deps.clock.now();
  const since = new Date(auditedAt.getTime() - LOOK_BACK_MS);
  const found = await readAll(deps.discounts.listOwn(shop, since.toISOString()));
  const known = await deps.transact((stores) =>
    stores.codeAudits.listCodes(
      shop.shopId,
      since,
      found.map(({ code }) => code),
    ),
  );
  const now = auditedAt.getTime();
  const first = compareCodes(known, found, now);
  const missing = first.filter(({ kind }) => kind === 'missing').slice(0, LOOKED_UP);
  const seen = await lookUp(deps, shop, missing);
  const differences = compareCodes(known, [...found, ...seen], now);
  const orphans = new Set(
    differences.filter(({ kind }) => kind === 'orphaned').map(({ code }) => code),
  );
  for (const { gid, code } of found) {
    if (orphans.has(code)) await deps.discounts.deactivate(shop, gid);
  }
  const audit: CodeAudit = {
    auditedAt,
    compared: new Set([...known, ...found].map(({ code }) => code)).size,
    differences: differences.length,
    examples: differences.slice(0, EXAMPLES),
  };
  await deps.transact((stores) => stores.codeAudits.save(shop.shopId, audit));
}

async function readAll(pages: AsyncIterable<OwnDiscount[]>): Promise<OwnDiscount[]> {
  const all: OwnDiscount[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

/** The search lags behind, and shows nothing whose tag or end a person changed. */
async function lookUp(
  deps: AuditCodesDeps,
  shop: Shop,
  missing: readonly CodeDifference[],
): Promise<OwnDiscount[]> {
  const seen: OwnDiscount[] = [];
  for (const { code } of missing) {
    const discount = await deps.discounts.findByCode(shop, code);
    if (discount) seen.push(discount);
  }
  return seen;
}
