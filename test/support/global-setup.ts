import type { TestProject } from 'vitest/node';
import { startTestPostgres } from './start-postgres.ts';
import { startTestRedis } from './start-redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection string of the server that test databases are made on. */
    postgresUrl: string;
    /** Name of the migrated database that each test database is copied from. */
    templateName: string;
    redisUrl: string | null;
  }
}

/** Starts the servers that are missing, once for a whole run. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  const redis = await startTestRedis();
  if (!redis && process.env.REQUIRE_REDIS) {
    throw new Error('REQUIRE_REDIS is set, but there is neither REDIS_URL nor a redis-server.');
  }
  if (!redis) {
    process.stdout.write('SKIPPED: tests on Redis (no REDIS_URL and no redis-server here)\n');
  }
  project.provide('postgresUrl', postgres.url);
  project.provide('templateName', postgres.templateName);
  project.provide('redisUrl', redis?.url ?? null);
  return async () => {
    await redis?.stop();
    await postgres.stop();
  };
}
