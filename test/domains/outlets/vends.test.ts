import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unbalancedItems } from '../../kit/goods.js';
import {
  alertsOf,
  app,
  authorise,
  authorised,
  done,
  keyed,
  makeKiosk,
  pay,
  report,
  reserve,
  slotsOf,
  startOutlets,
  stockOf,
  until,
  uuidOf,
  VEND,
  vendNow,
  type KioskUnderTest,
} from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);
/** Lets a vend's token run out: as if so many seconds had passed. */
const age = (vendId: string, seconds: number) =>
  app.db.pool.query(
    `update vend set token_until = token_until - $2 * interval '1 second', authorised_at = authorised_at - $2 * interval '1 second',
            reserved_at = reserved_at - $2 * interval '1 second' where id = $1`,
    [uuidOf(vendId), seconds],
  );

describe('a vend', () => {
  test('from hold to hand: the order is completed, the slot and the stock have one less', async () => {
    const kiosk = await makeKiosk();
    expect(await stockOf(kiosk)).toEqual([5, 0]);
    const reserved = await reserve(kiosk);
    expect(reserved).toEqual({
      vend: {
        id: expect.any(String),
        state: 'RESERVED',
        source: null,
        flag: null,
        slot: { code: 'A1', level: 5, held: 1, available: 4 },
        order: {
          id: expect.any(String),
          status: 'PLACED',
          totalFen: 1_200,
          paidFen: 0,
          refundedFen: 0,
          lines: [{ quantity: { value: '1' }, amountFen: 1_200 }],
        },
      },
      userErrors: [],
    });
    expect(await stockOf(kiosk)).toEqual([5, 1]);
    const { vend } = reserved;
    expect(codes(await authorise(kiosk, vend.id))).toEqual(['NOT_PAID']);
    await pay(kiosk, vend.order);
    const leave = await authorise(kiosk, vend.id);
    expect(leave.authorisation).toEqual({ token: expect.any(String), slot: 'A1', expiresAt: expect.any(String) });
    expect(leave.vend.state).toBe('AUTHORISED');
    expect((await report(kiosk, leave.authorisation.token, 'DISPENSING')).vend.state).toBe('DISPENSING');
    const vended = await report(kiosk, leave.authorisation.token, 'VENDED');
    expect(vended.vend).toMatchObject({
      state: 'VENDED',
      source: 'REPORT',
      slot: { level: 4, held: 0, available: 4 },
      order: { status: 'COMPLETED', paidFen: 1_200, refundedFen: 0 },
    });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await stockOf(kiosk)).toEqual([4, 0]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('that failed gives the money back; a jammed slot sells no more', async () => {
    const kiosk = await makeKiosk({ slots: { A1: 2, A2: 1 } });
    const { token, vendId } = await authorised(kiosk);
    const failed = await report(kiosk, token, 'FAILED', { slotHealth: 'JAMMED' });
    expect(failed.vend).toMatchObject({
      state: 'REFUNDED',
      slot: { level: 2, held: 0, available: 0 },
      order: { status: 'CANCELLED', paidFen: 1_200, refundedFen: 1_200 },
    });
    expect(await stockOf(kiosk)).toEqual([3, 0]);
    expect(codes(await reserve(kiosk))).toEqual(['SLOT_OUT_OF_ORDER']);
    expect(codes(await reserve(kiosk, 'A2'))).toEqual([]);
    // Told again, nothing happens.
    expect((await report(kiosk, token, 'FAILED')).vend.state).toBe('REFUNDED');
    expect(await vendNow(vendId)).toEqual({ state: 'REFUNDED', flag: null, source: 'REPORT' });
  });

  test('whose order is paid elsewhere, called off or run out follows its order', async () => {
    const kiosk = await makeKiosk();
    const [paid, calledOff, late] = [await reserve(kiosk), await reserve(kiosk), await reserve(kiosk)];
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 0, 5, 3] });
    await pay(kiosk, paid.vend.order);
    await until(async () => (await vendNow(paid.vend.id)).state === 'PAID');
    await done('orderCancel', { orderId: calledOff.vend.order.id }, 'order { status }', { token: kiosk.token });
    await app.db.pool.query(`update reservation set expires_at = now() - interval '1 second' where order_id = $1`, [
      uuidOf(late.vend.order.id),
    ]);
    await until(async () => (await vendNow(calledOff.vend.id)).state === 'CANCELLED');
    await until(async () => (await vendNow(late.vend.id)).state === 'CANCELLED');
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 0, 5, 1] });
    expect(codes(await authorise(kiosk, late.vend.id))).toEqual(['INVALID_STATE']);
  });

  test('paid and never given leave is refunded by itself after ten minutes: nothing can have come out', async () => {
    const kiosk = await makeKiosk();
    const { vend } = await reserve(kiosk);
    await pay(kiosk, vend.order);
    await age(vend.id, 599);
    await app.db.pool.query(`update vend set reserved_at = now() - interval '601 seconds' where id = $1`, [
      uuidOf(vend.id),
    ]);
    await until(async () => (await vendNow(vend.id)).state === 'CANCELLED');
    const { data } = await app.ask(
      'query($id: ID!) { order(id: $id) { status refundedFen } }',
      { id: vend.order.id },
      { token: kiosk.token },
    );
    expect(data.order).toEqual({ status: 'CANCELLED', refundedFen: 1_200 });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 0, 5, 0] });
  });
});

