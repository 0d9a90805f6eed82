import { setTimeout as sleep } from 'node:timers/promises';
import { Failed } from './failed.js';

const LOOK_MS = 10;
const PATIENCE_MS = 8_000;

/** Waits until something is there. Throws {@link Failed}, naming what did not come; what `look` throws ends it at once. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  ms = PATIENCE_MS,
): Promise<Exclude<T, undefined | null | false>> {
  for (const end = Date.now() + ms; ; await sleep(LOOK_MS)) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found as Exclude<T, undefined | null | false>;
    if (Date.now() > end) throw new Failed(`waited ${ms / 1000} s in vain for ${what}`);
  }
}
