import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verifiers } from '../../../plugins/wechat/pay/keys.js';
import { openResource, type SealedResource } from '../../../plugins/wechat/pay/sealed-resource.js';
import { noticeFault, paymentParameters } from '../../../plugins/wechat/pay/signature.rules.js';
import { Rsa } from 'wechatpay-axios-plugin';
import { createPrivateKey } from 'node:crypto';
import { sealed } from './simulator/exchange.js';
import { WechatSimulator } from './simulator/index.js';

const now = new Date('2026-03-01T04:00:00Z');
const remote = new WechatSimulator(() => now);
const { account, notices } = remote;
const keys = verifiers({
  publicKey: { id: account.byPublicKey.serial, pem: account.byPublicKey.pem },
  certificates: [account.byCertificate.pem],
});
const body = '{"id":"1","summary":"支付成功"}';
const fault = (over: Record<string, string> = {}, bytes: Uint8Array = Buffer.from(body), at = now, known = keys) =>
  noticeFault({ ...notices.signed('', body).headers, ...over }, bytes, known, at);
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test('a notice is WeChat’s by its public key and by its certificate, side by side', () => {
  expect(fault()).toBeNull();
  const { headers } = notices.signed('', body, account.byCertificate);
  expect(noticeFault(headers, Buffer.from(body), keys, now)).toBeNull();
  expect([...keys.keys()]).toEqual([account.byPublicKey.serial, account.byCertificate.serial]);
});

test('forged, touched, re-serialised, probing, strange and incomplete notices are each refused for what they are', () => {
  const { headers: other } = notices.signed('', '{"id":"2"}');
  const spaced = Buffer.from(JSON.stringify(JSON.parse(body), null, 1));
  const probe = `WECHATPAY/SIGNTEST/${other['wechatpay-signature']}`;
  expect([
    fault({ 'wechatpay-signature': other['wechatpay-signature']! }),
    fault({}, spaced),
    fault({ 'wechatpay-nonce': 'another' }),
    fault({ 'wechatpay-signature': probe }),
    fault({ 'wechatpay-serial': 'PUB_KEY_ID_OTHER' }),
    fault({ 'wechatpay-serial': account.byCertificate.serial }),
    fault({ 'wechatpay-nonce': '' }),
    fault({ 'wechatpay-timestamp': '1e9' }),
    noticeFault({}, Buffer.from(body), keys, now),
  ]).toEqual(['FORGED', 'FORGED', 'FORGED', 'PROBE', 'UNKNOWN_SERIAL', 'FORGED', ...Array(3).fill('INCOMPLETE')]);
});

test('a clock may be five minutes away either way, and no more', () => {
  expect([300, -300, 301, -301, 600, -600].map((seconds) => fault({}, undefined, later(seconds)))).toEqual([
    ...[null, null],
    ...Array(4).fill('CLOCK'),
  ]);
});

test('any changed byte is found', () => {
  fc.assert(
    fc.property(fc.nat(Buffer.byteLength(body) - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const bytes = Buffer.from(body);
      bytes[at] = bytes[at]! ^ by;
      expect(fault({}, bytes)).toBe('FORGED');
    }),
    { numRuns: 50 },
  );
});

test('what WeChat seals opens with our key, and with no other; a touched tag, text or address does not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, address) => {
      expect(openResource(sealed(text, account.apiV3Key, address), account.apiV3Key)).toBe(text);
    }),
  );
  const good = sealed('{"a":1}', account.apiV3Key, 'transaction');
  const flipped = (text: string, at: number) => {
    const bytes = Buffer.from(text, 'base64');
    bytes[at < 0 ? bytes.length + at : at]! ^= 1;
    return bytes.toString('base64');
  };
  const broken: SealedResource[] = [
    { ...good, ciphertext: flipped(good.ciphertext, 0) },
    { ...good, ciphertext: flipped(good.ciphertext, -1) },
    { ...good, associated_data: 'refund' },
    { ...good, nonce: 'abcdefabcdef' },
    { ...good, ciphertext: '' },
    { ...good, algorithm: 'AES' },
  ];
  for (const one of broken) expect(() => openResource(one, account.apiV3Key)).toThrow();
  expect(() => openResource(good, 'x'.repeat(32))).toThrow();
  expect(openResource({ ...sealed('ok', account.apiV3Key, ''), associated_data: undefined }, account.apiV3Key)).toBe(
    'ok',
  );
});

test('the parameters of a payment carry a signature that the merchant’s key made', () => {
  const made = paymentParameters(
    { appid: account.appid, prepayId: 'wx123', nonce: 'once', now },
    createPrivateKey(account.merchantPrivatePem),
  );
  expect(made).toMatchObject({
    timeStamp: '1772337600',
    nonceStr: 'once',
    package: 'prepay_id=wx123',
    signType: 'RSA',
  });
  const text = `${account.appid}\n1772337600\nonce\nprepay_id=wx123\n`;
  expect(Rsa.verify(text, made.paySign, account.merchantPublicKey)).toBe(true);
});
