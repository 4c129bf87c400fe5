import { isNewer, UNKNOWN_VERSION, versionInstant } from './versions.ts';

/** One version of an object, as it was said. */
export interface Version<Fact> {
  key: string;
  fact: Fact;
  /** The fact as canonical text: equal text is the same version said twice. */
  content: string;
  /** When we learnt it. */
  recordedAt: string;
}

export interface FoldedVersions<Fact> {
  newest: Version<Fact>;
  /** Every other version that differs from the newest one, each once. */
  others: Version<Fact>[];
}

/**
 * The newest of what is known and what was said, whatever the order: by key, and where keys are
 * equal by content, so that the same versions always leave the same one.
 */
export function foldVersions<Fact>(
  current: Version<Fact> | null,
  said: readonly Version<Fact>[],
): FoldedVersions<Fact> | null {
  const known = current && current.key !== UNKNOWN_VERSION ? [current, ...said] : [...said];
  let newest = known[0];
  if (!newest) return null;
  for (const version of known) if (isLater(version, newest)) newest = version;
  const others = new Map<string, Version<Fact>>();
  for (const version of known) {
    const id = sameVersion(version);
    if (id !== sameVersion(newest) && !others.has(id)) others.set(id, version);
  }
  return { newest, others: [...others.values()] };
}

function isLater<Fact>(candidate: Version<Fact>, newest: Version<Fact>): boolean {
  if (candidate.key !== newest.key) return isNewer(candidate.key, newest.key);
  return candidate.content > newest.content;
}

function sameVersion<Fact>(version: Version<Fact>): string {
  return `${versionInstant(version.key)} ${version.content}`;
}

/** JSON with keys in order: equal facts give equal text. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
