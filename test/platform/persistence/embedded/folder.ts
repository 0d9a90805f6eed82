import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';

export const logger = pino({ level: 'silent' });
export let folder: string;
let holders: ChildProcess[] = [];

/** A new data folder for each test of a file, and after it a look that no server was left behind. */
export function useFolder(): void {
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
}

/** Servers of this folder that still run; they are given the time a fast shutdown takes. */
export async function orphans(): Promise<string[]> {
  for (let looks = 0; ; looks++) {
    const found = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(folder) && line.includes('postgres') && !/^\s*\d+\s+Z/.test(line));
    if (found.length === 0 || looks > 100) return found;
    await sleep(100);
  }
}

export const recordedPid = () =>
  Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);

export async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

export interface Held {
  process: ChildProcess;
  url: string;
  ended: Promise<[number | null, string]>;
}

/** Starts a process that holds the folder; its URL is empty when it ended instead. */
export async function hold(): Promise<Held> {
  const script = new URL('holder.ts', import.meta.url).pathname;
  const loader = new URL('../../../kit/run-typescript.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', loader, script, folder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  holders.push(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<[number | null, string]>(
    (resolve) => void child.once('close', (code) => resolve([code, errors.trim()])),
  );
  const printed = new Promise<string>(
    (resolve) => void child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim())),
  );
  return { process: child, url: await Promise.race([printed, ended.then(() => '')]), ended };
}
