import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { sign } from '../../../plugins/taobao/top/sign.js';

const vector = {
  method: 'taobao.item.seller.get',
  app_key: '12345678',
  session: 'test',
  timestamp: '2016-01-01 12:00:00',
  format: 'json',
  v: '2.0',
  fields: 'num_iid,title,nick,price,num',
  num_iid: '11223344',
};
const md5Vector = { ...vector, sign_method: 'md5' };
/** Written out by hand from the rule, for the methods without a published signature. */
const TEXT =
  'app_key12345678fieldsnum_iid,title,nick,price,numformatjsonmethodtaobao.item.seller.getnum_iid11223344sessiontest' +
  'sign_methodhmactimestamp2016-01-01 12:00:00v2.0';

test('the published vector', () => {
  expect(sign(md5Vector, 'helloworld', 'md5')).toBe('66987CB115214E59E6EC978214934FB8');
});

test.each([
  ['hmac', 'md5', TEXT],
  ['hmac-sha256', 'sha256', TEXT.replace('sign_methodhmac', 'sign_methodhmac-sha256')],
] as const)('%s signs the text itself, keyed by the secret', (method, hash, text) => {
  expect(sign({ ...vector, sign_method: method }, 'helloworld', method)).toBe(
    createHmac(hash, 'helloworld').update(text).digest('hex').toUpperCase(),
  );
});

test('the signature is no part of what is signed, and Chinese text is taken as UTF-8', () => {
  const signed = sign({ ...md5Vector, title: '黑花生' }, 'helloworld', 'md5');
  expect(sign({ ...md5Vector, title: '黑花生', sign: 'anything' }, 'helloworld', 'md5')).toBe(signed);
  expect(sign({ ...md5Vector, title: '黑花' }, 'helloworld', 'md5')).not.toBe(signed);
});
