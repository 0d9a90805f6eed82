import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { serverEnvironment } from './account.js';
import type { Binaries } from './binaries.js';
import { writeSettings } from './cluster.js';
import { EmbeddedError } from './embedded-error.js';
import type { Layout } from './layout.js';
import { clearEarlier, endPostmaster, readPostmaster } from './postmaster.js';
import { gone, isAlive } from './processes.js';
import { startWatchdog } from './watchdog.js';

/** A postmaster that accepts connections. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** A start is tried again for so long: an earlier server's last processes may still hold its memory, or a port be taken. */
const PATIENCE_MS = 30_000;
const PASSING = /address already in use|could not bind|shared memory block|lock file "postmaster\.pid"/i;
const LOG_LIMIT = 10 * 1024 * 1024;
const windows = process.platform === 'win32';

/** Starts the server of an existing cluster, on `port` or on one that is free, and waits until it is ready. */
export async function launch(
  layout: Layout,
  binaries: Binaries,
  logger: Logger,
  { durable, port: wanted }: { durable: boolean; port: number | null },
): Promise<Running> {
  const until = Date.now() + PATIENCE_MS;
  if (logSize(layout) > LOG_LIMIT) renameSync(layout.logFile, `${layout.logFile}.1`);
  for (;;) {
    await clearEarlier(layout.cluster, logger);
    const port = wanted ?? (await freePort());
    writeSettings(layout, port, durable);
    const before = logSize(layout);
    const started = windows ? await startOnWindows(layout, binaries) : startOnPosix(layout, binaries);
    if (await becomesReady(started, layout, logger)) return { ...started, port };
    const said = readFileSync(layout.logFile).subarray(before).toString('utf8').trim();
    if (!PASSING.test(said) || Date.now() > until) {
      throw new EmbeddedError(`PostgreSQL did not start, it says (in ${layout.logFile}):\n${said.slice(-2_000)}`);
    }
    await sleep(200);
  }
}

type Started = Omit<Running, 'port'>;

function startOnPosix({ account, cluster, logFile }: Layout, binaries: Binaries): Started {
  const log = openSync(logFile, 'a', 0o600);
  if (account) fchownSync(log, account.uid, account.gid);
  const watchdog = startWatchdog(account, binaries.pgCtl, cluster);
  // A session of its own: Ctrl-C for the foreground group must not stop it under the requests that still run.
  const options = {
    ...account,
    cwd: '/',
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log, log] as ['ignore', number, number],
  };
  const child = spawn(binaries.postgres, ['-D', cluster], options);
  const exited = new Promise<void>((resolve) => {
    const ended = () => {
      watchdog.dismiss();
      resolve();
    };
    child.once('exit', ended).once('error', ended);
  });
  closeSync(log);
  const pid = child.pid;
  if (!pid) throw new EmbeddedError(`${binaries.postgres} cannot be started`);
  watchdog.watch(pid);
  child.unref();
  const stop = async () => {
    // It holds no process that has nothing else to do, except while its end is awaited.
    child.ref();
    if (!(await endPostmaster(pid))) throw new EmbeddedError(`PostgreSQL (process ${pid}) does not stop`);
    await exited;
  };
  return { pid, exited, stop };
}

/** PostgreSQL refuses an administrator's rights on Windows too; pg_ctl gives them up before it starts the server. */
async function startOnWindows({ cluster, logFile }: Layout, { pgCtl }: Binaries): Promise<Started> {
  const watchdog = startWatchdog(null, pgCtl, cluster);
  const control = (...args: string[]) =>
    spawnSync(pgCtl, [...args, '-D', cluster], { stdio: 'ignore', windowsHide: true });
  control('start', '-W', '-l', logFile);
  for (let tries = 0; !readPostmaster(cluster) && tries < 100; tries++) await sleep(50);
  const pid = readPostmaster(cluster)?.pid ?? 0;
  watchdog.watch(pid);
  const exited = (async () => {
    while (pid > 0 && isAlive(pid)) await sleep(500, undefined, { ref: false });
    watchdog.dismiss();
  })();
  const stop = async () => {
    control('stop', '-m', 'fast', '-t', '10');
    if (!(await gone(pid, 1_000))) control('stop', '-m', 'immediate', '-t', '10');
    await exited;
  };
  return { pid, exited, stop };
}

/** false when the server ended instead. Recovery after a crash may take minutes: it is waited for, and said. */
async function becomesReady({ pid, exited }: Started, { cluster }: Layout, logger: Logger): Promise<boolean> {
  let ended = false;
  void exited.then(() => (ended = true));
  for (let looks = 1; !ended; looks++) {
    const recorded = readPostmaster(cluster);
    if (recorded?.pid === pid && recorded.status === 'ready') return true;
    if (looks % 250 === 0) logger.info({ postgres: pid }, 'PostgreSQL is still recovering');
    await sleep(20);
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const logSize = ({ logFile }: Layout): number => statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
