import { describe, expect, test } from '@jest/globals';
import { readCode } from '../../../../src/domains/trace/index.js';

/** Product 7 behind the prefix 200: 200 000000007 and the check digit. */
const GTIN = '02000000000077';
const LOT = 'B261126-7K2M9QX4';

describe('what leads to a batch', () => {
  test.each([
    ['the path', `/01/${GTIN}/10/${LOT}`],
    ['the link', `https://yizhan.example.cn/01/${GTIN}/10/${LOT}`],
    ['the link with a serial number and attributes', `https://id.gs1.org/01/${GTIN}/10/${LOT}/21/A1?17=261231#x`],
    ['a link below a path', `http://127.0.0.1:4000/trace/01/${GTIN}/10/${LOT}/`],
    ['a link with a GTIN-13', `https://yizhan.example.cn/01/${GTIN.slice(1)}/10/${LOT}`],
    ['a class URI of EPCIS', `urn:epc:class:lgtin:200.0000000007.${LOT}`],
  ])('%s: its lot, and the product of its number', (_what, text) => {
    expect(readCode(text, '200')).toEqual({ lots: [LOT], product: 7 });
  });

  test('the printed code, with blanks around it: its lot alone', () => {
    for (const text of [LOT, `  ${LOT}\n`]) expect(readCode(text, '200')).toEqual({ lots: [LOT], product: null });
  });

  test('what people type is read as it was meant, after what they typed itself', () => {
    expect(readCode('b261126-7k2m9qx4', '200')).toEqual({ lots: ['b261126-7k2m9qx4', LOT], product: null });
    expect(readCode('B2611267K2M9QX4', '200')).toEqual({ lots: ['B2611267K2M9QX4', LOT], product: null });
    expect(readCode('B261126-OIL00000', '200')).toEqual({
      lots: ['B261126-OIL00000', 'B261126-01100000'],
      product: null,
    });
    expect(readCode('other-lot', '200')).toEqual({ lots: ['other-lot'], product: null });
  });
});

test.each([
  ['nothing', ''],
  ['too long', 'B'.repeat(501)],
  ['longer than a lot', 'B'.repeat(21)],
  ['a letter no lot has', '批次一'],
  ['a wrong check digit', `/01/02000000000078/10/${LOT}`],
  ['a GTIN of another company', `/01/06901234567892/10/${LOT}`],
  ['a GTIN with an indicator, which we do not use', `/01/12000000000074/10/${LOT}`],
  ['no lot', `https://yizhan.example.cn/01/${GTIN}`],
  ['a lot that is not encoded', `/01/${GTIN}/10/%E6%89`],
  ['keys in the wrong order', `/10/${LOT}/01/${GTIN}`],
  ['a serial number without a lot', `urn:epc:id:sgtin:200.0000000007.1`],
])('null: %s', (_what, text) => {
  expect(readCode(text, '200')).toBeNull();
});
