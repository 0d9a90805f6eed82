import { describe, expect, test } from '@jest/globals';
import { isOver, suspect, type Sighting, type Suspicion } from '../../../src/platform/events/standby.js';

const frozen: Sighting = { held: false, holder: '7 then', head: '100', pending: true, busy: false };

/** The looks at these times, each as `frozen` but for what is said; when the holder's connection would be ended. */
function endedAt(looks: readonly (readonly [number, Partial<Sighting>?])[]): number | null {
  let suspicion: Suspicion | null = null;
  for (const [at, over] of looks) {
    const seen = { ...frozen, ...over };
    suspicion = suspect(suspicion, seen, at);
    if (suspicion && isOver(suspicion, seen)) return at;
  }
  return null;
}

const every500 = (to: number, over: (at: number) => Partial<Sighting> = () => ({})) =>
  Array.from({ length: to / 500 + 1 }, (_, i) => [i * 500, over(i * 500)] as const);

describe('a holder that stands still', () => {
  test('is ended after 3 s of events waiting and an unmoved head', () => {
    expect(endedAt(every500(10_000))).toBe(3_000);
    expect(endedAt(every500(10_000, (at) => ({ pending: at >= 4_000 })))).toBe(7_000);
  });

  test('is left alone while its head moves, nothing waits, or it is another one each time', () => {
    expect(endedAt(every500(20_000, (at) => ({ head: String(Math.floor(at / 2_500)) })))).toBeNull();
    expect(endedAt(every500(20_000, (at) => ({ pending: at % 2_500 !== 0 })))).toBeNull();
    expect(endedAt(every500(20_000, (at) => ({ holder: `${Math.floor(at / 2_500)} then` })))).toBeNull();
    expect(endedAt(every500(20_000, () => ({ holder: null })))).toBeNull();
  });

  test('has 15 s while PostgreSQL works for it', () => {
    expect(endedAt(every500(20_000, () => ({ busy: true })))).toBe(15_000);
    expect(endedAt(every500(20_000, (at) => ({ busy: at < 5_000 })))).toBe(5_000);
  });

  test('is not judged by one who slept meanwhile', () => {
    expect(endedAt([[0], [500], [60_000], [60_500], [62_500]])).toBeNull();
    expect(endedAt([[0], [60_000], [61_000], [62_000], [63_000]])).toBe(63_000);
  });
});
