import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { EmbeddedError } from './embedded-error.js';
import { commandOf, gone, isAlive, signal } from './processes.js';

/** What `postmaster.pid` says: the server's process, its port, and how far it has come. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby' | '';
}

/** null without the file, or while it is being written. */
export function readPostmaster(cluster: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, port: Number(lines[3]), status: (lines[7]?.trim() ?? '') as Postmaster['status'] } : null;
}

/** Does the recorded process live, and is it the server of this cluster? Its id may have gone to another program. */
export function isRunning(postmaster: Postmaster, cluster: string): boolean {
  if (!isAlive(postmaster.pid)) return false;
  const command = commandOf(postmaster.pid);
  return command === null || (command.includes('postgres') && command.includes(cluster));
}

/** Clears the way for a start: sees an earlier server of this cluster to its end, and removes a record that names a stranger. */
export async function clearEarlier(cluster: string, logger: Logger): Promise<void> {
  const earlier = readPostmaster(cluster);
  if (!earlier) return;
  if (!isRunning(earlier, cluster)) {
    // PostgreSQL itself deals with a dead process's record, but refuses to start when another program has the number.
    if (isAlive(earlier.pid)) rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  logger.warn({ postgres: earlier.pid }, 'an earlier PostgreSQL still runs on this data folder: it is stopped first');
  if (await endPostmaster(earlier.pid)) return;
  throw new EmbeddedError(`PostgreSQL (process ${earlier.pid}) runs on ${cluster} and does not stop: end it by hand`);
}

/** Fast shutdown; after 10 s an immediate one, after 5 s more the hard way. false when it survives all of that. */
export async function endPostmaster(pid: number): Promise<boolean> {
  for (const [name, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(pid, name);
    if (await gone(pid, patience)) return true;
  }
  return false;
}
