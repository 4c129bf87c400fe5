import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

export interface Chromium {
  executablePath: string;
  /** What it needs in its environment beyond our own. */
  environment: Record<string, string>;
}

/**
 * The machine's own Chromium (or the one of CHROMIUM_PATH), else one from npm, which is unpacked
 * under .cache at the first time and brings the libraries that a bare machine lacks.
 */
export async function findChromium(say: (text: string) => void): Promise<Chromium> {
  const own = process.env.CHROMIUM_PATH ?? findInstalled();
  if (own) return { executablePath: own, environment: {} };
  const home = path.join(root, '.cache', `chromium-${packageVersion()}`);
  if (!existsSync(home)) {
    say('Unpacking Chromium …');
    await unpack(home);
  }
  const libraries = [path.join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH];
  return {
    executablePath: path.join(home, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
      FONTCONFIG_PATH: path.join(home, 'fonts'),
    },
  };
}

function findInstalled(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const files = folders.flatMap((folder) => INSTALLED.map((name) => path.join(folder, name)));
  return files.find((file) => existsSync(file));
}

function packageVersion(): string {
  const file = path.join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const parsed = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.version;
}

function fontList(home: string): string {
  const folders = [path.join(home, 'fonts'), '/usr/share/fonts'];
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('')}
<cachedir>${path.join(home, 'fonts-cache')}</cachedir></fontconfig>\n`;
}

/**
 * The package unpacks into the temporary folder, its libraries only where it believes to be on
 * AWS, and takes a half-unpacked file of an interrupted run for a whole one: so it is given a
 * temporary folder of its own, moved into place when all is there.
 */
async function unpack(home: string): Promise<void> {
  const draft = `${home}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const before = { ...process.env };
  process.env.TMPDIR = draft;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  // Its own list of fonts names folders of AWS.
  writeFileSync(path.join(draft, 'fonts', 'fonts.conf'), fontList(home));
  try {
    renameSync(draft, home);
  } catch (error) {
    // Another run was quicker with the same files.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}
