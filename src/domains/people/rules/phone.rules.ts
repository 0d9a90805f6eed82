import type { Message } from '../../../shared/domain-error.js';

export type Checked<Value, Code extends string> =
  { ok: true; value: Value } | { ok: false; code: Code; expected: Message };

/** Mainland mobile numbers: 11 digits beginning 13 to 19; spaces, hyphens and +86 are taken off. */
export function checkPhone(text: string): Checked<string, 'BAD_PHONE'> {
  const value = text.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '');
  if (/^1[3-9]\d{9}$/.test(value)) return { ok: true, value };
  return { ok: false, code: 'BAD_PHONE', expected: { zh: '11 位手机号', en: 'a mobile number of 11 digits' } };
}