describe('a token', () => {
  test('late is denied, and nothing changes', async () => {
    const kiosk = await makeKiosk();
    const { vendId, token } = await authorised(kiosk);
    await age(vendId, 61);
    for (const result of ['DISPENSING', 'VENDED'])
      expect(codes(await report(kiosk, token, result))).toEqual(['TOKEN_EXPIRED']);
    expect(await vendNow(vendId)).toEqual({ state: 'AUTHORISED', flag: null, source: null });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 0, 5, 1] });
  });

  test('replayed is denied', async () => {
    const kiosk = await makeKiosk();
    const { token } = await authorised(kiosk);
    await report(kiosk, token, 'DISPENSING');
    expect(codes(await report(kiosk, token, 'DISPENSING'))).toEqual(['TOKEN_USED']);
    await report(kiosk, token, 'VENDED');
    expect(codes(await report(kiosk, token, 'DISPENSING'))).toEqual(['TOKEN_USED']);
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
  });

  test('foreign or forged is denied: of another kiosk, of another vend, of nobody', async () => {
    const [kiosk, other] = [await makeKiosk(), await makeKiosk()];
    const { token, vendId } = await authorised(kiosk);
    expect(codes(await report(other, token, 'VENDED'))).toEqual(['TOKEN_INVALID']);
    const bytes = Buffer.from(token, 'base64url');
    bytes[20]! ^= 1;
    for (const forged of [bytes.toString('base64url'), `${token}A`, 'x', ''])
      expect(codes(await report(kiosk, forged, 'VENDED'))).toEqual(['TOKEN_INVALID']);
    expect(codes(await keyed('vendAuthorise', { vendId }, VEND, { token: other.token }))).toEqual(['NOT_FOUND']);
    expect(await vendNow(vendId)).toMatchObject({ state: 'AUTHORISED' });
    expect(await slotsOf(other)).toEqual({ A1: [5, 0, 5, 0] });
  });

  test('is given once: asking again under another key is refused, under the same answers the same', async () => {
    const kiosk = await makeKiosk();
    const { vend } = await reserve(kiosk);
    await pay(kiosk, vend.order);
    const ask = () =>
      keyed('vendAuthorise', { idempotencyKey: `leave-${vend.id}`, vendId: vend.id }, 'authorisation { token }', {
        token: kiosk.token,
      });
    const first = await ask();
    expect(await ask()).toEqual(first);
    expect(codes(await authorise(kiosk, vend.id))).toEqual(['INVALID_STATE']);
  });
});

