import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secret, secretPaths, z } from 'yizhan/plugin-kit';
import {
  breakerState,
  called,
  CLOSED,
  failed,
  mayCall,
  worked,
  type BreakerPolicy,
} from '../../src/channels/calls/breaker.rules.js';
import { isPrivateAddress } from '../../src/channels/calls/private-address.js';
import { createRedact, spoken } from '../../src/channels/calls/redact.js';
import { CONNECTION_STATES, stateAfter } from '../../src/channels/connections/connection.rules.js';
import {
  checkedSettings,
  shownSecrets,
  unknownSettings,
  upgraded,
  withoutSecrets,
  withSecrets,
} from '../../src/channels/connections/settings.rules.js';
import {
  finishOf as messageFinish,
  finishOfFailure,
  resultBefore,
  usualIntake,
} from '../../src/channels/inbox/intake.rules.js';
import { finishOf as deliveryFinish, isAway } from '../../src/channels/outbox/delivery.rules.js';
import { isShownAs } from '../../src/channels/reconcile/differences.js';
import { isGivenUp, waitAfter, type RetryPolicy } from '../../src/channels/retry.rules.js';

const RETRY: RetryPolicy = { firstMs: 1_000, factor: 2, capMs: 60_000, jitter: 0.2, giveUpAfterMs: 3_600_000 };
const NOW = new Date('2026-11-26T08:00:00.000Z');

test('a connection goes from state to state by these steps and no others', () => {
  const table = (['change', 'verify', 'activate', 'deactivate', 'suspend'] as const).map((step) =>
    [step, ...CONNECTION_STATES.map((state) => stateAfter(state, step) ?? '-')].join(' '),
  );
  expect(table).toEqual([
    // CREATED VERIFIED ACTIVE INACTIVE SUSPENDED
    'change CREATED CREATED ACTIVE INACTIVE SUSPENDED',
    'verify VERIFIED VERIFIED ACTIVE VERIFIED ACTIVE',
    'activate - ACTIVE - ACTIVE -',
    'deactivate - - INACTIVE - INACTIVE',
    'suspend - - SUSPENDED - -',
  ]);
});

describe('settings', () => {
  const schema = z.object({
    url: z.url(),
    key: secret('of the account'),
    devices: z.record(z.string(), z.object({ key: secret('of a device'), note: z.string().optional() })).default({}),
  });
  const values = { url: 'https://a.cn', key: 'k0', devices: { 'd.1': { key: 'k1', note: 'left' }, d2: { key: 'k2' } } };
  const patterns = secretPaths(schema);

  test('secrets are taken out, of records too, and put back where they were', () => {
    const { settings, secrets } = withoutSecrets(values, patterns);
    expect(settings).toEqual({ url: 'https://a.cn', devices: { 'd.1': { note: 'left' }, d2: {} } });
    expect(secrets).toEqual([
      [['key'], 'k0'],
      [['devices', 'd.1', 'key'], 'k1'],
      [['devices', 'd2', 'key'], 'k2'],
    ]);
    expect(withSecrets(settings, secrets)).toEqual(values);
    expect(values.key).toBe('k0');
  });

  test('a secret given anew stays, and one whose place is gone is gone', () => {
    const { secrets } = withoutSecrets(values, patterns);
    expect(withSecrets({ url: 'https://b.cn', key: 'new', devices: { d2: {}, d3: { key: 'k3' } } }, secrets)).toEqual({
      url: 'https://b.cn',
      key: 'new',
      devices: { d2: { key: 'k2' }, d3: { key: 'k3' } },
    });
  });

  test('every fault names its field, also a name that nobody knows', () => {
    const given = { url: 'here', kay: 'a secret in clear', devices: { d1: { key: 'k', kee: 1 } } };
    const checked = checkedSettings({ version: 1, schema }, given);
    expect('faults' in checked && checked.faults.map(({ path }) => path)).toEqual(['url', 'key']);
    const unknown = unknownSettings({ version: 1, schema }, given);
    expect(unknown.map(({ path }) => path)).toEqual(['kay', 'devices.d1.kee']);
  });

  test('stored settings of an older version are upgraded, those of a newer one are not understood', () => {
    const config = { version: 3, schema, upgrade: (stored: object, from: number) => ({ ...stored, from }) } as never;
    expect(upgraded(config, { url: 'x' }, 2)).toEqual({ values: { url: 'x', from: 2 } });
    expect(upgraded(config, { url: 'x' }, 3)).toEqual({ values: { url: 'x' } });
    expect(upgraded(config, { url: 'x' }, 4)).toEqual({ fault: 'CONFIG_NEWER' });
    expect(upgraded({ version: 2, schema }, { url: 'x' }, 1)).toEqual({ fault: 'CONFIG_OLD' });
  });

  test('of secrets only whether they are set is shown', () => {
    expect(shownSecrets(schema, ['devices.d2.key'])).toEqual([
      { path: 'devices.d2.key', set: true },
      { path: 'key', set: false },
    ]);
  });
});

