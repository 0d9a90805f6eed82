import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ALL, startCounters } from './counters.js';

let counters: Awaited<ReturnType<typeof startCounters>>;
beforeAll(async () => {
  counters = await startCounters();
});
afterAll(() => counters.stop());
beforeEach(() => void counters.executed.splice(0));

const ends = (last: string) => (got: readonly string[]) => got.at(-1) === last;

test('one execution serves all who ask the same, whatever the white space, the order of keys and the cursor', async () => {
  const { join, step, executed, cursors, feed } = counters;
  await step('a');
  const after = cursors.encode(feed.position);
  const readers = await Promise.all([
    join(ALL),
    join(ALL.replaceAll(' ', '\n  ')),
    join(`${ALL} # a remark`),
    join(ALL, { after }),
    join(
      'subscription S($subject: String, $after: String) { counter(after: $after, subject: $subject) { version versions reason } }',
      { subject: 'a' },
    ),
    join(
      'subscription S($after: String, $subject: String) { counter(subject: $subject, after: $after) { version versions reason } }',
      { subject: 'a', after },
    ),
  ]);
  await Promise.all(readers.slice(0, 3).map((reader) => reader.until((got) => got.length === 1)));
  await readers[4]!.until((got) => got.length === 1);
  // Whoever came with a cursor has nothing to wait for: the next change tells that they are there.
  await step('a');
  for (const reader of readers) await reader.until(ends('2'));
  expect(readers.map(({ got }) => got.join(' '))).toEqual(['s1 2', 's1 2', 's1 2', '2', 's1 2', '2']);
  // Two groups: one without a subject, one with.
  expect(executed).toEqual(['a:2', 'a:2']);
  expect(await counters.metric('yizhan_subscription_groups')).toBe(2);
  expect(await counters.metric('yizhan_subscriptions')).toBe(6);
  for (const { seat } of readers) seat.leave();
  expect(await counters.metric('yizhan_subscription_groups')).toBe(0);
});

test('a group with another selection, variable or visibility is another one', async () => {
  const { join, viewer, step } = counters;
  const ROLE = 'subscription { counter { version versions reason role } }';
  const readers = [
    await join(ALL),
    await join('subscription { counter { versions version reason } }'),
    await join('subscription($s: String) { counter(subject: $s) { version versions reason } }', { s: 'a' }),
    await join('subscription($s: String) { counter(subject: $s) { version versions reason } }', { s: 'b' }),
    await join(ROLE, {}, viewer('OFFICER', '1')),
    await join(ROLE, {}, viewer('OFFICER', '2')),
    await join(ROLE, {}, viewer('HELPER', '3')),
  ];
  await Promise.all(readers.map((reader) => reader.until((got) => got.length === 1)));
  expect(await counters.metric('yizhan_subscription_groups')).toBe(6);
  await step('a');
  for (const [i, reader] of readers.entries()) if (i !== 3) await reader.until((got) => got.length === 2);
  expect(readers.slice(4).map(({ got }) => got[1])).toEqual(['3 OFFICER', '3 OFFICER', '3 HELPER']);
  expect(readers[3]!.got).toHaveLength(1);
  for (const { seat } of readers) seat.leave();
});

test('who comes while others follow gets each version once: the log gives what the group has already sent', async () => {
  const { join, step, cursors, feed } = counters;
  const first = await join(ALL);
  await first.until((got) => got.length === 1);
  const position = feed.position;
  const late = [];
  const before = Number(first.got[0]!.slice(1).split(',')[0]);
  for (let i = 1; i <= 30; i++) {
    await step('a');
    if (i % 3 === 0) late.push(await join(ALL, { after: cursors.encode(position) }));
  }
  const wanted = Array.from({ length: 30 }, (_, i) => String(before + i + 1));
  for (const reader of late) {
    await reader.until(ends(String(before + 30)));
    expect(reader.got).toEqual(wanted);
  }
  for (const { seat } of [first, ...late]) seat.leave();
});

test('those who come back share what was written for the first: nothing is executed again', async () => {
  const { join, step, cursors, feed, executed } = counters;
  const position = feed.position;
  await step('c', 20);
  const after = cursors.encode(position);
  const first = await join(ALL, { after });
  await first.until(ends('20'));
  expect(executed).toHaveLength(20);
  first.seat.leave();
  const again = await join(ALL, { after });
  await again.until(ends('20'));
  expect(again.got).toEqual(first.got);
  expect(executed).toHaveLength(20);
  again.seat.leave();
});

test('a feed whose items do not depend on its arguments shares them among those who filter differently', async () => {
  const uniform = await startCounters({ uniform: true });
  try {
    const { join, step, executed } = uniform;
    const QUERY =
      'subscription($s: String, $x: Boolean = true) { counter(subject: $s) { version @include(if: $x) versions reason } }';
    const readers = [
      await join(QUERY, { s: 'a' }),
      await join(QUERY),
      await join(
        'subscription($x: Boolean = true) { counter(subject: "a") { version @include(if: $x) versions reason } }',
      ),
    ];
    await Promise.all(readers.map((reader) => reader.until((got) => got.length === 1)));
    await step('a');
    await Promise.all(readers.map((reader) => reader.until(ends('1'))));
    await step('b');
    await readers[1]!.until((got) => got.length === 3);
    expect(readers.map(({ got }) => got.join(' '))).toEqual(['s0 1', 's 1 1', 's0 1']);
    expect(executed).toEqual(['a:1', 'b:1']);
    // A variable that what is selected depends on makes another message.
    const other = await join(QUERY, { s: 'a', x: false });
    await other.until((got) => got.length === 1);
    await step('a');
    await other.until((got) => got.length === 2);
    await Promise.all(readers.map((reader) => reader.until(ends('2'))));
    expect(executed).toEqual(['a:1', 'b:1', 'a:2', 'a:2']);
    expect(other.got[1]).toBe('undefined');
  } finally {
    await uniform.stop();
  }
});
