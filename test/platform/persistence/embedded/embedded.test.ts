import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { connectRunning, openDatabase, startEmbedded, withDatabase } from '../../../../src/platform/persistence/embedded/index.js';

const logger = pino({ level: 'silent' });
let folder: string;
let holders: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-embedded-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const holder of holders) holder.kill('SIGKILL');
  holders = [];
  await expect(orphans()).resolves.toEqual([]);
  rmSync(folder, { recursive: true });
});

/** Servers of this folder that still run; they are given the time a fast shutdown takes. */
async function orphans(): Promise<string[]> {
  for (let looks = 0; ; looks++) {
    const found = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(folder) && line.includes('postgres') && !/^\s*\d+\s+Z/.test(line));
    if (found.length === 0 || looks > 100) return found;
    await sleep(100);
  }
}

const recordedPid = () => Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

interface Held {
  process: ChildProcess;
  url: string;
  ended: Promise<[number | null, string]>;
}

/** Starts a process that holds the folder; its URL is empty when it ended instead. */
async function hold(): Promise<Held> {
  const script = new URL('holder.ts', import.meta.url).pathname;
  const loader = new URL('../../../kit/run-typescript.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', loader, script, folder], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  holders.push(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<[number | null, string]>((resolve) => void child.once('close', (code) => resolve([code, errors.trim()])));
  const printed = new Promise<string>((resolve) => void child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim())));
  return { process: child, url: await Promise.race([printed, ended.then(() => '')]), ended };
}

describe('the embedded server', () => {
  it('starts, keeps what was written, and stops', async () => {
    const first = await startEmbedded({ dataDir: folder, logger });
    expect(await ask(first.url, 'create table kept as select 42 as n')).toEqual([]);
    expect(first.pid).toBe(recordedPid());
    await first.stop();
    await first.stop();
    expect(await orphans()).toEqual([]);

    const second = await startEmbedded({ dataDir: folder, logger });
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
    await second.stop();
  });

  it('is set up for durable, small transactions and Chinese letters', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'jit', 'shared_buffers', 'max_connections', 'TimeZone', 'listen_addresses'];
    const settings = await ask<{ value: string }>(server.url, `select current_setting(n) as value from unnest('{${names.join()}}'::text[]) n`);
    expect(settings.map(({ value }) => value)).toEqual(['on', 'on', 'on', 'off', '256MB', '100', 'UTC', '127.0.0.1']);
    expect(
      await ask(server.url, "select datlocprovider, datlocale, datcollate, pg_encoding_to_char(encoding) from pg_database where datname = 'yizhan'"),
    ).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8', datcollate: 'C', pg_encoding_to_char: 'UTF8' }]);
    await ask(server.url, 'create extension pg_trgm');
    expect(await ask(server.url, "select similarity('固镇黑花生', '黑花生') > 0.2 as alike")).toEqual([{ alike: true }]);
    await server.stop();
  });

  it('asks for a password that only its account may read', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'postgres/password')).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
  });

  it('makes the cluster anew when an earlier attempt was cut short', async () => {
    const remains = join(folder, 'postgres', 'cluster.new-abc');
    mkdirSync(remains, { recursive: true });
    writeFileSync(join(remains, 'PG_VERSION'), '18\n');
    const server = await startEmbedded({ dataDir: folder, logger });
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(existsSync(remains)).toBe(false);
    expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['cluster', 'password']);
    await server.stop();
  });

  it('comes back at the same address when PostgreSQL is killed, with all that was committed', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    await ask(server.url, 'create table kept as select 7 as n');
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; server.pid === pid && tries < 200; tries++) await sleep(50);
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await server.stop();
  });

  it('starts over a record whose process id another program has by now', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    await server.stop();
    const path = join(folder, 'postgres/cluster/postmaster.pid');
    // The process of this test lives, and is no server.
    writeFileSync(path, `${process.pid}\n${join(folder, 'postgres/cluster')}\n1700000000\n5432\n\n127.0.0.1\n\nready\n`);
    const again = await startEmbedded({ dataDir: folder, logger });
    expect(again.pid).toBe(recordedPid());
    await again.stop();
  });
});

describe('a data folder', () => {
  const config = () => ({ databaseUrl: null, dataDir: folder });

  it('is held by one server: a second says who has it, and changes nothing', async () => {
    const first = await hold();
    const second = await hold();
    expect(second.url).toBe('');
    expect(await second.ended).toEqual([1, `already running, process ${first.process.pid} (yizhan serve) uses ${folder}`]);
    expect(await ask(first.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    first.process.kill('SIGTERM');
    expect(await first.ended).toEqual([0, '']);
    expect(await orphans()).toEqual([]);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('leaves no server behind a holder that was killed, and comes back at once', async () => {
    const first = await hold();
    await ask(first.url, 'create table kept as select 9 as n');
    first.process.kill('SIGKILL');
    const second = await hold();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 9 }]);
    second.process.kill('SIGKILL');
    expect(await orphans()).toEqual([]);
  });

  it('comes back when holder and server are killed together', async () => {
    const first = await hold();
    await ask(first.url, 'create table kept as select 11 as n');
    const postmaster = recordedPid();
    first.process.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    const second = await hold();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 11 }]);
    second.process.kill('SIGTERM');
    expect(await second.ended).toEqual([0, '']);
  });

  it('is closed in order by a Ctrl-C, which the terminal sends to the whole group', async () => {
    const { process: holder, ended } = await hold();
    process.kill(-holder.pid!, 'SIGINT');
    expect(await ended).toEqual([0, '']);
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\s*$/);
    expect(await orphans()).toEqual([]);
  });

  it('lends its running server to a command, which leaves it running', async () => {
    const server = await openDatabase(config(), logger);
    expect(connectRunning(folder)).toBe(server.url);
    expect(await withDatabase(config(), logger, async (url) => url)).toBe(server.url);
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await server.stop();
    expect(connectRunning(folder)).toBeNull();
  });

  it('gets a server for as long as a command takes, one command after the other', async () => {
    const at: string[] = [];
    const command = (name: string) =>
      withDatabase(config(), logger, async (url) => {
        at.push(`${name} begins`);
        await ask(url, 'select pg_sleep(0.3)');
        at.push(`${name} ends`);
      });
    await Promise.all([command('a'), command('b')]);
    expect(at).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(await orphans()).toEqual([]);
  });

  it('is given back when the command fails', async () => {
    await expect(withDatabase(config(), logger, () => Promise.reject(new Error('its own fault')))).rejects.toThrow('its own fault');
    expect(existsSync(join(folder, 'lock'))).toBe(false);
    expect(await orphans()).toEqual([]);
  });

  it('is not touched when there is a DATABASE_URL', async () => {
    const given = { databaseUrl: 'postgres://elsewhere/yizhan', dataDir: join(folder, 'none') };
    expect(await withDatabase(given, logger, async (url) => url)).toBe('postgres://elsewhere/yizhan');
    expect(existsSync(given.dataDir)).toBe(false);
  });
});
