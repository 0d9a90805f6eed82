import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromTop, toTop } from '../../../plugins/taobao/top/times.js';
import {
  afterPage,
  beginning,
  cut,
  lastPage,
  nextWindow,
  progress,
  WINDOWS,
  type Place,
} from '../../../plugins/taobao/trades/windows.rules.js';

const NOW = new Date('2026-07-15T04:00:00Z');

test('the first look begins three months back, a day at a time; progress is told in percent', () => {
  const place = beginning(NOW);
  expect(place).toEqual({
    startedAt: '2026-07-15 12:00:00',
    horizon: '2026-04-16 12:00:00',
    upTo: '2026-04-16 12:00:00',
  });
  expect(nextWindow(place, NOW)).toEqual({ from: '2026-04-16 12:00:00', to: '2026-04-17 11:59:59' });
  const halfway = { ...place, upTo: '2026-05-31 12:00:00' };
  expect([progress(place), progress(halfway), progress({ ...place, upTo: place.startedAt })]).toEqual([0, 50, 100]);
});

test('windows overlap by five minutes and end before the running second', () => {
  const place = { ...beginning(NOW), upTo: '2026-07-15 11:59:00' };
  expect(nextWindow(place, NOW)).toEqual({ from: '2026-07-15 11:54:00', to: '2026-07-15 11:59:57' });
  expect(nextWindow({ ...place, upTo: '2026-07-15 11:59:57' }, NOW)).toBeNull();
});

test('a full day is cut to half an hour', () => {
  const day = { from: '2026-07-14 12:00:00', to: '2026-07-15 11:59:59' };
  expect(cut(day, 2_000)).toBeNull();
  expect(cut(day, 2_001)).toEqual({ from: day.from, to: '2026-07-14 12:30:00' });
  expect(cut({ from: day.from, to: '2026-07-14 12:30:00' }, 9_999)).toBeNull();
});

test('pages are read from the last one back; a list that grew is begun again', () => {
  const open = { from: 'a', to: '2026-07-15 11:59:57', page: 3, total: 250 };
  const place = { ...beginning(NOW), open };
  expect([lastPage(0), lastPage(100), lastPage(101)]).toEqual([1, 1, 2]);
  expect(afterPage(place, 250).open).toEqual({ ...open, page: 2 });
  expect(afterPage(place, 249).open).toEqual({ ...open, page: 2, total: 249 });
  expect(afterPage(place, 301).open).toEqual({ ...open, page: 4, total: 301 });
  const last = afterPage({ ...place, open: { ...open, page: 1 } }, 250);
  expect([last.open, last.upTo]).toEqual([undefined, '2026-07-15 11:59:57']);
});

interface Shop {
  /** Trade → when it last changed. */
  readonly trades: Map<number, number>;
  now: number;
  lastChange: number;
}

/** Reads all there is, page by page, while the shop's trades change between the pages. Answers what was seen, at its newest. */
function readAll(shop: Shop, changes: readonly (readonly number[])[]): Map<number, number> {
  const seen = new Map<number, number>();
  let place: Place = beginning(new Date(shop.now));
  for (let look = 0; look < 2_000; look++) {
    const open = place.open ?? opened(shop, place);
    if (open) {
      const listed = list(shop, open);
      const page = listed.slice((open.page - 1) * WINDOWS.pageSize, open.page * WINDOWS.pageSize);
      for (const [tid, modified] of page) seen.set(tid, Math.max(modified, seen.get(tid) ?? 0));
      place = afterPage({ ...place, open }, listed.length);
    }
    if (look > 100 && look > changes.length && place.upTo > toTop(new Date(shop.lastChange))) return seen;
    shop.now += 1_000;
    for (const tid of (changes[look - 80] ?? []).filter((one) => shop.trades.has(one))) {
      shop.trades.set(tid, shop.now);
      shop.lastChange = shop.now;
    }
  }
  throw new Error('reading never came to an end');
}

function opened(shop: Shop, place: Place): Place['open'] {
  const window = nextWindow(place, new Date(shop.now));
  if (!window) return undefined;
  const total = list(shop, window).length;
  return { ...window, page: lastPage(total), total };
}

/** As the gateway lists: newest first. */
function list({ trades }: Shop, window: { from: string; to: string }) {
  const [from, to] = [fromTop(window.from)!.getTime(), fromTop(window.to)!.getTime() + 999];
  return [...trades].filter(([, at]) => at >= from && at <= to).sort(([a, x], [b, y]) => y - x || b - a);
}

/** Evenly spread numbers below `below`: the generator's own lean to small ones, which overlap hides. */
function spread(seed: number, count: number, below: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  });
}

test('no change of a trade is lost that changes between pages', () => {
  const start = NOW.getTime();
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 350, max: 700 }),
      fc.integer({ min: 0, max: 30 }),
      (seed, count, busy) => {
        const trades = new Map(spread(seed, count, 3 * 86_400).map((age, tid) => [tid, start - age * 1_000]));
        const changes = Array.from({ length: 60 }, (_, i) => spread(seed + i, busy, count));
        const seen = readAll({ trades, now: start, lastChange: start }, changes);
        expect([...trades].filter(([tid, at]) => seen.get(tid) !== at)).toEqual([]);
      },
    ),
    { numRuns: 15 },
  );
});
