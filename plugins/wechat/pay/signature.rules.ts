import { sign, verify, type KeyObject } from 'node:crypto';

export type NoticeFault = 'INCOMPLETE' | 'CLOCK' | 'PROBE' | 'UNKNOWN_SERIAL' | 'FORGED';

/** How far the clocks may differ. Source: WeChat Pay API v3, signature of answers and notices. */
export const FRESH_SECONDS = 300;
const PROBE = 'WECHATPAY/SIGNTEST/';

const lines = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));

/** What is wrong with a notice; null when it is WeChat's. `body` is the bytes as they came: made anew it would not verify. */
export function noticeFault(
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  keys: ReadonlyMap<string, KeyObject>,
  now: Date,
): NoticeFault | null {
  const of = (name: string) => headers[`wechatpay-${name}`] ?? '';
  const [timestamp, nonce, signature, serial] = [of('timestamp'), of('nonce'), of('signature'), of('serial')];
  if (!/^\d{1,12}$/.test(timestamp) || !nonce || !signature || !serial) return 'INCOMPLETE';
  if (signature.startsWith(PROBE)) return 'PROBE';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > FRESH_SECONDS) return 'CLOCK';
  const key = keys.get(serial);
  if (!key) return 'UNKNOWN_SERIAL';
  const signed = lines(timestamp, nonce, body);
  return verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64')) ? null : 'FORGED';
}

/** What `wx.requestPayment` of the mini-program takes. */
export interface PaymentParameters {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'RSA';
  paySign: string;
}

export function paymentParameters(
  { appid, prepayId, nonce, now }: { appid: string; prepayId: string; nonce: string; now: Date },
  key: KeyObject,
): PaymentParameters {
  const timeStamp = String(Math.floor(now.getTime() / 1000));
  const packed = `prepay_id=${prepayId}`;
  const paySign = sign('RSA-SHA256', lines(appid, timeStamp, nonce, packed), key).toString('base64');
  return { timeStamp, nonceStr: nonce, package: packed, signType: 'RSA', paySign };
}
