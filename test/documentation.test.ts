import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from '#app/env.server.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each(documents)('%s names only files and folders that exist', (name) => {
  const named = [
    ...read(name).matchAll(/`((?:app|workers|sandbox|bin|bench|docs|prisma|test)\/[\w./$-]+)`/g),
  ];
  const missing = named
    .map(([, file]) => file ?? '')
    .filter((file) => !existsSync(path.join(root, file)));
  expect(missing).toEqual([]);
});

test.each(documents)('%s names only npm scripts that exist', (name) => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
  const named = [...read(name).matchAll(/`npm (?:run (?:-s )?)([a-z][\w-]*)/g)].map(
    ([, script]) => script,
  );
  expect(named.filter((script) => !scripts[script ?? ''])).toEqual([]);
});

test.each(documents)('%s links only to files that exist', (name) => {
  const folder = path.dirname(path.join(root, name));
  const links = [...read(name).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
    ([, link]) => link ?? '',
  );
  expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
});

test('docs/operating.md names every variable of the environment', () => {
  const error = (() => {
    try {
      readEnv({ NODE_ENV: 'test' });
    } catch (thrown) {
      return String(thrown);
    }
  })();
  const required = [...(error ?? '').matchAll(/^ {2}(\w+):/gm)].map(
    ([, variable]) => variable ?? '',
  );
  expect(required.length).toBeGreaterThan(5);
  const text = read('docs/operating.md');
  expect(required.filter((variable) => !text.includes(`\`${variable}\``))).toEqual([]);
});
