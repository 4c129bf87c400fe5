/** In-memory tables with change tracking and secondary indexes. */

export type ChangeListener = (table: string, id: string, record: object | null) => void;

/** Records by id; every `put` and `remove` is told to the journal and to the indexes. */
export class Table<T extends { id: string }> {
  readonly name: string;
  /** Grows with every change: a cache built at one version is good while it stays. */
  version = 0;
  readonly #records = new Map<string, T>();
  readonly #indexes: Index<T>[] = [];
  readonly #onChange: ChangeListener;

  constructor(name: string, onChange: ChangeListener) {
    this.name = name;
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#records.size;
  }

  get(id: string | null): T | undefined {
    return id === null ? undefined : this.#records.get(id);
  }

  values(): IterableIterator<T> {
    return this.#records.values();
  }

  put(record: T): T {
    this.load(record);
    this.#onChange(this.name, record.id, record);
    return record;
  }

  /** Stores without telling the journal: what was read from it. */
  load(record: T): void {
    this.version += 1;
    this.#records.set(record.id, record);
    for (const index of this.#indexes) index.add(record);
  }

  remove(id: string): void {
    if (!this.#records.delete(id)) return;
    this.version += 1;
    for (const index of this.#indexes) index.remove(id);
    this.#onChange(this.name, id, null);
  }

  /** Adds an index over `keysOf`; made before the table is filled. */
  indexBy(keysOf: (record: T) => string[]): Index<T> {
    const index = new Index(keysOf);
    for (const record of this.#records.values()) index.add(record);
    this.#indexes.push(index);
    return index;
  }
}

/** Ids by key. Records are changed in place, so the keys they had are remembered here. */
export class Index<T extends { id: string }> {
  readonly #keysOf: (record: T) => string[];
  readonly #idsByKey = new Map<string, Set<string>>();
  readonly #keysById = new Map<string, string[]>();

  constructor(keysOf: (record: T) => string[]) {
    this.#keysOf = keysOf;
  }

  ids(key: string): string[] {
    return [...(this.#idsByKey.get(key) ?? [])];
  }

  first(key: string): string | null {
    const ids = this.#idsByKey.get(key);
    if (!ids) return null;
    for (const id of ids) return id;
    return null;
  }

  add(record: T): void {
    const keys = this.#keysOf(record);
    const known = this.#keysById.get(record.id);
    if (known && known.length === keys.length && known.every((key, at) => key === keys[at])) return;
    this.remove(record.id);
    this.#keysById.set(record.id, keys);
    for (const key of keys) {
      const ids = this.#idsByKey.get(key);
      if (ids) ids.add(record.id);
      else this.#idsByKey.set(key, new Set([record.id]));
    }
  }

  remove(id: string): void {
    for (const key of this.#keysById.get(id) ?? []) {
      const ids = this.#idsByKey.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.#idsByKey.delete(key);
    }
    this.#keysById.delete(id);
  }
}