describe('no result', () => {
  const lost = async (kiosk: KioskUnderTest) => {
    const vend = await authorised(kiosk);
    await report(kiosk, vend.token, 'DISPENSING');
    await age(vend.vendId, 121);
    await until(async () => (await vendNow(vend.vendId)).state === 'UNKNOWN');
    return vend;
  };

  test('makes it unknown: not refunded, told of, and the machine is asked for its counters', async () => {
    const kiosk = await makeKiosk();
    const { orderId } = await lost(kiosk);
    expect(await alertsOf(kiosk)).toEqual(['VEND_UNKNOWN']);
    const { data } = await app.ask(
      'query($id: ID!) { order(id: $id) { status refundedFen } }',
      { id: orderId },
      { token: kiosk.token },
    );
    expect(data.order).toEqual({ status: 'PAID', refundedFen: 0 });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 0, 5, 1] });
    const { rows } = await app.db.pool.query(
      `select kind, state from kiosk_command where outlet_id = (select outlet_id from slot where id = (select slot_id from vend where order_id = $1))`,
      [uuidOf(orderId)],
    );
    expect(rows).toEqual([{ kind: 'AUDIT', state: 'PENDING' }]);
  });

  test('a result that comes late after all is a fact', async () => {
    const kiosk = await makeKiosk();
    const { token } = await lost(kiosk);
    expect((await report(kiosk, token, 'VENDED')).vend).toMatchObject({ state: 'VENDED', source: 'REPORT' });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await alertsOf(kiosk)).toEqual([]);
  });

  test('an operator who looked says what became of it', async () => {
    const kiosk = await makeKiosk();
    const [one, two] = [await lost(kiosk), await lost(kiosk)];
    const resolve = (vendId: string, outcome: string, reason = '监控录像') =>
      keyed('vendResolve', { kioskId: kiosk.id, vendId, outcome, reason }, VEND);
    expect(codes(await resolve(one.vendId, 'FAILED', ''))).toEqual(['REASON_REQUIRED']);
    expect((await resolve(one.vendId, 'FAILED')).vend).toMatchObject({ state: 'REFUNDED', source: 'OPERATOR' });
    expect((await resolve(two.vendId, 'VENDED')).vend).toMatchObject({ state: 'VENDED', source: 'OPERATOR' });
    expect(codes(await resolve(two.vendId, 'FAILED'))).toEqual(['INVALID_STATE']);
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await stockOf(kiosk)).toEqual([4, 0]);
    expect(await unbalancedItems(app)).toBe(0);
  });
});

describe('a result after the refund', () => {
  test('is flagged: no second refund, and what came out is off the slot and the stock', async () => {
    const kiosk = await makeKiosk();
    const { token, vendId, orderId } = await authorised(kiosk);
    await report(kiosk, token, 'FAILED');
    const after = await report(kiosk, token, 'VENDED');
    expect(after.vend).toMatchObject({
      state: 'REFUNDED',
      flag: 'RESULT_AFTER_REFUND',
      order: { id: orderId, status: 'CANCELLED', paidFen: 1_200, refundedFen: 1_200 },
    });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await stockOf(kiosk)).toEqual([4, 0]);
    expect(await alertsOf(kiosk)).toEqual(['RESULT_AFTER_REFUND']);
    // And again: once is enough.
    await report(kiosk, token, 'VENDED');
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    const { rows } = await app.db.pool.query('select kind from payment where order_id = $1 order by id', [
      uuidOf(orderId),
    ]);
    expect(rows).toEqual([{ kind: 'PAYMENT' }, { kind: 'REFUND' }]);
    expect(await vendNow(vendId)).toMatchObject({ state: 'REFUNDED' });
  });

  test('an order called off while the machine had leave: the goods count, the money stays back', async () => {
    const kiosk = await makeKiosk();
    const { token, orderId } = await authorised(kiosk);
    await done('orderCancel', { orderId }, 'order { status }', { token: kiosk.token });
    const after = await report(kiosk, token, 'VENDED');
    expect(after.vend).toMatchObject({ flag: 'RESULT_AFTER_REFUND', order: { refundedFen: 1_200 } });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await stockOf(kiosk)).toEqual([4, 0]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('a failure after success is flagged and changes nothing', async () => {
    const kiosk = await makeKiosk();
    const { token } = await authorised(kiosk);
    await report(kiosk, token, 'VENDED');
    expect((await report(kiosk, token, 'FAILED')).vend).toMatchObject({
      state: 'VENDED',
      flag: 'RESULT_CONTRADICTED',
      order: { status: 'COMPLETED', refundedFen: 0 },
    });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
  });
});
