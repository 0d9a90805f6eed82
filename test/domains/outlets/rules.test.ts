import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  lockOn,
  locksAfter,
  locksOf,
  mayUnlockFresh,
  type LockTimes,
} from '../../../src/domains/outlets/health/lock.rules.js';
import {
  effectiveTime,
  judgeEntries,
  missingRanges,
  reach,
} from '../../../src/domains/outlets/journal/journal.rules.js';
import { createVendTokens } from '../../../src/domains/outlets/vends/vend-token.js';
import { ruleOn, VEND_STATES, type VendState } from '../../../src/domains/outlets/vends/vend.rules.js';

describe('what a result does', () => {
  const on = (state: VendState, { live = false, started = false } = {}) => ({ state, live, started });
  const acts = (result: 'DISPENSING' | 'VENDED' | 'FAILED', source: 'REPORT' | 'JOURNAL', how = {}) =>
    Object.fromEntries(
      VEND_STATES.map((state) => {
        const ruling = ruleOn(on(state, how), result, source);
        return [state, 'code' in ruling ? ruling.code : 'flag' in ruling ? ruling.flag : ruling.act];
      }),
    );
  const settled = {
    VENDED: 'nothing',
    FAILED: 'RESULT_AFTER_REFUND',
    REFUNDED: 'RESULT_AFTER_REFUND',
    CANCELLED: 'RESULT_AFTER_REFUND',
  };

  test('dispensing may begin once, while the token is good', () => {
    const used = {
      DISPENSING: 'TOKEN_USED',
      VENDED: 'TOKEN_USED',
      FAILED: 'TOKEN_USED',
      REFUNDED: 'TOKEN_USED',
      UNKNOWN: 'TOKEN_USED',
      CANCELLED: 'TOKEN_USED',
    };
    const none = { RESERVED: 'INVALID_STATE', PAID: 'INVALID_STATE' };
    expect(acts('DISPENSING', 'REPORT', { live: true })).toEqual({ ...none, AUTHORISED: 'dispense', ...used });
    expect(acts('DISPENSING', 'REPORT')).toEqual({ ...none, AUTHORISED: 'TOKEN_EXPIRED', ...used });
  });

  test('success by a good token, by one that was used in time, by the journal', () => {
    const none = { RESERVED: 'INVALID_STATE', PAID: 'INVALID_STATE' };
    const vend = { AUTHORISED: 'vend', DISPENSING: 'vend', UNKNOWN: 'vend' };
    const late = { AUTHORISED: 'TOKEN_EXPIRED', DISPENSING: 'TOKEN_EXPIRED', UNKNOWN: 'TOKEN_EXPIRED' };
    expect(acts('VENDED', 'REPORT', { live: true })).toEqual({ ...none, ...vend, ...settled });
    expect(acts('VENDED', 'REPORT', { started: true })).toEqual({ ...none, ...vend, ...settled });
    expect(acts('VENDED', 'REPORT')).toEqual({ ...none, ...late, ...settled });
    expect(acts('VENDED', 'JOURNAL')).toEqual({ RESERVED: 'INVALID_STATE', PAID: 'vend', ...vend, ...settled });
  });

  test('failure, by whoever tells it, refunds once', () => {
    for (const source of ['REPORT', 'JOURNAL'] as const)
      expect(acts('FAILED', source)).toEqual({
        RESERVED: 'INVALID_STATE',
        PAID: 'fail',
        AUTHORISED: 'fail',
        DISPENSING: 'fail',
        UNKNOWN: 'fail',
        VENDED: 'RESULT_CONTRADICTED',
        FAILED: 'nothing',
        REFUNDED: 'nothing',
        CANCELLED: 'nothing',
      });
  });
});

describe('tokens', () => {
  const grant = { vend: '0190b5a0-0000-7000-8000-000000000001', slot: 'A1', until: 1_790_000_000_000 };

  test('are read by who signed them, and by nobody else', () => {
    const tokens = createVendTokens('one secret');
    const token = tokens.sign(grant);
    expect(tokens.read(token)).toEqual(grant);
    expect(createVendTokens('another secret').read(token)).toBeNull();
    expect(tokens.sign(grant)).not.toBe(token);
  });

  test('with any bit changed are nobody’s', () => {
    const tokens = createVendTokens('one secret');
    const bytes = Buffer.from(tokens.sign(grant), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expect(tokens.read(forged.toString('base64url'))).toBeNull();
    }
  });
});

