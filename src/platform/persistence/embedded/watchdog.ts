import { spawn } from 'node:child_process';
import type { Account } from './account.js';
import { signal } from './processes.js';

/** Stops PostgreSQL when this process ends without having done so, however it ends. */
export interface Watchdog {
  /** Names the server to stop. Before that the watchdog just ends with us. */
  watch(postgres: number): void;
  /** Ends the watchdog; the server is left alone. */
  dismiss(): void;
}

/** Reads the server's id, then waits for the pipe to close, which the system does even after kill -9. */
const SHELL = `
trap "" INT TERM HUP QUIT
read -r server || exit 0
cat >/dev/null
kill -INT "$server" 2>/dev/null || exit 0
waited=0
while kill -0 "$server" 2>/dev/null && [ "$waited" -lt 30 ]; do sleep 1; waited=$((waited + 1)); done
kill -QUIT "$server" 2>/dev/null
exit 0`;

/** Windows has no signals: pg_ctl, given as the last argument with the cluster, speaks to the server. */
const SCRIPT = `
process.stdin.resume().on('end', () => {
  const [pgCtl, cluster] = process.argv.slice(1);
  require('node:child_process').spawnSync(pgCtl, ['stop', '-D', cluster, '-m', 'fast'], { stdio: 'ignore' });
});`;

export function startWatchdog(account: Account | null, pgCtl: string, cluster: string): Watchdog {
  const windows = process.platform === 'win32';
  const [program, args] = windows ? [process.execPath, ['-e', SCRIPT, pgCtl, cluster]] : ['/bin/sh', ['-c', SHELL]];
  // Its own process group: a Ctrl-C for the foreground group must not end it before us.
  const child = spawn(program, args, {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  child.stdin.on('error', () => undefined);
  return {
    watch: (postgres) => void child.stdin.write(`${postgres}\n`),
    dismiss() {
      // The whole group: the shell and its `cat`.
      if (child.pid && child.exitCode === null) signal(windows ? child.pid : -child.pid, 'SIGKILL');
      child.stdin.destroy();
    },
  };
}
