import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';

/** A Redis that a test may ill-treat, on one port through all its lives. */
export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGSTOP: connections stay, nothing answers. */
  freeze(): void;
  thaw(): void;
  /** One command, its answer. */
  command(...args: string[]): Promise<unknown>;
}

/** Starts one; null, and a line that says so, without redis-server in PATH. `options` as on its command line. */
export async function redisServer(options: readonly string[] = [], onPort?: number): Promise<RedisServer | null> {
  const port = onPort ?? (await freePort());
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const command = async (...args: string[]) => {
    const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 1_000 } });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.sendCommand(args);
    } finally {
      client.destroy();
    }
  };
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...options];
    child = spawn('redis-server', args, { stdio: 'ignore', cwd: '/tmp' });
    await once(child, 'spawn');
    for (let tries = 0; tries < 200; tries++) {
      if (String(await command('PING').catch(() => null)) === 'PONG') return;
      await sleep(25);
    }
    throw new Error('redis-server does not answer');
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await start();
  } catch (error) {
    await kill();
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    process.stderr.write('no redis-server in PATH: tests that need their own prove nothing\n');
    return null;
  }
  return {
    url,
    start,
    kill,
    freeze: () => void child!.kill('SIGSTOP'),
    thaw: () => void child!.kill('SIGCONT'),
    command,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
