/** A code as our rows have it. */
export interface KnownCode {
  code: string;
  state: 'creating' | 'active' | 'used' | 'expired' | 'cancelled';
  /** ISO instants. */
  createdAt: string;
  endsAt: string | null;
}

/** A code as Shopify has it. */
export interface FoundCode {
  code: string;
  status: 'active' | 'scheduled' | 'expired';
}

/**
 * `missing`: we count on a code that Shopify does not have. `unknown`: Shopify has one under our
 * tag that we never made. `orphaned`: it works in Shopify although we gave it up. `closed`: Shopify
 * ended one that we count on. `open`: it works in Shopify although we closed it.
 */
export type CodeDifferenceKind = 'missing' | 'unknown' | 'orphaned' | 'closed' | 'open';

export interface CodeDifference {
  kind: CodeDifferenceKind;
  code: string;
}

/** What was made so lately that Shopify's search may not know it yet is not missed. */
const SETTLED_MS = 15 * 60_000;

/**
 * Where our codes and Shopify's differ, by code; empty where they are the same (O2).
 *
 * @param now epoch milliseconds
 */
export function compareCodes(
  known: readonly KnownCode[],
  found: readonly FoundCode[],
  now: number,
): CodeDifference[] {
  const statuses = new Map(found.map(({ code, status }) => [code, status]));
  const ours = new Set(known.map(({ code }) => code));
  const differences = known.flatMap((row) => {
    const kind = differenceOf(row, statuses.get(row.code), now);
    return kind ? [{ kind, code: row.code }] : [];
  });
  for (const { code } of found) if (!ours.has(code)) differences.push({ kind: 'unknown', code });
  return differences.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function differenceOf(
  { state, createdAt, endsAt }: KnownCode,
  status: FoundCode['status'] | undefined,
  now: number,
): CodeDifferenceKind | null {
  const isOpen = status === 'active' || status === 'scheduled';
  // Being created: whether it is there is not said until its effect has ended.
  if (state === 'creating' || state === 'used') return null;
  if (state === 'cancelled') return isOpen ? 'orphaned' : null;
  if (state === 'expired') return isOpen ? 'open' : null;
  const isOver = endsAt !== null && Date.parse(endsAt) <= now;
  if (isOver || isOpen) return null;
  if (status === 'expired') return 'closed';
  return now - Date.parse(createdAt) < SETTLED_MS ? null : 'missing';
}
