import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECRET } from '../kit/app.js';

const path = (relative: string) => new URL(relative, import.meta.url).pathname;

/** A server in a process of its own, on one port through all its lives. */
export interface ServerProcess {
  readonly url: string;
  start(): Promise<void>;
  /** SIGSTOP: connections stay open, nothing answers. */
  freeze(): void;
  thaw(): void;
  /** kill -9: nothing is drained, nothing is said. Also of a frozen one. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
}

/** `settings` come on top of the story's own. */
export async function serverProcess(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let said = '';
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url,
    start: async () => {
      child = spawn(
        process.execPath,
        ['--import', path('../kit/run-typescript.js'), path('../../src/main.ts'), 'serve'],
        {
          env: {
            PATH: process.env['PATH'],
            DATABASE_URL: databaseUrl,
            PORT: String(port),
            YIZHAN_SEED: 'demo',
            YIZHAN_SECRET: SECRET,
            YIZHAN_RATE_LIMIT: '0',
            LOG_LEVEL: 'warn',
            ...settings,
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      const hear = (chunk: Buffer) => (said += chunk.toString());
      child.stdout!.on('data', hear);
      child.stderr!.on('data', hear);
      for (let tries = 0; tries < 600; tries++) {
        if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${said}`);
        const ready = await fetch(`${url}/health/ready`).then(
          (r) => r.ok,
          () => false,
        );
        if (ready) return;
        await sleep(50);
      }
      throw new Error(`the server is not ready: ${said}`);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
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