describe('trying again', () => {
  test('each wait is twice the one before, up to the cap, give or take a fifth', () => {
    expect([1, 2, 3, 7, 50].map((attempts) => waitAfter(RETRY, attempts, 0.5))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ]);
    expect([0, 1].map((chance) => waitAfter(RETRY, 1, chance))).toEqual([800, 1_200]);
  });

  test('no wait is ever outside of the policy', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, chance) => {
          const wait = waitAfter(RETRY, attempts, chance);
          return Number.isInteger(wait) && wait >= 800 && wait <= 72_000;
        },
      ),
    );
  });

  test('it is given up when the next try would be later than allowed', () => {
    expect(isGivenUp(RETRY, NOW, new Date(NOW.getTime() + 3_600_000))).toBe(false);
    expect(isGivenUp(RETRY, NOW, new Date(NOW.getTime() + 3_600_001))).toBe(true);
  });
});

describe('a breaker', () => {
  const policy: BreakerPolicy = { failures: 3, openMs: 100, longestMs: 350 };
  const fail = (times: number, at = 0) =>
    Array.from({ length: times }).reduce<typeof CLOSED>((breaker) => failed(breaker, at, policy), CLOSED);

  test('opens after so many failures in a row, and closes when one call works', () => {
    expect([2, 3].map((times) => breakerState(fail(times), 50))).toEqual(['CLOSED', 'OPEN']);
    expect(breakerState(fail(3), 100)).toBe('HALF_OPEN');
    expect(worked()).toEqual(CLOSED);
  });

  test('half open, one call may try; it opens twice as long when that fails, up to a limit', () => {
    let breaker = called(fail(3));
    expect([mayCall(fail(3), 99), mayCall(fail(3), 100), mayCall(breaker, 100)]).toEqual([false, true, false]);
    const until: (number | null)[] = [];
    for (let now = 100, n = 0; n < 3; n++) {
      breaker = failed(called(breaker), now, policy);
      until.push(breaker.openUntil! - now);
      now = breaker.openUntil!;
    }
    expect(until).toEqual([200, 350, 350]);
  });
});

