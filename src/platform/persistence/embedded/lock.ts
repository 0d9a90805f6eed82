import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './processes.js';

/** Who uses a data folder. With its start the process id names one process for ever, however often the number is given out. */
export interface Holder {
  readonly pid: number;
  readonly started: string;
  /** `serve`, `migrate` … */
  readonly command: string;
  /** A server runs until it is stopped; others come to an end by themselves. */
  readonly lasting: boolean;
}

const lockFile = (dataDir: string) => join(dataDir, 'lock');

/** The living holder of a data folder, or null; one that was killed counts as gone at once. */
export function holderOf(dataDir: string): Holder | null {
  const text = read(lockFile(dataDir));
  return text === null ? null : living(text);
}

/** Takes the data folder: returns how to give it back, or the holder who has it. */
export function takeFolder(
  dataDir: string,
  command: string,
  lasting: boolean,
): { release: () => void } | { holder: Holder } {
  mkdirSync(dataDir, { recursive: true });
  const path = lockFile(dataDir);
  const mine = JSON.stringify({
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    command,
    lasting,
  } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    for (;;) {
      if (linked(draft, path)) return { release: () => void (read(path) === mine && rmSync(path, { force: true })) };
      const found = read(path);
      const holder = found === null ? null : living(found);
      if (holder) return { holder };
      if (found !== null) removeStale(path, found);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two may find the same stale lock: the one who moves away a fresh lock instead puts it back. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== stale) linked(aside, path);
  rmSync(aside, { force: true });
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function living(text: string): Holder | null {
  let holder: Holder;
  try {
    holder = JSON.parse(text) as Holder;
  } catch {
    return null;
  }
  return startOf(holder.pid) === holder.started ? holder : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
