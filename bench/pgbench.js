import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** pgbench of `$PGBENCH`, of the PATH or of a Debian package; undefined where there is none. */
export function findPgbench() {
  const candidates = [process.env.PGBENCH, 'pgbench', ...globSync('/usr/lib/postgresql/*/bin/pgbench').toReversed()];
  return candidates.find((path) => path && (existsSync(path) || spawnSync(path, ['--version']).status === 0));
}

/**
 * Runs one statement over and over, prepared, from `clients` connections; `:n` in it is a random whole number from 0 to
 * `most`. Without pgbench a driver in Node does the same, and is slower: the caller must say so.
 */
export function driveStatement(pgbench, { url, statement, most, clients, seconds }) {
  return pgbench
    ? byPgbench(pgbench, { url, statement, most, clients, seconds })
    : byNode({ url, statement, most, clients, seconds });
}

async function byPgbench(pgbench, { url, statement, most, clients, seconds }) {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'));
  writeFileSync(join(folder, 'script.sql'), `\\set n random(0, ${most})\n${statement.replaceAll('\n', ' ')};\n`);
  const { hostname, port, username, password, pathname } = new URL(url);
  const args = ['-n', '-M', 'prepared', '-c', clients, '-j', 2, '-T', seconds, '-f', 'script.sql'];
  const target = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(password) };
  const child = spawn(pgbench, [...args, ...target].map(String), { cwd: folder, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true });
  const perSecond = Number(/tps = ([\d.]+) \(without/.exec(said)?.[1]);
  const mean = Number(/latency average = ([\d.]+) ms/.exec(said)?.[1]);
  if (status !== 0 || !(perSecond > 0)) throw new Error(`pgbench failed: ${said.slice(0, 1_000)}`);
  // It prints no percentiles without a log of every transaction: the mean stands for both.
  return { perSecond, p50: mean, p99: mean };
}

async function byNode({ url, statement, most, clients, seconds }) {
  const text = statement.replaceAll(':n', '$1::int');
  const until = performance.now() + seconds * 1000;
  const took = [];
  const drive = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    while (performance.now() < until) {
      const started = performance.now();
      await client.query({ name: 'drive', text, values: most > 0 ? [Math.floor(Math.random() * (most + 1))] : [] });
      took.push(performance.now() - started);
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: clients }, drive));
  return summary(took, seconds);
}

/** Throughput and percentiles of the milliseconds that calls took. */
export function summary(took, seconds) {
  const sorted = Float64Array.from(took).sort();
  const at = (share) => sorted[Math.floor(sorted.length * share)];
  return { perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99) };
}
