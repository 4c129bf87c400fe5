import { hkdfSync } from 'node:crypto';
import type { Pool } from 'pg';
import sql from 'sql-template-tag';

/** Keys that sign links in mail: one signs, all that ever did are believed. */
export interface LinkKeys {
  current: Buffer;
  /** The current one first; asks the database again, for another process may have a newer one. */
  list(): Promise<Buffer[]>;
}

/**
 * Derives the signing key from the encryption key, and notes it for as long as the database lives:
 * a mail may be opened years after the encryption key was rotated, or lost. What is noted opens
 * nothing that is sealed, for a derivation cannot be turned around.
 *
 * @param encryptionKeys base64; the previous one counts where it signed before it was noted
 */
export async function openLinkKeys(
  pool: Pool,
  encryptionKeys: { current: string; previous?: string | undefined },
): Promise<LinkKeys> {
  const current = deriveKey(encryptionKeys.current);
  const own = encryptionKeys.previous ? [current, deriveKey(encryptionKeys.previous)] : [current];
  await pool.query(sql`insert into link_keys (key)
    select unnest(${own}::bytea[]) on conflict do nothing`);
  return {
    current,
    async list() {
      const { rows } = await pool.query<{ key: Buffer }>(sql`select key from link_keys`);
      return [current, ...rows.map(({ key }) => key).filter((key) => !key.equals(current))];
    },
  };
}

function deriveKey(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  return Buffer.from(hkdfSync('sha256', bytes, '', 'perennial links in mail, 1', 32));
}
