import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

const folder = new URL('./browser/', import.meta.url);

/** The parts of the stand-in, each after those it uses. */
const parts = [
  'transport',
  'config',
  'fetch',
  'navigation',
  'elements',
  'bars',
  'save-bar',
  'modal-style',
  'modal',
  'toast',
  'web-vitals',
  'main',
];

function readPart(name: string): string {
  const code = stripTypeScriptTypes(readFileSync(new URL(`${name}.ts`, folder), 'utf8'));
  return code.replace(/^import [^;]*;$/gm, '').replace(/^export (?=\w)/gm, '');
}

let script: string | null = null;

/**
 * The stand-in for App Bridge as one classic script. The tag that loads it is not a module, for
 * `window.shopify` must exist before the app hydrates, so the parts share one function's scope.
 */
export function appBridgeScript(): string {
  script ??= `(() => {\n'use strict';\n${parts.map(readPart).join('\n')}\n})();\n`;
  return script;
}
