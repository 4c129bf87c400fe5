import { PrismaPg } from '@prisma/adapter-pg';
import { defineConfig } from 'prisma/config';
import { createPrismaPool } from './bin/prisma-pool.ts';

/** The adapter splits scripts at every semicolon, also inside function bodies; pg needs no splitting. */
class ScriptPreservingAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }
}

const url = process.env.DATABASE_URL;
// The schema names this variable. Where it is missing, Prisma fails to read the schema's engine
// type and wants to download an engine that nothing here uses.
process.env.DATABASE_URL ??= 'postgresql://not-set';

// engine 'js' speaks to the database through pg, so that no engine is ever downloaded.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  engine: 'js',
  experimental: { adapter: true },
  adapter: async () => {
    if (!url) throw new Error('DATABASE_URL is not set: say which PostgreSQL to migrate.');
    return new ScriptPreservingAdapter(createPrismaPool(url), { disposeExternalPool: true });
  },
});
