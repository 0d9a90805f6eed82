import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const windows = process.platform === 'win32';
const procfs = existsSync('/proc/self/stat');

/** Is a process with this id alive? A zombie is not: it only waits for its parent to notice. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !procfs || statFields(pid)?.[0] !== 'Z';
}

/** When the process started, in the system's own notation; with the id it names one process for ever. null when it is gone. */
export function startOf(pid: number): string | null {
  if (!isAlive(pid)) return null;
  if (procfs) return statFields(pid)?.[19] ?? null;
  // Windows tells it too slowly to be asked at every start: there the id alone must do.
  return windows ? 'unknown' : ask('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/** The command line of a process, or null when it is gone or hidden from us. */
export function commandOf(pid: number): string | null {
  if (procfs) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
    } catch {
      return null;
    }
  }
  return windows ? null : ask('ps', ['-o', 'command=', '-p', String(pid)]);
}

/** Waits until the process is gone; false when it is still there after `ms`. */
export async function gone(pid: number, ms: number): Promise<boolean> {
  for (const until = Date.now() + ms; isAlive(pid); await sleep(20)) {
    if (Date.now() > until) return false;
  }
  return true;
}

/** Sends a signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The fields of /proc/PID/stat after the name in brackets, which may hold blanks itself: [0] is the state, [19] the start. */
function statFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function ask(program: string, args: string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch {
    return null;
  }
}
