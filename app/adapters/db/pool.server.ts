import pg from 'pg';

const DATE_TYPE = 1082;

/** A local date has no instant: pg would make it midnight of the server's zone. */
function keepText(value: string): string {
  return value;
}

export interface PoolOptions {
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** Connections at most; default 10. */
  max?: number;
  /** How long to wait for a connection before refusing; default 5,000 ms. */
  connectTimeoutMs?: number;
  /** Told of connections that break while idle; a broken one is replaced by the pool. */
  onIdleError?: (error: Error) => void;
}

/**
 * A pool of PostgreSQL connections. int8 and numeric come back as decimal strings, date as
 * `YYYY-MM-DD`, timestamptz as Date.
 *
 * @throws on `connect()` and `query()` when no connection is to be had within the limit.
 */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: options.applicationName ?? 'perennial',
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === DATE_TYPE ? keepText : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  // Without a listener, a connection that breaks while idle would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  return pool;
}
