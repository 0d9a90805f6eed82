import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountFen, fen, formatYuan, parseYuan, splitFen, sumFen } from '../../src/shared/money.js';

const MOST = Number.MAX_SAFE_INTEGER;
const anyFen = fc.integer({ min: -MOST, max: MOST });

describe('fen and sums', () => {
  it('takes whole safe amounts alone', () => {
    expect(fen(1234)).toBe(1234);
    expect(fen(-5n)).toBe(-5);
    for (const wrong of [1.5, Number.NaN, Infinity, MOST + 1, BigInt(MOST) + 1n])
      expect(() => fen(wrong)).toThrow(RangeError);
  });

  it('adds exactly, and refuses a sum that is not safe', () => {
    expect(sumFen([])).toBe(0);
    expect(sumFen([199, 1, -50])).toBe(150);
    expect(sumFen([MOST, 1, -1])).toBe(MOST);
    expect(() => sumFen([MOST, 1])).toThrow('is not a whole number of fen');
    expect(() => sumFen([0.1])).toThrow(RangeError);
  });
});

describe('amountFen', () => {
  it.each([
    [1250, 1250, 3, 1563], // 12.50 yuan × 1.250 kg = 15.625
    [999, 1, 3, 1], // 0.999 fen
    [499, 1, 3, 0], // 0.499 fen
    [500, 1, 3, 1], // half goes up
    [350, 150, 2, 525],
    [88, 3, 0, 264],
    [0, 1000, 3, 0],
    [MOST, 1000, 3, MOST],
  ])('%i fen × %i steps of scale %i is %i', (price, steps, scale, amount) => {
    expect(amountFen(price, steps, scale)).toBe(amount);
  });

  it('refuses negatives, fractions and amounts beyond the safe range', () => {
    for (const [price, steps] of [
      [-1, 1],
      [1, -1],
      [1.5, 1],
      [1, 0.5],
      [MOST, 2000],
    ] as const) {
      expect(() => amountFen(price, steps, 3)).toThrow(RangeError);
    }
  });

  it('is never half a fen away from the exact product', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 0, max: 6 }),
        (price, steps, scale) => {
          const unit = 10n ** BigInt(scale);
          const off = 2n * (BigInt(amountFen(price, steps, scale)) * unit - BigInt(price) * BigInt(steps));
          expect(off <= unit && off > -unit).toBe(true);
        },
      ),
    );
  });
});

describe('splitFen', () => {
  it.each<[number, number[], number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [10, [0, 1, 0, 3], [0, 3, 0, 7]], // remainders 0.5 and 0.5: the earlier one first
    [1, [1, 2], [0, 1]],
    [0, [3, 4], [0, 0]],
    [7, [5], [7]],
    [MOST, [1, 1], [(MOST + 1) / 2, (MOST - 1) / 2]],
  ])('%i by %j is %j', (total, weights, shares) => {
    expect(splitFen(total, weights)).toEqual(shares);
  });

  it('refuses weights that say nothing', () => {
    for (const weights of [[], [0, 0], [1, -1], [2, -1], [0.5, 0.5]])
      expect(() => splitFen(100, weights)).toThrow(RangeError);
  });

  it('adds up, stays within one fen of the exact share, mirrors for negative totals', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((w) => w > 0));
    fc.assert(
      fc.property(anyFen, weights, (total, list) => {
        const shares = splitFen(total, list);
        expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(total));
        const whole = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
        shares.forEach((share, i) => {
          const off = BigInt(share) * whole - BigInt(total) * BigInt(list[i]!);
          expect(off < whole && off > -whole).toBe(true);
          if (list[i] === 0) expect(share).toBe(0);
        });
        expect(splitFen(-total, list)).toEqual(shares.map((share) => 0 - share));
      }),
    );
  });
});

describe('yuan', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [1234, '12.34'],
    [-120, '-1.20'],
    [MOST, '90071992547409.91'],
  ])('%i is %s', (amount, text) => {
    expect(formatYuan(amount)).toBe(text);
  });

  it.each([
    ['12', 1200],
    ['12.3', 1230],
    [' 12.34 ', 1234],
    ['0.01', 1],
    ['007', 700],
  ])('reads %s', (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
  });

  it.each(['', '.5', '5.', '1.234', '-1', '+1', '1e3', '1,000', '¥5', '12345678901234'])(
    'reads no amount in "%s"',
    (text) => {
      expect(parseYuan(text)).toBe(null);
    },
  );

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (amount) =>
        expect(parseYuan(formatYuan(amount))).toBe(amount),
      ),
    );
  });
});
