import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkArea, inside, insidePolygon } from '../../../src/domains/shops/delivery.rules.js';
import { haversineM, type Point } from '../../../src/domains/shops/position.rules.js';
import { codeOf } from './code-of.js';

const at = (latitude: number, longitude: number): Point => ({ latitude, longitude });
const square = [at(33, 117), at(33, 118), at(34, 118), at(34, 117)];
/** A C open to the east: (33.5, 117.5) lies in the gap. */
const letterC = [
  at(33, 117),
  at(33, 118),
  at(33.3, 118),
  at(33.3, 117.3),
  at(33.7, 117.3),
  at(33.7, 118),
  at(34, 118),
  at(34, 117),
];

describe('insidePolygon', () => {
  test.each([
    ['the middle', at(33.5, 117.5), true],
    ['a corner', at(33, 117), true],
    ['an edge', at(33, 117.4), true],
    ['an upright edge', at(33.25, 118), true],
    ['a ray through a corner, outside', at(34, 116.5), false],
    ['a ray along an edge, outside', at(33, 116.5), false],
    ['just outside', at(33.5, 118.000001), false],
  ])('square: %s', (_, point, expected) => {
    expect(insidePolygon(square, point)).toBe(expected);
    expect(insidePolygon(square.toReversed(), point)).toBe(expected);
  });

  test('a hollow is outside, its arms are inside', () => {
    expect(insidePolygon(letterC, at(33.5, 117.5))).toBe(false);
    expect(insidePolygon(letterC, at(33.5, 117.2))).toBe(true);
    expect(insidePolygon(letterC, at(33.1, 117.9))).toBe(true);
    expect(insidePolygon(letterC, at(33.3, 117.9))).toBe(true);
  });

  test('agrees with the sign test on any triangle', () => {
    const coordinate = fc.integer({ min: 0, max: 1000 });
    const point = fc.tuple(coordinate, coordinate).map(([x, y]) => at(y / 1000, x / 1000));
    fc.assert(
      fc.property(point, point, point, point, (a, b, c, p) => {
        const side = (u: Point, v: Point) =>
          Math.round(
            1e6 *
              ((v.longitude - u.longitude) * (p.latitude - u.latitude) -
                (v.latitude - u.latitude) * (p.longitude - u.longitude)),
          );
        const signs = [side(a, b), side(b, c), side(c, a)];
        fc.pre(signs.every((s) => s !== 0));
        expect(insidePolygon([a, b, c], p)).toBe(signs.every((s) => s > 0) || signs.every((s) => s < 0));
      }),
    );
  });
});

describe('inside', () => {
  test('a circle holds what is at most its radius away', () => {
    const circle = { kind: 'RADIUS' as const, centre: at(33.32, 117.31), radiusM: 45_000 };
    expect(Math.round(haversineM(circle.centre, at(33.72, 117.31)))).toBe(44_478);
    expect(inside(circle, at(33.72, 117.31))).toBe(true);
    expect(inside(circle, at(33.73, 117.31))).toBe(false);
  });
});

describe('checkArea', () => {
  test.each([
    ['two corners', [at(33, 117), at(34, 118)]],
    ['a bow tie', [at(33, 117), at(34, 118), at(33, 118), at(34, 117)]],
    ['corners on one line', [at(33, 117), at(33, 118), at(33, 119)]],
    ['a corner twice', [at(33, 117), at(33, 117), at(33, 118), at(34, 118)]],
    ['a spike', [at(33, 117), at(33, 119), at(33, 118), at(34, 117.5)]],
    ['an edge through a corner', [at(33, 117), at(33, 119), at(34, 118), at(33, 118), at(34, 117)]],
    ['201 corners', Array.from({ length: 201 }, (_, n) => at(33 + Math.sin(n * 0.03), 117 + Math.cos(n * 0.03)))],
  ])('refuses %s', (_, polygon) => {
    expect(codeOf(() => checkArea({ kind: 'POLYGON', polygon }))).toBe('BAD_POLYGON');
  });

  test('takes a hollow polygon and 200 corners', () => {
    expect(codeOf(() => checkArea({ kind: 'POLYGON', polygon: letterC }))).toBeNull();
    const round = Array.from({ length: 200 }, (_, n) =>
      at(33 + Math.sin((n * Math.PI) / 100), 117 + Math.cos((n * Math.PI) / 100)),
    );
    expect(codeOf(() => checkArea({ kind: 'POLYGON', polygon: round }))).toBeNull();
  });

  test.each([0, -1, 1.5, 200_001])('refuses a radius of %s m', (radiusM) => {
    expect(codeOf(() => checkArea({ kind: 'RADIUS', centre: at(33, 117), radiusM }))).toBe('BAD_RADIUS');
  });
});
