import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { explained } from '../../src/cli/failure.js';
import { refusedRows } from '../../src/cli/refused-rows.js';
import { ConfigError } from '../../src/platform/config/index.js';
import { defineErrors } from '../../src/shared/domain-error.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(script: string, args: string[], env: Record<string, string> = {}) {
  const path = (relative: string) => new URL(relative, import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', path('../kit/run-typescript.js'), path(script), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: 'C', YIZHAN_DATA: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk));
  const ended = new Promise<Ended>((resolve) => void child.once('close', (code) => resolve({ code, ...text })));
  return { child, ended };
}

const yizhan = (args: string[], env?: Record<string, string>) => start('../../src/main.ts', args, env).ended;

describe('yizhan', () => {
  it.each([
    [[]],
    [['serve']],
    [['worker']],
    [['migrate']],
    [['seed']],
    [['import']],
    [['import', 'handbook']],
    [['audit']],
    [['trace']],
    [['trace', 'export']],
    [['schema']],
    [['token']],
    [['trace']],
    [['trace', 'heads']],
    [['trace', 'rotate-key']],
    [['verify']],
  ])('explains %j with an example', async (command) => {
    const { code, out, err } = await yizhan([...command, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: ${['yizhan', ...command].join(' ')} `);
    expect(out).toMatch(/\nExample:\n {2}\$ .*yizhan \w/);
  });

  it('names all its commands', async () => {
    const { out } = await yizhan(['--help']);
    const commands = [...out.matchAll(/^ {2}(\w+) .*[A-Z]/gm)].map((match) => match[1]);
    expect(commands.slice(0, 7)).toEqual(['serve', 'worker', 'migrate', 'seed', 'import', 'schema', 'token']);
  });

  it.each([
    [['bogus'], "error: unknown command 'bogus'\n(yizhan --help lists the commands)\n"],
    [['token'], 'give either --role or --device\n'],
    [['token', '--role', 'A', '--device', 'B'], 'give either --role or --device\n'],
    [
      ['migrate', '--down-to', 'x'],
      "error: option '--down-to <number>' argument 'x' is invalid. expected a number such as 7\n",
    ],
    [
      ['schema', '--out', 'a', '--check', 'b'],
      "error: option '--out <file>' cannot be used with option '--check <file>'\n",
    ],
  ])('refuses %j in one line', async (args, expected) => {
    expect(await yizhan(args)).toEqual({ code: 1, out: '', err: expected });
  });

  it('refuses a file that is not there before it starts anything', async () => {
    const { code, err } = await yizhan(['import', 'handbook', 'none.csv']);
    expect(code).toBe(1);
    expect(err).toMatch(/^none\.csv cannot be read: ENOENT.*\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('shows bad settings without a stack', async () => {
    const { code, err } = await yizhan(['serve'], { PORT: 'high', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(err).toBe(
      'The configuration is not valid:\n  PORT=high: expected a whole number from 0 to 65535\n  LOG_LEVEL=loud: expected one of fatal, error, warn, info, debug, trace, silent\n',
    );
  });
});

describe('a process that stays', () => {
  async function waiting(ms: number) {
    const { child, ended } = start('waiting.ts', [String(ms)]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return { child, ended };
  }

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('stops in order at %s', async (signal) => {
    const { child, ended } = await waiting(50);
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, out: 'running\nstopped\n', err: '' });
  });

  it('takes a signal that comes twice at once for one', async () => {
    const { child, ended } = await waiting(300);
    child.kill('SIGINT');
    await sleep(100);
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 0, out: 'running\nstopped\n', err: '' });
  });

  it('ends at once at a second signal', async () => {
    const { child, ended } = await waiting(20_000);
    child.kill('SIGTERM');
    await sleep(1_300);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 1, out: 'running\n', err: '' });
  });
});

describe('a failure', () => {
  it('that is expected is one text', () => {
    const errors = defineErrors('shops', { GONE: { zh: '店铺 {code} 已关闭', en: 'shop {code} is closed' } });
    expect(explained(new ConfigError(['PORT=x: expected y']))).toBe(
      'The configuration is not valid:\n  PORT=x: expected y',
    );
    expect(explained(errors.refuse('GONE', { code: 'S1' }))).toBe('shop S1 is closed');
    expect(explained(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }))).toBe(
      'connect ECONNREFUSED 127.0.0.1:1: nothing answers at this address; is it running, and are DATABASE_URL and REDIS_URL right?',
    );
    const wrapped = new Error('outer', { cause: Object.assign(new Error('no such database'), { code: '3D000' }) });
    expect(explained(wrapped)).toBe(
      'no such database: PostgreSQL has no such database: create it, or correct DATABASE_URL',
    );
  });

  it('that is a bug keeps its stack', () => {
    expect(explained(new TypeError('x is not a function'))).toBeNull();
    expect(explained('text')).toBeNull();
  });
});

describe('the table of refused rows', () => {
  it('lines up, Chinese letters counted as two columns', () => {
    const expected = { zh: '18 位', en: '18 digits' };
    const table = refusedRows([
      { row: 2, column: '身份证号', code: 'BAD_ID_NUMBER_CHECKSUM' as const, expected },
      { row: 120, column: 'price', code: 'BAD_PRICE' as const, expected },
    ]);
    expect(table.split('\n')).toEqual([
      'row  column    code                    expected',
      '2    身份证号  BAD_ID_NUMBER_CHECKSUM  18 位 / 18 digits',
      '120  price     BAD_PRICE               18 位 / 18 digits',
    ]);
  });

  it('ends where it would only say the same again', () => {
    const rows = Array.from({ length: 203 }, (_, row) => ({
      row,
      column: 'a',
      code: 'BAD_PHONE' as const,
      expected: { zh: 'c', en: 'd' },
    }));
    const lines = refusedRows(rows).split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([202, '… and 3 more']);
  });
});
