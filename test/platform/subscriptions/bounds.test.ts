import { afterEach, expect, test } from '@jest/globals';
import { ALL, startCounters } from './counters.js';

let counters: Awaited<ReturnType<typeof startCounters>>;
afterEach(() => counters.stop());

test('a reader who leaves much unread is sent nothing, and then the newest of each subject; the others notice nothing', async () => {
  counters = await startCounters();
  const { join, step } = counters;
  await step('a');
  await step('b');
  const slow = await join(ALL);
  const quick = await join(ALL);
  for (const reader of [slow, quick]) await reader.until((got) => got.length === 1);
  await step('a');
  for (const reader of [slow, quick]) await reader.until((got) => got.at(-1) === '2');
  slow.full = true;
  for (let i = 0; i < 50; i++) await step('a');
  await step('b', 3);
  await quick.until((got) => got.at(-1) === '4');
  expect(quick.got).toHaveLength(1 + 1 + 50 + 3);
  expect(slow.got).toEqual(['s1,1', '2']);
  slow.full = false;
  await slow.until((got) => got.at(-1) === '4');
  expect(slow.got).toEqual(['s1,1', '2', '52', '4']);
  // It is one of the group again.
  await step('b');
  for (const reader of [slow, quick]) await reader.until((got) => got.at(-1) === '5');
  expect(slow.got).toHaveLength(5);
});

test('where every step counts, a slow reader pages through the log and misses none', async () => {
  counters = await startCounters({ coalesce: false });
  const { join, step } = counters;
  const slow = await join(ALL);
  await slow.until((got) => got.length === 1);
  slow.full = true;
  await step('a', 3_000);
  slow.full = false;
  await slow.until((got) => got.at(-1) === '3000');
  expect(slow.got.slice(1)).toEqual(Array.from({ length: 3_000 }, (_, i) => String(i + 1)));
});

test('a slow resolver holds up its own group, which then goes on from the log: nothing waits in memory', async () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let running = 0;
  counters = await startCounters({
    change: async (event, at) => {
      running++;
      if (event.version === 2) await gate;
      return { ...at, version: event.version };
    },
  });
  const { join, step } = counters;
  await step('a');
  const reader = await join(ALL);
  await reader.until((got) => got.length === 1);
  await step('a');
  for (let i = 0; i < 40; i++) await step('a', 100);
  expect(running).toBe(1);
  expect(reader.got).toEqual(['s1']);
  open();
  await reader.until((got) => got.at(-1) === '4002');
  // Version 2, the newest of the next two thousand, and then every one, as it is nearly up to date.
  expect(reader.got.slice(0, 3)).toEqual(['s1', '2', '2002']);
  expect(reader.got.map(Number).slice(2)).toEqual([...reader.got.map(Number).slice(2)].sort((a, b) => a - b));
});

test('a fault of ours is tried again from where it stood: the reader misses nothing', async () => {
  let failures = 2;
  counters = await startCounters({
    change: async (event, at) => {
      if (event.version === 2 && failures-- > 0) throw new Error('a fault of ours');
      return { ...at, version: event.version };
    },
  });
  const { join, step } = counters;
  await step('a');
  const reader = await join(ALL);
  await reader.until((got) => got.length === 1);
  await step('a');
  await step('a');
  await reader.until((got) => got.at(-1) === '3');
  expect(reader.got).toEqual(['s1', '2', '3']);
  expect(failures).toBe(-1);
});

test('a new epoch and a dropped past are told with the reason, then a snapshot; a cursor that nobody signed as well', async () => {
  counters = await startCounters();
  const { join, step, cursors, feed, db } = counters;
  await step('a', 5);
  const reader = await join(ALL);
  await reader.until((got) => got.length === 1);
  const old = cursors.encode({ ...feed.position, pos: feed.headPos - 3 });
  await db.pool.query('update feed_head set epoch = gen_random_uuid()');
  expect(await reader.until((got) => got.length === 3)).toEqual(['s5', 'EPOCH_CHANGED', 's5']);
  const back = await join(ALL, { after: old });
  expect(await back.until((got) => got.length === 2)).toEqual(['EPOCH_CHANGED', 's5']);
  const forged = await join(ALL, { after: 'bm90aGluZw' });
  expect(await forged.until((got) => got.length === 2)).toEqual(['CURSOR_INVALID', 's5']);
  await db.pool.query('update feed_head set tail = pos');
  // Memory went with the old epoch: what came before is looked for in the table, and is not there.
  const late = await join(ALL, { after: cursors.encode({ ...feed.position, pos: feed.headPos - 2 }) });
  expect(await late.until((got) => got.length === 2)).toEqual(['PAST_RETENTION', 's5']);
  await step('a');
  for (const one of [reader, back, forged, late]) await one.until((got) => got.at(-1) === '6');
});
