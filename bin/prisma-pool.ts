import { EventEmitter } from 'node:events';
import pg from 'pg';

const NAME_TYPE = 19;
const TEXT_TYPE = 25;

function reportNamesAsText(message: { fields: { dataTypeID: number }[] }): void {
  for (const field of message.fields) {
    if (field.dataTypeID === NAME_TYPE) field.dataTypeID = TEXT_TYPE;
  }
}

/**
 * Prisma's adapter refuses columns of PostgreSQL's catalogue type `name`, which `migrate deploy`
 * reads. Our listener is attached before pg's own, so the adapter sees them as text.
 */
class CatalogueClient extends pg.Client {
  constructor(config?: pg.ClientConfig | string) {
    super(config);
    const connection: unknown = Reflect.get(this, 'connection');
    if (!(connection instanceof EventEmitter)) throw new Error('pg.Client has no connection');
    connection.prependListener('rowDescription', reportNamesAsText);
  }
}

/** The pool that the Prisma command line uses; it does not keep the process alive when idle. */
export function createPrismaPool(url: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    Client: CatalogueClient,
    allowExitOnIdle: true,
    max: 2,
    application_name: 'perennial-migrate',
  });
}