describe('locks', () => {
  const none: LockTimes = { openSince: null, warmSince: null, lockedSince: null };
  const after = (door: 'OPEN' | 'CLOSED' | null, temperature: number | null, before = none) =>
    locksAfter(before, { door, temperature }, 80, 'now');

  test('a door locks while it is open; what was warm stays locked though it is cold again', () => {
    expect(after('OPEN', 40)).toEqual({ openSince: 'now', warmSince: null });
    expect(after('CLOSED', 40, { ...none, openSince: 'before' })).toEqual({ openSince: null, warmSince: null });
    expect(after('OPEN', 40, { ...none, openSince: 'before' })).toEqual({ openSince: 'before', warmSince: null });
    expect(after(null, null, { ...none, openSince: 'before' })).toEqual({ openSince: 'before', warmSince: null });
    expect(after(null, 80)).toEqual({ openSince: null, warmSince: null });
    expect(after(null, 81)).toEqual({ openSince: null, warmSince: 'now' });
    expect(after(null, 20, { ...none, warmSince: 'before' })).toEqual({ openSince: null, warmSince: 'before' });
  });

  test('warmth keeps fresh food alone; a door and an operator keep everything', () => {
    const locks = (over: object) => locksOf({ ...none, ...over });
    expect(lockOn(locks({}), { fresh: true })).toBeNull();
    expect(lockOn(locks({ warmSince: 't' }), { fresh: false })).toBeNull();
    expect(lockOn(locks({ warmSince: 't' }), { fresh: true })?.reason).toBe('TEMPERATURE');
    expect(lockOn(locks({ openSince: 't' }), { fresh: false })?.reason).toBe('DOOR');
    expect(lockOn(locks({ lockedSince: 't' }), { fresh: false })?.reason).toBe('OPERATOR');
  });

  test('fresh food is unlocked only in the cold', () => {
    expect([mayUnlockFresh(null, 80), mayUnlockFresh(80, 80), mayUnlockFresh(81, 80)]).toEqual([true, true, false]);
  });
});

describe('a journal', () => {
  const entry = (seq: number, entryId = `e${seq}`, fingerprint = 'f') => ({ seq, entryId, fingerprint });

  test('tells new, repeated and conflicting entries apart', () => {
    const known = [{ ...entry(1), epoch: 1 }];
    const incoming = [entry(1), entry(1, 'e1', 'other'), entry(2), entry(3, 'e1')];
    expect(judgeEntries(1, known, incoming).verdicts).toEqual([
      { status: 'DUPLICATE', epoch: 1 },
      { status: 'CONFLICT', epoch: 1 },
      { status: 'NEW', epoch: 1 },
      { status: 'CONFLICT', epoch: 1 },
    ]);
  });

  test('a taken number under another id says that the counter went back', () => {
    const known = [entry(1), entry(2), entry(3)].map((one) => ({ ...one, epoch: 1 }));
    const { verdicts, epoch } = judgeEntries(1, known, [entry(4), entry(1, 'n1'), entry(2, 'n2'), entry(3)]);
    expect(verdicts).toEqual([
      { status: 'NEW', epoch: 1 },
      { status: 'NEW', epoch: 2 },
      { status: 'NEW', epoch: 2 },
      { status: 'DUPLICATE', epoch: 1 },
    ]);
    expect(epoch).toBe(2);
    expect(judgeEntries(1, known, [entry(1, 'n1')], false)).toEqual({
      verdicts: [{ status: 'CONFLICT', epoch: 1 }],
      epoch: 1,
    });
  });

  test('whatever order numbers come in, they reach as far as they are whole, and what is missing is the rest', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (acked, held) => {
        const reached = reach(acked, held);
        const there = new Set(held);
        for (let seq = acked + 1; seq <= reached; seq++) expect(there.has(seq)).toBe(true);
        expect(there.has(reached + 1)).toBe(false);
        const missing = missingRanges(reached, held).flatMap(([a, b]) =>
          Array.from({ length: b - a + 1 }, (_, i) => a + i),
        );
        const most = Math.max(reached, ...held);
        const all = Array.from({ length: most - reached }, (_, i) => reached + 1 + i);
        expect(missing).toEqual(all.filter((seq) => !there.has(seq)));
      }),
    );
  });

  test('time never runs back from one entry to the next, nor ahead of its receipt', () => {
    const received = '2026-11-26T09:00:00.000Z';
    expect(effectiveTime('2026-11-26T08:00:00.000Z', null, received)).toBe('2026-11-26T08:00:00.000Z');
    expect(effectiveTime('1999-01-01T00:00:00.000Z', '2026-11-26T08:30:00.000Z', received)).toBe(
      '2026-11-26T08:30:00.000Z',
    );
    expect(effectiveTime('2199-01-01T00:00:00.000Z', '2026-11-26T08:30:00.000Z', received)).toBe(received);
  });
});
