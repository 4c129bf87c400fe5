/**
 * The store on disk: a snapshot and an append-only journal of changed records, one JSON array
 * `[[table, id, record | null], …]` a line. One line is one commit, so a line torn by SIGKILL is a
 * commit that did not happen. Without a folder nothing is written.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export type JournalEntry = [table: string, id: string, record: unknown];

export interface Journal {
  /** Everything that was written, in order; null when the folder held nothing. */
  read(): Iterable<JournalEntry> | null;
  append(entries: JournalEntry[]): void;
  /** Replaces snapshot and journal by these records. */
  compact(entries: Iterable<JournalEntry>): void;
  /** Bytes in the journal since the snapshot. */
  size(): number;
  close(): void;
}

export function openJournal(folder: string | null): Journal {
  return folder === null ? memoryJournal() : fileJournal(folder);
}

function memoryJournal(): Journal {
  return { read: () => null, append() {}, compact() {}, size: () => 0, close() {} };
}

function fileJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true });
  const snapshotPath = join(folder, 'snapshot.jsonl');
  const journalPath = join(folder, 'journal.jsonl');
  let bytes = existsSync(journalPath) ? dropTornLine(journalPath) : 0;
  let file = openSync(journalPath, 'a');
  return {
    read() {
      return existsSync(snapshotPath) ? readBoth(snapshotPath, journalPath) : null;
    },
    append(entries) {
      bytes += writeSync(file, `${JSON.stringify(entries)}\n`);
    },
    compact(entries) {
      const next = `${snapshotPath}.next`;
      writeSnapshot(next, entries);
      renameSync(next, snapshotPath);
      closeSync(file);
      file = openSync(journalPath, 'w');
      bytes = 0;
    },
    size: () => bytes,
    close: () => closeSync(file),
  };
}

/** Between the rename and the emptying of the journal a kill leaves both: replaying is harmless. */
function* readBoth(snapshotPath: string, journalPath: string): Iterable<JournalEntry> {
  yield* readEntries(snapshotPath);
  yield* readEntries(journalPath);
}

function* readEntries(path: string): Iterable<JournalEntry> {
  const content = readFileSync(path);
  let start = 0;
  while (start < content.length) {
    const end = content.indexOf(10, start);
    if (end === -1) return;
    const entries: unknown = JSON.parse(content.toString('utf8', start, end));
    if (!Array.isArray(entries)) throw new Error(`${path}: a line is not a list of changes`);
    for (const entry of entries) if (isEntry(entry)) yield entry;
    start = end + 1;
  }
}

function isEntry(entry: unknown): entry is JournalEntry {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string';
}

function dropTornLine(path: string): number {
  const content = readFileSync(path);
  const whole = content.lastIndexOf(10) + 1;
  if (whole < content.length) {
    const file = openSync(path, 'w');
    writeSync(file, content, 0, whole);
    closeSync(file);
  }
  return whole;
}

function writeSnapshot(path: string, entries: Iterable<JournalEntry>): void {
  const file = openSync(path, 'w');
  let batch: JournalEntry[] = [];
  for (const entry of entries) {
    batch.push(entry);
    if (batch.length < 200) continue;
    writeSync(file, `${JSON.stringify(batch)}\n`);
    batch = [];
  }
  if (batch.length > 0) writeSync(file, `${JSON.stringify(batch)}\n`);
  closeSync(file);
}