test.each([
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['127.0.0.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['224.0.0.1', true],
  ['255.255.255.255', true],
  ['::1', true],
  ['::', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::a00:1', true],
  ['fe80::1', true],
  ['fd00::1', true],
  ['2001:db8::1', true],
  ['8.8.8.8', false],
  ['2400:3200::1', false],
  ['not an address', true],
])('%s is private: %s', (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});

describe('what a plug-in says', () => {
  const redact = createRedact(['s3cret/key+1', 'abc']);

  test('loses its secrets in every spelling, and keeps short words', () => {
    const base64 = Buffer.from('s3cret/key+1').toString('base64');
    expect(redact({ a: ['key s3cret/key+1', encodeURIComponent('s3cret/key+1')], b: base64, abc: 'abc' })).toEqual({
      a: ['key [secret]', '[secret]'],
      b: '[secret]',
      abc: 'abc',
    });
  });

  test('is one line of an error, with its cause', () => {
    expect(spoken(new Error('no', { cause: new Error('bad s3cret/key+1') }), redact)).toBe('no: bad [secret]');
    expect(spoken(new Error('x'.repeat(900)), redact)).toHaveLength(500);
  });
});

describe('what becomes of a message', () => {
  const at = { now: NOW, waitSeconds: 30, retry: RETRY };
  const seen = { attempts: 2, since: NOW.toISOString() };
  const refused = {
    print: 'p',
    kind: 'k',
    result: { status: 'refused', code: 'UNKNOWN_PRODUCT', message: 'm' },
  } as const;

  test('it is done, held or waits as the plug-in says; what was refused gets new keys', () => {
    expect(messageFinish({ ignore: 'old' }, seen, [], at)).toEqual({
      ...{ state: 'DONE', code: 'IGNORED', note: 'old', results: [], nextAt: null, newRound: false },
    });
    expect(messageFinish({ hold: 'UNKNOWN', message: 'map it' }, seen, [refused], at)).toEqual({
      ...{ state: 'HELD', code: 'UNKNOWN', note: 'map it', results: [refused], nextAt: null, newRound: true },
    });
    expect(messageFinish({ wait: 'PAYMENT' }, seen, [], at)).toMatchObject({
      state: 'WAITING',
      code: 'PAYMENT',
      nextAt: new Date('2026-11-26T08:00:30.000Z'),
    });
    expect(messageFinish({ wait: 'PAYMENT', retryAfterSeconds: 5 }, seen, [], at).nextAt).toEqual(
      new Date('2026-11-26T08:00:05.000Z'),
    );
  });

  test('what waits or fails for too long is held for somebody to look', () => {
    const old = { attempts: 9, since: '2026-11-26T06:00:00.000Z' };
    expect(messageFinish({ wait: 'PAYMENT' }, old, [], at)).toMatchObject({ state: 'HELD', code: 'GAVE_UP' });
    const failure = { code: 'FAILED', note: 'boom' };
    expect(finishOfFailure(failure, old, { now: NOW, chance: 0.5, retry: RETRY })).toMatchObject({
      ...{ state: 'HELD', code: 'GAVE_UP', note: 'boom', nextAt: null },
    });
    expect(finishOfFailure(failure, seen, { now: NOW, chance: 0.5, retry: RETRY })).toMatchObject({
      ...{ state: 'PENDING', code: 'FAILED', nextAt: new Date('2026-11-26T08:00:02.000Z') },
    });
  });

  test('an unknown product holds it, any other refusal is its end', () => {
    expect(usualIntake([refused.result])).toEqual({ hold: 'UNKNOWN_PRODUCT', message: 'm' });
    expect(usualIntake([{ status: 'refused', code: 'OUT_OF_STOCK', message: '' }])).toBe('done');
  });

  test('a command that was done is not done again while it is the same', () => {
    const done = { print: 'p', kind: 'k', result: { status: 'done', duplicate: false, values: {} } } as const;
    expect([resultBefore([done], 0, 'p'), resultBefore([done], 0, 'q'), resultBefore([refused], 0, 'p')]).toEqual([
      ...[done, null, null],
    ]);
  });
});

describe('what becomes of a delivery', () => {
  const delivery = { id: 'd', attempts: 1, firstTriedAt: NOW.toISOString() } as never;
  const at = { now: NOW, chance: 0.5, retry: RETRY };

  test.each([
    [{ outcome: 'ok' }, { state: 'DONE', code: null, nextAt: null }],
    [
      { outcome: 'permanent', code: 'BAD' },
      { state: 'DEAD', code: 'BAD', nextAt: null },
    ],
    [
      { outcome: 'suspend', code: 'KEY' },
      { state: 'RETRY', code: 'KEY', nextAt: null, uncounted: true },
    ],
    [
      { outcome: 'retry', code: 'BUSY' },
      { state: 'RETRY', code: 'BUSY', nextAt: new Date('2026-11-26T08:00:01.000Z') },
    ],
    [
      { outcome: 'retry', code: 'BUSY', afterSeconds: 90 },
      { state: 'RETRY', code: 'BUSY', nextAt: new Date('2026-11-26T08:01:30.000Z') },
    ],
    [
      { outcome: 'missing', code: 'TIMEOUT', message: 'late' },
      { state: 'RETRY', code: 'TIMEOUT', note: 'late', nextAt: new Date('2026-11-26T08:00:01.000Z') },
    ],
    [
      { outcome: 'retry', code: 'BUSY', afterSeconds: 4_000 },
      { state: 'DEAD', code: 'GAVE_UP', note: 'BUSY' },
    ],
  ] as const)('%j', (tried, expected) => {
    expect(deliveryFinish(delivery, tried, at)).toMatchObject(expected);
  });

  test('the remote side is away when nothing of a batch was taken', () => {
    const ok = { outcome: 'ok' } as const;
    const retry = { outcome: 'retry', code: 'X' } as const;
    expect([isAway([retry, retry]), isAway([retry, ok]), isAway([])]).toEqual([true, false, false]);
  });
});

test.each([
  ['7.500', '7.5', true],
  ['7.500', '7', true],
  ['7.500', '7.50', true],
  ['7.500', '07.5000', true],
  ['7.500', '8', false],
  ['7.500', '7.4', false],
  ['7.500', '7.5001', false],
  ['0', '0.0', true],
  ['12', '-12', false],
  ['12', 'many', false],
])('ours %s shown as %s: %s', (ours, theirs, expected) => {
  expect(isShownAs(ours, theirs)).toBe(expected);
});
