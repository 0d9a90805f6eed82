import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCreditCode } from '../../../../src/domains/people/rules/credit-code.rules.js';
import { checkCharacter, checkIdNumber } from '../../../../src/domains/people/rules/id-number.rules.js';
import { maskIdNumber, maskName, maskPhone } from '../../../../src/domains/people/rules/masking.rules.js';
import { checkPhone } from '../../../../src/domains/people/rules/phone.rules.js';

const TODAY = '2026-11-24';
const numbered = (digits: string) => digits + checkCharacter(digits);
const idFault = (text: string, allowSynthetic = false) => {
  const checked = checkIdNumber(text, TODAY, allowSynthetic);
  return checked.ok ? checked.value : checked.code;
};

describe('checkIdNumber', () => {
  it('takes the example of GB 11643 and its check character X, in either case', () => {
    expect(checkCharacter('11010519491231002')).toBe('X');
    expect(idFault('11010519491231002X')).toBe('11010519491231002X');
    expect(idFault(' 11010519491231002x ')).toBe('11010519491231002X');
    expect(idFault('440524188001010014')).toBe('BAD_ID_NUMBER_DATE');
  });

  it.each([
    '',
    '1101051949123100',
    '11010519491231002Y',
    'X1010519491231002X',
    '110105491231002',
    '1101051949123100２X',
  ])('"%s" has not the form', (text) => {
    expect(idFault(text)).toBe('BAD_ID_NUMBER_FORM');
  });

  it.each([
    ['19000101', 'ok'],
    ['18991231', 'BAD_ID_NUMBER_DATE'],
    ['20240229', 'ok'],
    ['20230229', 'BAD_ID_NUMBER_DATE'],
    ['19000229', 'BAD_ID_NUMBER_DATE'],
    ['19900230', 'BAD_ID_NUMBER_DATE'],
    ['19900431', 'BAD_ID_NUMBER_DATE'],
    ['19901301', 'BAD_ID_NUMBER_DATE'],
    ['19900100', 'BAD_ID_NUMBER_DATE'],
    ['20261124', 'ok'],
    ['20261125', 'BAD_ID_NUMBER_DATE'],
  ])('born %s: %s', (date, answer) => {
    const number = numbered(`340323${date}001`);
    expect(idFault(number)).toBe(answer === 'ok' ? number : answer);
  });

  it('knows the regions of GB/T 2260, and the one of synthetic people only where it is allowed', () => {
    for (const region of ['11', '34', '65', '71', '83'])
      expect(idFault(numbered(`${region}000019900101001`))).toHaveLength(18);
    for (const region of ['00', '10', '16', '38', '66', '70', '91', '99'])
      expect(idFault(numbered(`${region}000019900101001`))).toBe('BAD_ID_NUMBER_REGION');
    const synthetic = numbered('99000019900101001');
    expect(idFault(synthetic)).toBe('BAD_ID_NUMBER_REGION');
    expect(idFault(synthetic, true)).toBe(synthetic);
    expect(idFault(numbered('99000119900101001'), true)).toBe('BAD_ID_NUMBER_REGION');
  });

  it('finds any one wrong digit and any two neighbours exchanged', () => {
    const digits = fc.tuple(
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 14, max: 16 }),
      fc.integer({ min: 0, max: 9 }),
    );
    fc.assert(
      fc.property(digits, ([serial, at, digit]) => {
        const number = numbered(`34032319900101${String(serial).padStart(3, '0')}`);
        const wrong = number.slice(0, at) + digit + number.slice(at + 1);
        expect(idFault(wrong)).toBe(wrong === number ? number : 'BAD_ID_NUMBER_CHECKSUM');
        const exchanged = number.slice(0, 14) + number[15] + number[14] + number.slice(16);
        expect(idFault(exchanged)).toBe(exchanged === number ? number : 'BAD_ID_NUMBER_CHECKSUM');
      }),
    );
  });

  it('says what was expected, never the number', () => {
    const checked = checkIdNumber('340323199001010019', TODAY, false);
    expect(checked).toEqual({
      ok: false,
      code: 'BAD_ID_NUMBER_CHECKSUM',
      expected: { zh: '正确的校验位', en: 'a correct check character' },
    });
  });
});

describe('checkPhone', () => {
  it.each([
    ['13812341234', '13812341234'],
    [' 138 1234 1234 ', '13812341234'],
    ['+86 138-1234-1234', '13812341234'],
    ['8613812341234', '13812341234'],
    ['15400000000', '15400000000'],
  ])('takes %s', (text, value) => {
    expect(checkPhone(text)).toEqual({ ok: true, value });
  });

  it.each([
    '',
    '1381234123',
    '138123412345',
    '12812341234',
    '03812341234',
    '+8513812341234',
    '１3812341234',
    '0552-6012345',
  ])('refuses "%s"', (text) => {
    expect(checkPhone(text)).toEqual({
      ok: false,
      code: 'BAD_PHONE',
      expected: { zh: '11 位手机号', en: 'a mobile number of 11 digits' },
    });
  });
});

describe('checkCreditCode', () => {
  it('takes published codes', () => {
    for (const code of ['91350100M000100Y43', '9111000071093123XX', '91440300708461136T'])
      expect(checkCreditCode(` ${code.toLowerCase()} `)).toEqual({ ok: true, value: code });
  });

  it.each([
    '',
    '91350100M000100Y44',
    '91350100M000100Y4',
    '91350100M000100Y433',
    '9135010OM000100Y43',
    '91350100S000100Y43',
  ])('refuses "%s"', (text) => {
    expect(checkCreditCode(text)).toMatchObject({ ok: false, code: 'BAD_CREDIT_CODE' });
  });
});

describe('masking', () => {
  it.each([
    ['王小明', '王**'],
    ['王明', '王*'],
    ['王', '王*'],
    [' 欧阳小明 ', '欧***'],
    ['𠮷田一', '𠮷**'],
  ])('%s becomes %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('leaves of a phone its ends, of an ID number its county, of anything else nothing', () => {
    expect(maskPhone('13812341234')).toBe('138****1234');
    expect(maskPhone('1234')).toBe('***');
    expect(maskIdNumber('340323199001010019')).toBe('340323************');
    expect(maskIdNumber('3403231990')).toBe('***');
  });
});
