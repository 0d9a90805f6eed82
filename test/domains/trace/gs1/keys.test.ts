import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  batchUri,
  glnOf,
  Gs1RangeError,
  gtinOf,
  hasCheckDigit,
  isLot,
  placeUri,
  productOf,
  siteOf,
} from '../../../../src/domains/trace/gs1/keys.js';
import { checkDigit } from '../../../../src/proof/index.js';

describe('GS1 keys', () => {
  it.each([
    // GS1 General Specifications, figure 7.9: 6291041500213; the others are numbers printed in GS1's own guides.
    ['629104150021', '3'],
    ['0952112345670', '9'],
    ['9506000134352'.slice(0, 12), '2'],
    ['9638507'.slice(0, 7), '4'],
  ])('check digit of %s is %s', (digits, check) => expect(checkDigit(digits)).toBe(check));

  it('numbers products and sites behind the prefix, and finds them again', () => {
    expect(gtinOf('200', 42)).toBe('02000000000428');
    expect(productOf('200', '02000000000428')).toBe(42);
    expect(productOf('200', '2000000000428')).toBe(42);
    expect(glnOf('6901234', 17)).toBe('6901234000177');
    expect(siteOf('6901234', '6901234000177')).toBe(17);
  });

  it('knows no product behind a wrong check digit, another prefix or another level of packing', () => {
    for (const gtin of ['02000000000427', '02010000000427', '12000000000425', '', 'x', '200000000042'])
      expect(productOf('200', gtin)).toBeNull();
    expect(hasCheckDigit('12000000000425')).toBe(true);
  });

  it('refuses a number that does not fit', () => {
    expect(() => gtinOf('690123456789', 1)).toThrow(Gs1RangeError);
    expect(() => gtinOf('200', 1_000_000_000)).toThrow('1000000000 does not fit behind the GS1 prefix 200');
    expect(() => gtinOf('200', -1)).toThrow(Gs1RangeError);
  });

  it('property: every number that fits comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (key) => {
        const gtin = gtinOf('200', key);
        return gtin.length === 14 && hasCheckDigit(gtin) && productOf('200', gtin) === key;
      }),
    );
  });

  it('writes canonical URIs', () => {
    expect(batchUri('02000000000428', 'B261126-7K2M9QX4')).toBe(
      'https://id.gs1.org/01/02000000000428/10/B261126-7K2M9QX4',
    );
    expect(placeUri('6901234000177')).toBe('https://id.gs1.org/414/6901234000177');
    expect(isLot('B261126-7K2M9QX4')).toBe(true);
    expect(isLot('B261126-7K2M9QX4-TOO-LONG')).toBe(false);
  });
});
