import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RESULTS, ROOT, SECRET } from './place.js';

/**
 * Starts the built server as production runs it, but without the limit of requests an address and with the demo county.
 * `env` says which database. Answers when it is ready: `{ url, pid, startMs, stop, kill }`.
 */
export async function startServer({ port, env, profile = false }) {
  const log = openSync(join(RESULTS, `server-${port}.log`), 'w');
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${RESULTS}`] : [];
  const started = performance.now();
  const child = spawn(process.execPath, [...flags, join(ROOT, 'dist', 'src', 'main.js'), 'serve'], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      YIZHAN_SEED: 'demo',
      YIZHAN_SECRET: SECRET,
      YIZHAN_RATE_LIMIT: '0',
      ...env,
    },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the server ended: see bench/results/server-${port}.log`);
    await sleep(5);
  }
  const end = (signal) => {
    child.kill(signal);
    return exited;
  };
  return {
    url,
    pid: child.pid,
    startMs: performance.now() - started,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

const isReady = (url) =>
  fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

/** Sends one operation and answers its data; an error of GraphQL throws. */
export async function ask(url, query, variables = {}, token = undefined) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}
