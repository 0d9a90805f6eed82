import { expect, test } from '@jest/globals';
import { secretPaths, type Call, type RawRequest } from '../../../src/plugin-kit/index.js';
import { config as spec, type Config } from '../../../plugins/supermarket/config.js';
import { authenticateDevice } from '../../../plugins/supermarket/device-requests.js';
import { signatureOf } from '../../../plugins/supermarket/sign.js';
import { signed, type SignedRequest } from './simulator/signed.js';

const NOW = Date.parse('2026-07-01T08:00:00Z');
const KEY = 'a key of the first till';
const settings = (over: Record<string, unknown> = {}) => ({
  stores: { A1: { siteCode: 'COUNTER-0001', scaleBarcodes: [{ prefix: '21', layout: 'FFWWWWWEEEEEC' }] } },
  devices: { T1: { store: 'A1', key: KEY, nextKey: 'the key that comes next' } },
  ...over,
});
const config: Config = spec.schema.parse(settings());
const call = { config, clock: { now: () => new Date(NOW) } } as Call<Config>;

const till = { connection: 'super', deviceId: 'T1', key: KEY, now: () => NOW };
const raw = ({ method, path, headers, body }: SignedRequest): RawRequest => ({
  method,
  path: path.replace('/channels/super/', ''),
  url: path,
  params: {},
  query: {},
  headers,
  body,
});
const asks = (request: SignedRequest) => authenticateDevice(raw(request), call);

test('what a device signed is taken, by its key and by its next one', () => {
  expect(asks(signed(till, 'POST', 'batches', '{}'))).toBe(true);
  expect(asks(signed({ ...till, key: 'the key that comes next' }, 'POST', 'batches', '{}'))).toBe(true);
  expect(asks(signed(till, 'GET', 'prices?since=abc'))).toBe(true);
});

test('the signature of a known request, made by another HMAC', () => {
  // printf 'POST\n/channels/super/batches\n1782892800\nabcdefgh-1\n44136fa3…' | openssl dgst -sha256 -hmac 'a key of the first till'
  const request = {
    method: 'POST',
    path: '/channels/super/batches',
    timestamp: '1782892800',
    nonce: 'abcdefgh-1',
    body: Buffer.from('{}'),
  };
  expect(signatureOf(request, KEY)).toBe('8fbf5d5e3b2ce14123ba1c8bf145da5dcbe28e7c24b99797964f670f52b45b39');
});

test('anything else is not: another key, device, method, path, body, a byte changed, a part missing', () => {
  const good = signed(till, 'POST', 'batches', '{"a":1}');
  const refused: SignedRequest[] = [
    signed({ ...till, key: 'a key of somebody else' }, 'POST', 'batches', '{"a":1}'),
    signed({ ...till, deviceId: 'T2' }, 'POST', 'batches', '{"a":1}'),
    signed({ ...till, deviceId: '__proto__' }, 'POST', 'batches', '{"a":1}'),
    { ...good, method: 'PUT' },
    { ...good, path: `${good.path}?x=1` },
    { ...good, body: Buffer.from('{"a": 1}') },
    { ...good, body: Buffer.from('{"a":2}') },
    ...['x-device-id', 'x-timestamp', 'x-nonce', 'x-content-sha256', 'x-signature'].map((name) => {
      const { [name]: _gone, ...headers } = good.headers;
      return { ...good, headers };
    }),
    { ...good, headers: { ...good.headers, 'x-signature': '' } },
    { ...good, headers: { ...good.headers, 'x-signature': good.headers['x-signature']!.slice(0, 62) } },
    { ...good, headers: { ...good.headers, 'x-timestamp': String(NOW / 1000 + 1) } },
  ];
  for (const request of refused) expect(asks(request)).toBe(false);
  expect(asks(good)).toBe(true);
});

test('a clock more than 300 s away is told our time, and nothing is taken', () => {
  const at = (seconds: number) => asks(signed({ ...till, now: () => NOW + seconds * 1000 }, 'POST', 'batches', '{}'));
  expect([at(-300), at(300)]).toEqual([true, true]);
  const refusal = { status: 401, body: { code: 'CLOCK_SKEW', serverTime: '2026-07-01T08:00:00.000Z' } };
  expect([at(-301), at(301), at(600), at(-600)]).toEqual([refusal, refusal, refusal, refusal]);
});

test('keys are secrets; settings that contradict themselves are refused by the field', () => {
  expect(secretPaths(spec.schema)).toEqual(['devices.*.key', 'devices.*.nextKey']);
  const fault = (over: Record<string, unknown>) =>
    spec.schema.safeParse(settings(over)).error!.issues.map(({ path }) => path.join('.'));
  expect(fault({ devices: { T1: { store: 'B2', key: KEY } } })).toEqual(['devices.T1.store']);
  expect(fault({ devices: { T1: { store: '*', key: KEY } } })).toEqual(['devices.T1.store']);
  expect(fault({ devices: { T1: { store: 'A1', key: 'short' } } })).toEqual(['devices.T1.key']);
  expect(
    fault({ stores: { A1: { siteCode: 'C', scaleBarcodes: [{ prefix: '2', layout: 'FFWWWWWEEEEEC' }] } } }),
  ).toEqual(['stores.A1.scaleBarcodes.0.prefix']);
  expect(fault({ stores: { A1: { siteCode: 'C', scaleBarcodes: [{ prefix: '21', layout: 'FFWWW' }] } } })).toEqual([
    'stores.A1.scaleBarcodes.0.layout',
  ]);
  expect(spec.schema.safeParse(settings({ devices: { O1: { store: '*', kind: 'OFFICE', key: KEY } } })).success).toBe(
    true,
  );
});
