import { existsSync } from 'node:fs';
import path from 'node:path';

const shared = path.resolve(import.meta.dirname, '..', '..', '..', 'shared');

/**
 * A file of the folder `shared` beside the checkout, which is no part of the project.
 *
 * @returns its path, or null after saying visibly that the tests on it are skipped.
 */
export function sharedFile(relativePath: string): string | null {
  const file = path.join(shared, relativePath);
  if (existsSync(file)) return file;
  process.stdout.write(`SKIPPED: tests on ../shared/${relativePath} (absent)\n`);
  return null;
}
