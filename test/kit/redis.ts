import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** A Redis for a test: `REDIS_URL`, else the machine's own, else one started for it; null, and a line that says so, without any. */
export async function testRedis(): Promise<TestRedis | null> {
  const url = process.env.REDIS_URL || 'redis://127.0.0.1:6379';
  if (await answers(url)) return { url, stop: async () => undefined };
  const started = await startRedis();
  if (!started)
    process.stderr.write(
      'no Redis: no REDIS_URL, none at 127.0.0.1:6379, no redis-server in PATH; tests that need it prove nothing\n',
    );
  return started;
}

async function startRedis(): Promise<TestRedis | null> {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()).once('error', () => resolve()));
  let gone = false;
  void ended.then(() => (gone = true));
  const url = `redis://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for (let tries = 0; tries < 100 && !gone; tries++) {
    if (await answers(url)) return { url, stop };
    await sleep(50);
  }
  if (!gone) await stop();
  return null;
}

async function answers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 1_000 } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    if (client.isOpen) client.destroy();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
