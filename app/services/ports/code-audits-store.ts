import type { ShopId } from '#app/domain/ids.ts';
import type { CodeDifference, KnownCode } from '#app/domain/offers/compare-codes.ts';

export interface CodeAudit {
  auditedAt: Date;
  /** Codes on either side. */
  compared: number;
  differences: number;
  /** The first of them. */
  examples: CodeDifference[];
}

export interface CodeAuditsStore {
  /** The shop's codes that end after `since`, and whichever of `codes` are its own. */
  listCodes(shopId: ShopId, since: Date, codes: readonly string[]): Promise<KnownCode[]>;
  /** Replaces the audit before. */
  save(shopId: ShopId, audit: CodeAudit): Promise<void>;
}
