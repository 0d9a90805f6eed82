import type { Checked } from './phone.rules.js';

/** GB 32100: 31 characters without I, O, S, V, Z; weights are 3^i mod 31. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Checks an organisation's unified social credit code of 18 characters. */
export function checkCreditCode(text: string): Checked<string, 'BAD_CREDIT_CODE'> {
  const value = text.trim().toUpperCase();
  const digits = [...value].map((character) => ALPHABET.indexOf(character));
  if (digits.length === 18 && !digits.includes(-1)) {
    let weight = 1;
    let sum = 0;
    for (const digit of digits.slice(0, 17)) {
      sum += digit * weight;
      weight = (weight * 3) % 31;
    }
    if (digits[17] === (31 - (sum % 31)) % 31) return { ok: true, value };
  }
  return {
    ok: false,
    code: 'BAD_CREDIT_CODE',
    expected: { zh: '18 位统一社会信用代码', en: 'a unified social credit code of 18 characters' },
  };
}
