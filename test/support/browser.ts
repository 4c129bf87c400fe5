import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '#bin/chromium.ts';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Chrome/140.0.0.0 Safari/537.36';

/** A headless Chromium; `close()` it at the end. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, environment } = await findChromium(() => undefined);
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...environment },
    headless: true,
    // Its sandbox needs rights that root in a container does not have; the pages are our own.
    chromiumSandbox: false,
    // The app treats crawlers otherwise, and "HeadlessChrome" looks like one.
    args: [`--user-agent=${USER_AGENT}`],
  });
}
