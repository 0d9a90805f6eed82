import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  allocate,
  explained,
  limitOf,
  type Candidate,
} from '../../../src/domains/circulation/alliance/allocate.rules.js';

const one = (member: number, over: Partial<Candidate> = {}): Candidate => ({
  member,
  sold: 0,
  free: 100,
  room: 100,
  stale: false,
  ...over,
});
const given = (shares: readonly { member: number; quantity: number }[]) => shares.map((s) => [s.member, s.quantity]);

describe('by the rule', () => {
  test('a small order goes whole to whoever has sold least; the first to join among equals', () => {
    expect(given(allocate(8, 10, [one(3, { sold: 5 }), one(2), one(1)]).shares)).toEqual([[1, 8]]);
  });

  test('portion by portion until sales are level, then in turn', () => {
    const members = [one(1, { sold: 30 }), one(2), one(3, { sold: 10 })];
    // 2: 0→10, then 2 and 3 are level at 10: 2→20, 3→20, 2→30, 3→30, then 1 is level with them.
    expect(given(allocate(50, 10, members).shares)).toEqual([
      [2, 30],
      [3, 20],
    ]);
    expect(given(allocate(60, 10, members).shares)).toEqual([
      [1, 10],
      [2, 30],
      [3, 20],
    ]);
  });

  test('nobody beyond what is declared or their capacity; what is left is said', () => {
    const { shares, left } = allocate(100, 50, [one(1, { free: 30 }), one(2, { room: 20 })]);
    expect(given(shares)).toEqual([
      [1, 30],
      [2, 20],
    ]);
    expect(shares.map(({ reason }) => reason.limitedBy)).toEqual(['DECLARED', 'CAPACITY']);
    expect(left).toBe(50);
  });

  test('the stale are asked only when the fresh have nothing more, however little they sold', () => {
    const members = [one(1, { sold: 900, free: 30 }), one(2, { stale: true })];
    expect(given(allocate(30, 10, members).shares)).toEqual([[1, 30]]);
    expect(given(allocate(40, 10, members).shares)).toEqual([
      [1, 30],
      [2, 10],
    ]);
  });

  test('says its rule and what it came to in both languages', () => {
    const words = explained({ quantity: '500.000 KG', portion: '50.000 KG', members: 9, own: '50.000 KG' });
    expect(words.zh).toContain('本次由 9 个成员供应,其余 50.000 KG 由联合体自有库存供应');
    expect(words.en).toContain("9 members supply it, and the alliance's own stock the other 50.000 KG.");
  });
});

const candidates = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 40 }).chain((members) =>
  fc.tuple(
    ...members.map((member) =>
      fc.record({
        member: fc.constant(member),
        sold: fc.integer({ min: 0, max: 2_000 }),
        free: fc.integer({ min: 0, max: 500 }),
        room: fc.integer({ min: -50, max: 500 }),
        stale: fc.boolean(),
      }),
    ),
  ),
);
const asked = { quantity: fc.integer({ min: 1, max: 5_000 }), portion: fc.integer({ min: 1, max: 300 }) };

describe('whatever the candidates', () => {
  const property = (check: (quantity: number, portion: number, all: Candidate[]) => void) =>
    fc.assert(fc.property(asked.quantity, asked.portion, candidates, check), { numRuns: 300 });

  test('shares and what is left add up to the order, and nothing is left while somebody could give', () =>
    property((quantity, portion, all) => {
      const { shares, left } = allocate(quantity, portion, all);
      expect(shares.reduce((sum, share) => sum + share.quantity, left)).toBe(quantity);
      expect(left).toBe(Math.max(0, quantity - all.reduce((sum, candidate) => sum + limitOf(candidate), 0)));
    }));

  test('caps hold, and every share is above zero', () =>
    property((quantity, portion, all) => {
      const of = new Map(all.map((candidate) => [candidate.member, candidate]));
      for (const share of allocate(quantity, portion, all).shares) {
        expect(share.quantity).toBeGreaterThan(0);
        expect(share.quantity).toBeLessThanOrEqual(limitOf(of.get(share.member)!));
      }
    }));

  test('the order in which candidates come makes no difference', () =>
    property((quantity, portion, all) => {
      expect(allocate(quantity, portion, all.toReversed())).toEqual(allocate(quantity, portion, all));
    }));

  test('fair: whoever could have given a portion more had not sold less than anyone of theirs who got one', () =>
    property((quantity, portion, all) => {
      const { shares } = allocate(quantity, portion, all);
      const got = new Map(shares.map((share) => [share.member, share.quantity]));
      for (const stale of [false, true]) {
        const group = all.filter((candidate) => candidate.stale === stale);
        const waiting = group.filter((candidate) => (got.get(candidate.member) ?? 0) < limitOf(candidate));
        for (const { member, sold } of group) {
          const quantityGot = got.get(member);
          if (quantityGot === undefined) continue;
          // What it had sold before its last portion, which is at most `portion`, is no more than anyone's who waits.
          const beforeLast = sold + quantityGot - Math.min(portion, quantityGot);
          for (const other of waiting)
            expect(beforeLast).toBeLessThanOrEqual(other.sold + (got.get(other.member) ?? 0));
        }
      }
    }));

  test('candidates in their order are enough once their portions add up to the quantity', () =>
    property((quantity, portion, all) => {
      const fresh = all.filter(({ stale }) => !stale).sort((a, b) => a.sold - b.sold || a.member - b.member);
      let wanted = quantity;
      const enough = fresh.filter((candidate) => {
        const needed = wanted > 0;
        wanted -= Math.min(portion, Math.max(0, limitOf(candidate)));
        return needed;
      });
      if (wanted > 0) return;
      expect(allocate(quantity, portion, enough).shares).toEqual(allocate(quantity, portion, fresh).shares);
    }));
});
