import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  checkDigit,
  hasGoodCheckDigit,
  LAYOUT,
  readBarcode,
  type ScaleRule,
} from '../../../plugins/supermarket/scale-barcode.js';

const AMOUNT: ScaleRule = { prefix: '21', layout: 'FFWWWWWEEEEEC' };
const WEIGHT: ScaleRule = { prefix: '22', layout: 'FFWWWWWNNNNNC' };
const LONG_PLU: ScaleRule = { prefix: '23', layout: 'FFWWWWWWEEEEC' };
const BOTH: ScaleRule = { prefix: '24', layout: 'FFWWWWWEEEEENNNNNC' };
const WEIGHT_FIRST: ScaleRule = { prefix: '25', layout: 'FFWWWWWNNNNNEEEEEC' };

const withCheck = (digits: string) => digits + String(checkDigit(digits));

test('check digits of the published examples', () => {
  expect(hasGoodCheckDigit('2100123012343')).toBe(true);
  expect(hasGoodCheckDigit('2100123012344')).toBe(false);
  expect(hasGoodCheckDigit('6901234567892')).toBe(true);
});

test('a good check digit finds every single wrong digit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 17 }),
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      (digits, at, by) => {
        const code = withCheck(digits.join(''));
        const place = at % code.length;
        const wrong = code.slice(0, place) + String((Number(code[place]) + by) % 10) + code.slice(place + 1);
        expect(hasGoodCheckDigit(code)).toBe(true);
        expect(hasGoodCheckDigit(wrong)).toBe(false);
      },
    ),
  );
});

test('labels of 13 and 18 digits are read by the rules of the store', () => {
  expect(readBarcode('2100123012343', [AMOUNT])).toEqual({
    kind: 'label',
    plu: '00123',
    amountFen: 1_234,
    weightG: null,
  });
  expect(readBarcode(withCheck('220012301250'), [AMOUNT, WEIGHT])).toEqual({
    kind: 'label',
    plu: '00123',
    amountFen: null,
    weightG: 1_250,
  });
  expect(readBarcode(withCheck('230001239999'), [LONG_PLU])).toEqual({
    kind: 'label',
    plu: '000123',
    amountFen: 9_999,
    weightG: null,
  });
  expect(readBarcode(withCheck('24001230250002000'), [BOTH])).toEqual({
    kind: 'label',
    plu: '00123',
    amountFen: 2_500,
    weightG: 2_000,
  });
  expect(readBarcode(withCheck('25001230200002500'), [WEIGHT_FIRST])).toEqual({
    kind: 'label',
    plu: '00123',
    amountFen: 2_500,
    weightG: 2_000,
  });
});

test('nothing is inferred: without the rule it is an article, whatever it begins with', () => {
  expect(readBarcode('2100123012343', [])).toEqual({ kind: 'article', code: '2100123012343' });
  expect(readBarcode('2100123012343', [WEIGHT])).toEqual({ kind: 'article', code: '2100123012343' });
  expect(readBarcode('6901234567892', [AMOUNT])).toEqual({ kind: 'article', code: '6901234567892' });
  expect(readBarcode('12345', [AMOUNT])).toEqual({ kind: 'article', code: '12345' });
});

test('what cannot be read is a fault, not another article', () => {
  expect(readBarcode('2100123012344', [AMOUNT])).toEqual({ kind: 'fault', fault: 'BAD_CHECK_DIGIT' });
  expect(readBarcode('6901234567891', [])).toEqual({ kind: 'fault', fault: 'BAD_CHECK_DIGIT' });
  expect(readBarcode('21001230123A3', [AMOUNT])).toEqual({ kind: 'fault', fault: 'UNREADABLE_BARCODE' });
  expect(readBarcode('', [])).toEqual({ kind: 'fault', fault: 'UNREADABLE_BARCODE' });
  expect(readBarcode('690 1234', [])).toEqual({ kind: 'fault', fault: 'UNREADABLE_BARCODE' });
});

test('whatever a scale can print is read back', () => {
  const rules = [AMOUNT, WEIGHT, BOTH, WEIGHT_FIRST];
  const five = fc.integer({ min: 0, max: 99_999 });
  const pad = (n: number) => String(n).padStart(5, '0');
  fc.assert(
    fc.property(five, five, five, (plu, fen, grams) => {
      expect(readBarcode(withCheck(`24${pad(plu)}${pad(fen)}${pad(grams)}`), rules)).toEqual({
        kind: 'label',
        plu: pad(plu),
        amountFen: fen,
        weightG: grams,
      });
      expect(readBarcode(withCheck(`22${pad(plu)}${pad(grams)}`), rules)).toMatchObject({
        amountFen: null,
        weightG: grams,
      });
    }),
  );
});

test('layouts are of 13 or 18 places, flag first, check digit last', () => {
  for (const good of [AMOUNT, WEIGHT, LONG_PLU, BOTH, WEIGHT_FIRST]) expect(good.layout).toMatch(LAYOUT);
  for (const bad of [
    'FFWWWWWEEEEE',
    'WWWWWFFEEEEEC',
    'FFWWWWWEEEEEEC',
    'FFWWWWWXXXXXC',
    'FFWWWWWWWWWWC',
    'CFFWWWWWEEEEE',
  ])
    expect(bad).not.toMatch(LAYOUT);
});
