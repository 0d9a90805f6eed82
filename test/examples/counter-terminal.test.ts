import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hashPassword, NOBODY } from '../../src/platform/auth/index.js';
import { makeProduct, unbalancedItems } from '../kit/goods.js';
import {
  app,
  balance,
  CODE,
  COUNTER,
  EAN,
  known,
  onHand,
  rows,
  startCounting,
} from '../plugins/supermarket/counting.js';

const DAY = '2026-07-01';
const loader = pathToFileURL(resolve('test/kit/run-typescript.js')).href;
let folder: string;
let eggs: string;
let peanuts: string;

beforeAll(async () => {
  await startCounting();
  folder = await mkdtemp(join(tmpdir(), 'yizhan-counter-'));
  eggs = await makeProduct(app, { name: '土鸡蛋', unit: 'PIECE', priceFen: 150, stock: { [COUNTER]: '500' } });
  peanuts = await makeProduct(app, { name: '黑花生', priceFen: 2_000, stock: { [COUNTER]: '100' } });
  await known(eggs, EAN);
  await known(peanuts, 'plu:00123', 'sku');
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

/** Runs the terminal as its reader does, but unbuilt and with its disk elsewhere. */
const run = (...args: string[]) =>
  runAs({ YIZHAN_CONNECTION: CODE, YIZHAN_DEVICE_KEY: 'the key of the first till' }, ...args);

async function runAs(
  settings: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; out: string[]; err: string }> {
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    YIZHAN_URL: `${app.url}/graphql`,
    YIZHAN_DEVICE: 'T1',
    ...settings,
  };
  const all = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    loader,
    resolve('examples/counter-terminal/main.ts'),
  ];
  const ended = await promisify(execFile)(process.execPath, [...all, '--day', DAY, ...args], { env, cwd: folder }).then(
    (streams) => ({ code: 0, ...streams }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code: ended.code, out: ended.stdout.trim().split('\n'), err: ended.stderr };
}

test('sells a day, loses its power while a batch is on its way, goes on from its disk, and its books agree', async () => {
  const first = await run('--receipts', '30', '--fail-after', '2');
  expect(first).toEqual({
    code: 137,
    out: ['1–8: 8 ACCEPTED', 'the power fails; confirmed are 8'],
    err: '',
  });
  // The last write before the power failed was cut short: that event never happened.
  const journal = join(folder, '.data/counter-terminal/T1/journal.jsonl');
  const before = await readFile(journal, 'utf8');
  expect(before.split('\n')).toHaveLength(31);
  await appendFile(journal, '{"seq":31,"eventId":"half');
  const second = await run('--receipts', '40');
  expect(second.err).toBe('');
  expect(second.out).toEqual([
    'going on: 30 in the journal, 8 confirmed',
    '9–16: 8 DUPLICATE',
    '17–24: 8 ACCEPTED',
    '25–32: 8 ACCEPTED',
    '33–40: 8 ACCEPTED',
    expect.stringMatching(/^the day: (\d+) fen here, \1 there, 0 differences$/),
  ]);
  expect(second.code).toBe(0);
  const kinds = await rows<{ kind: string; n: number }>(
    'select kind, count(*) as n from counter_receipt group by kind order by kind',
  );
  expect(kinds).toEqual([
    { kind: 'RETURN', n: 3 },
    { kind: 'SALE', n: 35 },
    { kind: 'VOID', n: 2 },
  ]);
  const sums = await balance();
  expect(sums).toEqual({ receipts: sums.booked, booked: sums.booked, kept: 0 });
  // What left the shelves is what the till has in its journal.
  const events = (await readFile(journal, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
  const gone = (barcode: (code: string) => boolean, of: (line: Told['lines'][number]) => number) =>
    events.reduce((sum, event) => {
      const undone = events.some(
        ({ kind, originalReceiptNo }) => kind === 'VOID' && originalReceiptNo === event.receiptNo,
      );
      const sign = event.kind === 'RETURN' ? -1 : undone || event.kind === 'VOID' ? 0 : 1;
      return sum + sign * event.lines.filter((line) => barcode(line.barcode)).reduce((n, line) => n + of(line), 0);
    }, 0);
  expect(500 - (await onHand(eggs))).toBe(
    gone(
      (code) => code === EAN,
      ({ qty }) => qty,
    ),
  );
  expect(100_000 - (await onHand(peanuts))).toBe(
    gone(
      (code) => code !== EAN,
      ({ amountFen }) => Math.round(amountFen / 2),
    ),
  );
  expect(await unbalancedItems(app)).toBe(0);
});

interface Told {
  kind: string;
  receiptNo: string;
  originalReceiptNo?: string;
  lines: { barcode: string; qty: number; amountFen: number }[];
}

const password = (hash: string) =>
  rows(`update staff set password_hash = $1 where username = 'county_operator'`, [hash]);

test('without a key it sets up a counter of the demonstration county, once, and its day agrees', async () => {
  await password(await hashPassword('demo'));
  const settings = { YIZHAN_CONNECTION: 'super-demo' };
  const first = await runAs(settings, '--data', '.data/demo', '--receipts', '12');
  expect(first).toEqual({
    code: 0,
    out: [
      `super-demo: set up with 1 packed and 1 weighed products, at ${COUNTER}`,
      '1–8: 8 ACCEPTED',
      '9–12: 4 ACCEPTED',
      expect.stringMatching(/^the day: (\d+) fen here, \1 there, 0 differences$/),
    ],
    err: '',
  });
  const second = await runAs(settings, '--data', '.data/demo', '--receipts', '12');
  expect(second.out).toEqual(['going on: 12 in the journal, 12 confirmed', first.out[3]]);
  expect(await unbalancedItems(app)).toBe(0);
});

test('without a key and away from the demonstration county it says what it wants', async () => {
  await password(NOBODY);
  const refused = await runAs({ YIZHAN_CONNECTION: 'super-other' }, '--data', '.data/other');
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/^this is no demonstration county, set YIZHAN_DEVICE_KEY \(signIn is refused: /),
  ]);
  expect(await rows(`select 1 from channel_connection where code = 'super-other'`)).toEqual([]);
});
