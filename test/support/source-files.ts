import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const FOLDERS = ['app', 'workers', 'sandbox', 'bin', 'bench', 'test'];
const CODE = /\.(ts|tsx|mjs)$/;
/** Written by programs. */
const GENERATED = /\/generated\/|\.generated\.|\/fixtures\//;

export interface Import {
  /** As written. */
  specifier: string;
  /** From the root of the checkout, for our own files; undefined for npm packages and Node. */
  target: string | undefined;
  typeOnly: boolean;
  /** What is taken from it, as written. */
  names: string;
}

export interface SourceFile {
  /** From the root of the checkout, with slashes. */
  name: string;
  text: string;
  /** The text without comments. */
  code: string;
  imports: Import[];
}

/** All code written by hand. */
export function readSourceFiles(): SourceFile[] {
  const present = FOLDERS.filter((folder) => existsSync(path.join(root, folder)));
  return present.flatMap((folder) => {
    const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    return names
      .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
      .filter((name) => CODE.test(name) && !GENERATED.test(name))
      .sort()
      .map(readSource);
  });
}

function readSource(name: string): SourceFile {
  const text = readFileSync(path.join(root, name), 'utf8');
  const code = stripComments(text);
  return { name, text, code, imports: findImports(name, code) };
}

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

const STATIC = /^(?:import|export)\s+(type\s+)?([^'"();]*?)\bfrom\s+['"]([^'"]+)['"]/gm;
const BARE = /^import\s+['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

function findImports(name: string, code: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly = false, names = '') => {
    found.push({ specifier, target: resolve(name, specifier), typeOnly, names });
  };
  for (const [, type, names = '', specifier = ''] of code.matchAll(STATIC)) {
    add(specifier, type !== undefined || namesOnlyTypes(names), names.trim());
  }
  for (const [, specifier = ''] of code.matchAll(BARE)) add(specifier);
  for (const [, specifier = ''] of code.matchAll(DYNAMIC)) add(specifier);
  return found;
}

function namesOnlyTypes(names: string): boolean {
  const inner = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
  if (inner === undefined) return false;
  const parts = inner.split(',').map((part) => part.trim());
  return parts.every((part) => part === '' || part.startsWith('type '));
}

function resolve(name: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.join(path.posix.dirname(name), specifier);
}
