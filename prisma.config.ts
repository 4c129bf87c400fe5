import { PrismaPg } from '@prisma/adapter-pg';
import { defineConfig } from 'prisma/config';
import { createPrismaPool } from './bin/prisma-pool.ts';

const url = process.env.DATABASE_URL;
// The schema names this variable. Where it is missing, Prisma fails to read the schema's engine
// type and wants to download an engine that nothing here uses.
process.env.DATABASE_URL ??= 'postgresql://not-set';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  engine: 'js',
  experimental: { adapter: true },
  adapter: async () => {
    if (!url) throw new Error('DATABASE_URL is not set: say which PostgreSQL to migrate.');
    return new PrismaPg(createPrismaPool(url), { disposeExternalPool: true });
  },
});
