import { afterAll, afterEach } from 'vitest';
import { takeUnexpected, watchConsole } from './console.ts';
import { dropTestDatabases } from './database.ts';

watchConsole();

afterEach(() => {
  const unexpected = takeUnexpected();
  if (unexpected.length > 0) throw new Error(`Unexpected output:\n${unexpected.join('\n')}`);
});

afterAll(dropTestDatabases);
