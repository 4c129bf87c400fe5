import { describe, expect, test } from 'vitest';
import { readSourceFiles, type SourceFile } from './support/source-files.ts';

/**
 * Who may import whom, first match wins. A folder ends with a slash; `app/` alone stands for the
 * files directly in it (composition, env, server …). `types` may be imported as types only.
 */
const RULES: { from: string; may: string[]; types?: string[] }[] = [
  { from: 'app/domain/', may: ['app/domain/'] },
  { from: 'app/jobs/', may: ['app/jobs/'] },
  { from: 'app/services/', may: ['app/services/', 'app/domain/', 'app/jobs/'] },
  {
    // Ports hold the errors that adapters throw, beside the interfaces that they implement.
    from: 'app/adapters/',
    may: ['app/adapters/', 'app/domain/', 'app/jobs/', 'app/services/ports/'],
    types: ['app/services/'],
  },
  { from: 'app/locales/', may: ['app/locales/'], types: ['app/domain/'] },
  {
    from: 'app/components/',
    may: ['app/components/', 'app/locales/'],
    types: ['app/domain/'],
  },
  {
    from: 'app/routes/',
    may: ['app/routes/', 'app/components/', 'app/locales/', 'app/domain/', 'app/'],
    types: ['app/services/'],
  },
  {
    from: 'app/',
    may: [
      'app/',
      'app/adapters/',
      'app/components/',
      'app/domain/',
      'app/jobs/',
      'app/locales/',
      'app/services/',
    ],
  },
  {
    // The runtime is the other half of the queue's adapter.
    from: 'workers/',
    may: ['workers/', 'app/', 'app/adapters/queue/', 'app/jobs/'],
    types: ['app/domain/', 'app/services/'],
  },
  { from: 'sandbox/', may: ['sandbox/', 'app/domain/'] },
  { from: 'bin/', may: ['bin/', 'app/', 'app/adapters/db/', 'app/domain/', 'sandbox/'] },
];

const files = readSourceFiles();

function folderOf(target: string): string {
  const parts = target.split('/');
  if (parts[0] !== 'app' || parts.length === 2) return `${parts[0]}/`;
  return `${parts.slice(0, -1).join('/')}/`;
}

function isAllowed(target: string, allowed: string[]): boolean {
  const folder = folderOf(target);
  return allowed.some((entry) => {
    return entry === 'app/' ? folder === 'app/' : folder.startsWith(entry);
  });
}

function ruleOf(file: SourceFile) {
  return RULES.find(({ from }) => file.name.startsWith(from));
}

/** Lines `file: what`, so that a failure reads as a list of what to mend. */
function offences(check: (file: SourceFile) => string[], among = files): string[] {
  return among.flatMap((file) => check(file).map((what) => `${file.name}: ${what}`));
}

function inFolders(...folders: string[]): SourceFile[] {
  return files.filter(({ name }) => folders.some((folder) => name.startsWith(folder)));
}

describe('imports', () => {
  test('go one way', () => {
    const found = offences((file) => {
      const rule = ruleOf(file);
      if (!rule) return [];
      return file.imports.flatMap(({ target, typeOnly, specifier }) => {
        if (target === undefined || isAllowed(target, rule.may)) return [];
        if (typeOnly && isAllowed(target, rule.types ?? [])) return [];
        const isType = isAllowed(target, rule.types ?? []);
        return [isType ? `may import only types of ${specifier}` : `may not import ${specifier}`];
      });
    });
    expect(found).toEqual([]);
  });

  test('across top-level folders go through the names of package.json, with the extension', () => {
    const found = offences((file) =>
      file.imports.flatMap(({ specifier, target }) => {
        if (target === undefined) return [];
        const leaves =
          specifier.startsWith('.') && target.split('/')[0] !== file.name.split('/')[0];
        if (leaves) return [`${specifier} leaves its folder: use #${target}`];
        const asset = specifier.split('?')[0] ?? '';
        return /\.(ts|tsx|mjs|css|json|svg)$/.test(asset) ? [] : [`${specifier} has no extension`];
      }),
    );
    expect(found).toEqual([]);
  });

  test('of Polaris are in app/components only', () => {
    const elsewhere = files.filter(({ name }) => {
      return !name.startsWith('app/components/') && !name.startsWith('test/');
    });
    const found = offences((file) => {
      const polaris = file.imports.filter(({ specifier }) => {
        return /^@shopify\/polaris/.test(specifier);
      });
      return polaris.map(({ specifier }) => specifier);
    }, elsewhere);
    expect(found).toEqual([]);
  });
});

describe('the domain is pure', () => {
  const domain = inFolders('app/domain/');

  test('from outside it takes only dates and a hash', () => {
    const found = offences((file) => {
      const foreign = file.imports.filter(({ target, specifier, names }) => {
        if (target !== undefined || specifier === 'temporal-polyfill') return false;
        return !(specifier === 'node:crypto' && names === '{ createHash }');
      });
      return foreign.map(({ specifier, names }) => `${names} from ${specifier}`);
    }, domain);
    expect(found).toEqual([]);
  });

  test('it has no clock, randomness, environment or output', () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bMath\.random\b|\bprocess\.|\bperformance\.|\bcrypto\.|\bconsole\.|\bfetch\(/g;
    const found = offences((file) => [...(file.code.match(impure) ?? [])], domain);
    expect(found).toEqual([]);
  });
});

test('process.env is read in app/env.server.ts only', () => {
  const running = inFolders('app/', 'workers/', 'sandbox/').filter(({ name }) => {
    return name !== 'app/env.server.ts';
  });
  const found = offences((file) => [...(file.code.match(/\bprocess\.env\b/g) ?? [])], running);
  expect(found).toEqual([]);
});

test('file names are kebab-case', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
  // Remix reads a route's address from its file name: $ is a parameter, _ hides a part.
  const route = /^[a-zA-Z0-9._$-]+$/;
  const found = offences((file) => {
    const pattern = file.name.startsWith('app/routes/') ? route : kebab;
    return file.name.split('/').filter((part) => !pattern.test(part));
  });
  expect(found).toEqual([]);
});

test('no test mocks a module', () => {
  const mocked = /\bvi\.(mock|doMock|hoisted)\(/;
  const found = offences(({ code }) => (mocked.test(code) ? ['mocks'] : []), inFolders('test/'));
  expect(found).toEqual([]);
});

test('no file is longer than 300 lines, no test longer than 400', () => {
  const found = offences(({ name, text }) => {
    const lines = text.split('\n').length - 1;
    return lines > (name.startsWith('test/') ? 400 : 300) ? [`${lines} lines`] : [];
  });
  expect(found).toEqual([]);
});
