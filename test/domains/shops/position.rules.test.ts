import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import gcoordModule from 'gcoord';
import { haversineM, toWgs84 } from '../../../src/domains/shops/position.rules.js';
import { CoordinateSystem } from '../../../src/domains/shops/position.types.js';
import { codeOf } from './code-of.js';

const gcoord = gcoordModule as unknown as typeof gcoordModule.default;
const seat = { latitude: 33.32, longitude: 117.31 };

describe('toWgs84', () => {
  test('keeps WGS-84 as it is', () => {
    expect(toWgs84(seat, 'point')).toEqual(seat);
    expect(toWgs84({ ...seat, sourceSystem: CoordinateSystem.WGS84 }, 'point')).toEqual(seat);
  });

  test('GCJ-02 is some 560 m off at Guzhen, BD-09 more', () => {
    expect(Math.round(haversineM(seat, toWgs84({ ...seat, sourceSystem: CoordinateSystem.GCJ02 }, 'point')))).toBe(558);
    expect(Math.round(haversineM(seat, toWgs84({ ...seat, sourceSystem: CoordinateSystem.BD09 }, 'point')))).toBe(1227);
  });

  test('undoes the shift of either map to within 25 cm anywhere in the county', () => {
    const source = fc.constantFrom(CoordinateSystem.GCJ02, CoordinateSystem.BD09);
    const latitude = fc.double({ min: 33.1, max: 33.6, noNaN: true });
    const longitude = fc.double({ min: 117.0, max: 117.7, noNaN: true });
    fc.assert(
      fc.property(source, latitude, longitude, (system, lat, lng) => {
        const [x, y] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord[system]) as [number, number];
        const back = toWgs84({ latitude: y, longitude: x, sourceSystem: system }, 'point');
        expect(haversineM(back, { latitude: lat, longitude: lng })).toBeLessThan(0.25);
      }),
    );
  });

  test.each([
    [91, 117],
    [33, 181],
    [Number.NaN, 117],
    [33, Number.POSITIVE_INFINITY],
  ])('refuses %s, %s', (latitude, longitude) => {
    expect(codeOf(() => toWgs84({ latitude, longitude }, 'point'))).toBe('BAD_POSITION');
  });
});

describe('haversineM', () => {
  test('a degree of latitude, a quarter and half of the earth', () => {
    expect(Math.round(haversineM({ latitude: 33, longitude: 117 }, { latitude: 34, longitude: 117 }))).toBe(111_195);
    expect(Math.round(haversineM({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 }))).toBe(10_007_557);
    expect(Math.round(haversineM({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }))).toBe(20_015_114);
  });
});
