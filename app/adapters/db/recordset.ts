import type { Pool, PoolClient } from 'pg';
import sql, { join, raw, type Sql } from 'sql-template-tag';

export type Db = Pool | PoolClient;

/** How a field stands in PostgreSQL; `id` and `money` are bigint, read as text and as number. */
export type ColumnType =
  | 'id'
  | 'money'
  | 'text'
  | 'instant'
  | 'date'
  | 'int'
  | 'flag'
  | 'texts'
  | 'json';

/** The columns of a row type: field `netMinor` is column `net_minor`. */
export type Columns<Row> = { readonly [Field in keyof Row]-?: ColumnType };

const SQL_TYPES: Record<ColumnType, string> = {
  id: 'bigint',
  money: 'bigint',
  text: 'text',
  instant: 'timestamptz',
  date: 'date',
  int: 'integer',
  flag: 'boolean',
  texts: 'text[]',
  json: 'jsonb',
};

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const READS: Partial<Record<ColumnType, (column: string) => string>> = {
  id: (column) => `${column}::text`,
  money: (column) => `${column}::float8`,
  instant: (column) => `to_char(${column} at time zone 'utc', ${ISO})`,
  date: (column) => `to_char(${column}, 'YYYY-MM-DD')`,
};

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function entriesOf<Row>(columns: Columns<Row>): [string, ColumnType][] {
  return Object.entries<ColumnType>(columns);
}

/** `order_id::text as "orderId", …`: rows come back as `Row`, instants as ISO text. */
export function selectList<Row>(columns: Columns<Row>, alias = 't'): Sql {
  return join(
    entriesOf(columns).map(([field, type]) => {
      const column = `${alias}.${columnOf(field)}`;
      return raw(`${READS[type]?.(column) ?? column} as "${field}"`);
    }),
  );
}

/** Rows as a table `r`, its columns named as in the database. */
export function recordset<Row>(columns: Columns<Row>, rows: readonly Row[]): Sql {
  const fields = entriesOf(columns);
  const types = fields.map(([field, type]) => `"${field}" ${SQL_TYPES[type]}`);
  const names = fields.map(([field]) => `"${field}" as ${columnOf(field)}`);
  return sql`(select ${raw(names.join(', '))}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(${raw(types.join(', '))})) as r`;
}

interface UpsertOptions<Row> {
  table: string;
  columns: Columns<Row>;
  /** The primary key after the shop. */
  key: readonly (keyof Row & string)[];
  /** Fields that a row already there takes over; default all but the key. None: it stays. */
  update?: readonly (keyof Row & string)[];
}

/** Inserts rows of one shop or updates those that are there, in one statement. */
export async function upsertRows<Row>(
  db: Db,
  shopId: string,
  rows: readonly Row[],
  options: UpsertOptions<Row>,
): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns, key } = options;
  const fields = entriesOf(columns).map(([field]) => field);
  const keys = new Set<string>(key);
  const updated = options.update ?? fields.filter((field) => !keys.has(field));
  const names = fields.map(columnOf).join(', ');
  const conflict = ['shop_id', ...key.map(columnOf)].join(', ');
  const sets = updated.map((field) => `${columnOf(field)} = excluded.${columnOf(field)}`);
  const action = sets.length > 0 ? `update set ${sets.join(', ')}` : 'nothing';
  await db.query(sql`insert into ${raw(table)} (shop_id, ${raw(names)})
    select ${shopId}::bigint, ${raw(names)} from ${recordset(columns, rows)}
    on conflict (${raw(conflict)}) do ${raw(action)}`);
}
