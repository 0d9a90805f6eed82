import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExact } from '../../../plugins/taobao/top/exact-json.js';
import { faultOf } from '../../../plugins/taobao/top/faults.js';
import { fromTop, toTop } from '../../../plugins/taobao/top/times.js';

test('ids beyond 2^53 keep their last digit; numbers in texts and small numbers are left alone', () => {
  expect(
    parseExact('{"tid":2231958349123456789,"num":3,"title":"编号 2231958349123456789 \\"1\\"","price":"12.30"}'),
  ).toEqual({
    tid: '2231958349123456789',
    num: 3,
    title: '编号 2231958349123456789 "1"',
    price: '12.30',
  });
  expect(() => parseExact('{"tid":22319583491')).toThrow(SyntaxError);
});

test('whatever JSON says, it is read as JSON.parse does, but for long whole numbers', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      const short = !/\d{16}/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''));
      if (short) expect(parseExact(text)).toEqual(JSON.parse(text));
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 15n, max: 10n ** 24n }), fc.string(), (id, text) => {
      const json = `{"text":${JSON.stringify(text)},"ids":[${id},-${id}]}`;
      expect(parseExact(json)).toEqual({ text, ids: [String(id), `-${id}`] });
    }),
  );
});

test('times are GMT+8 texts, second by second', () => {
  expect(toTop(new Date('2026-07-14T16:30:05.999Z'))).toBe('2026-07-15 00:30:05');
  expect(fromTop('2026-07-15 00:30:05')).toEqual(new Date('2026-07-14T16:30:05Z'));
  for (const none of ['', null, undefined, '2026-07-15', '2026-13-15 00:30:05', 'now'])
    expect(fromTop(none)).toBeNull();
});

test.each([
  [
    {
      code: 7,
      sub_code: 'accesscontrol.limited-by-app-access-count',
      sub_msg: 'This ban will last for 3 more seconds',
    },
    'retry',
    'RATE_LIMITED',
    3,
  ],
  [{ code: 10 }, 'retry', 'UNAVAILABLE'],
  [{ code: 11, sub_code: 'isv.permission-api-package-limit' }, 'fix', 'APPLICATION_NOT_PERMITTED'],
  [{ code: 15, sub_code: 'isp.remote-service-timeout' }, 'retry', 'isp.remote-service-timeout'],
  [
    { code: 15, sub_code: 'isv.item-not-exist:invalid-numiid-or-iid' },
    'fix',
    'isv.item-not-exist:invalid-numiid-or-iid',
  ],
  [{ code: 15 }, 'retry', 'TOP_15'],
  [{ code: 21 }, 'fix', 'NO_METHOD'],
  [{ code: 22 }, 'fix', 'UNKNOWN_METHOD'],
  [{ code: 25 }, 'suspend', 'BAD_SIGNATURE'],
  [{ code: 26 }, 'suspend', 'NO_SESSION'],
  [{ code: 27, sub_code: 'isv.invalid-session' }, 'suspend', 'SESSION_INVALID'],
  [{ code: 31 }, 'retry', 'CLOCK_WRONG'],
  [{ code: 40 }, 'fix', 'ARGUMENT_MISSING'],
  [{ code: 41 }, 'fix', 'ARGUMENT_INVALID'],
  [{ code: 530, sub_code: 'isp.top-remote-connection-timeout' }, 'retry', 'isp.top-remote-connection-timeout'],
  [{ code: 530, sub_code: 'isv.trade-not-exist' }, 'fix', 'isv.trade-not-exist'],
  [{ code: 999 }, 'retry', 'TOP_999'],
])('a refusal %j is to %s', (response, kind, code, ...after) => {
  expect(faultOf({ msg: 'said', ...response })).toMatchObject({
    kind,
    code,
    afterSeconds: after.find((one) => typeof one === 'number'),
  });
});
