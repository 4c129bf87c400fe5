import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PlainRefusal } from './progress.ts';

export interface DemoOptions {
  port: number;
  sandboxPort: number;
  dataDir: string;
  /** An export to fill the store from instead of the sample store. */
  orders: string | undefined;
  fresh: boolean;
  /** Development: pages are built on the fly, the processes start again on change. */
  reload: boolean;
}

type Variables = Record<string, string | undefined>;

export const USAGE = `npm run demo -- [--orders FILE] [--fresh]
  --orders FILE  fill the store from an export: Shopify's order export or a transactions CSV
  --fresh        throw away what is in the data folder and start over
  PORT=3000 (the app), SANDBOX_PORT=3100 (the local Shopify), DATA_DIR=.data`;

/** @throws PlainRefusal that names what is wrong. */
export function readOptions(args: string[], variables: Variables): DemoOptions {
  const values = parse(args);
  // Asked before anything is thrown away for it.
  if (values.orders !== undefined && !existsSync(values.orders)) {
    throw new PlainRefusal(`There is no file ${path.resolve(values.orders)} (--orders).`);
  }
  return {
    port: readPort(variables, 'PORT', 3000),
    sandboxPort: readPort(variables, 'SANDBOX_PORT', 3100),
    dataDir: path.resolve(variables.DATA_DIR || '.data'),
    orders: values.orders === undefined ? undefined : path.resolve(values.orders),
    fresh: values.fresh ?? false,
    reload: values.reload ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        orders: { type: 'string' },
        fresh: { type: 'boolean' },
        reload: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlainRefusal(`${reason}\n\n${USAGE}`);
  }
}

function readPort(variables: Variables, name: string, fallback: number): number {
  const text = variables[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new PlainRefusal(`${name} is "${text}": it must be a port number from 1 to 65535.`);
}
