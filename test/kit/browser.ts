import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A real browser: `CHROMIUM` in the environment, else one in PATH (Debian's `chromium`). Null, and a line that says so,
 * without any.
 */
export async function testBrowser(): Promise<Browser | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((file) => existsSync(file));
  const executablePath = process.env['CHROMIUM'] || found;
  if (!executablePath) {
    process.stderr.write('no browser: no CHROMIUM, no chromium in PATH; tests that need one prove nothing\n');
    return null;
  }
  // In a container there is no namespace for the sandbox; the pages are our own.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
