import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signatureFault, signatureOf } from '../../../plugins/kiosk/sign.js';
import { auditFile } from '../../domains/outlets/audit-file.js';
import {
  alertsOf,
  app,
  call,
  done,
  slotsOf,
  stockOf,
  until,
  uuidOf,
  vendNow,
} from '../../domains/outlets/kiosk-kit.js';
import { OPERATOR } from '../../kit/goods.js';
import { connectKiosks, keyOf, makeMachine, MASTER, send, startWithKiosks, type Machine } from './machine.js';

const CODE = 'kiosk-county';
beforeAll(async () => {
  await startWithKiosks();
  await connectKiosks(CODE);
});
afterAll(() => app.stop());

const messages = async () => (await app.db.pool.query('select count(*) as n from inbox_message')).rows[0].n;
const beat = (machine: Machine, options?: Parameters<typeof send>[3]) =>
  send(machine, 'heartbeat', { temperatureC: 4, door: 'CLOSED' }, options);
const sale = (seq: number, over: object = {}) => ({
  seq,
  entryId: `e-${seq}`,
  kind: 'SALE',
  at: '2026-11-26T09:00:00Z',
  slot: 'A1',
  amountFen: 1_200,
  ...over,
});

describe('a signature', () => {
  test('is over method, path, time, nonce and body: a known one', () => {
    const signed = {
      method: 'POST',
      path: '/channels/k/D-1/heartbeat',
      timestamp: '1790000000',
      nonce: 'nonce-0001',
      body: Buffer.from('{}'),
    };
    const signature = signatureOf(signed, 'key');
    // printf 'POST\\n/channels/k/D-1/heartbeat\\n1790000000\\nnonce-0001\\n<sha256 of {}>' | openssl dgst -sha256 -hmac key
    expect(signature).toBe('9594f1026e4daace382e13932cef94577e8ea1178e88c67c7a685843d7091c93');
    const when = { now: new Date(1_790_000_000_000), toleranceSeconds: 300 };
    expect(signatureFault(signed, signature, 'key', when)).toBeNull();
    for (const change of [
      { method: 'PUT' },
      { path: '/x' },
      { timestamp: '1790000001' },
      { nonce: 'nonce-0002' },
      { body: Buffer.from('{ }') },
    ])
      expect(signatureFault({ ...signed, ...change }, signature, 'key', when)).toBe('BAD_SIGNATURE');
    expect(signatureFault(signed, signature, 'another', when)).toBe('BAD_SIGNATURE');
    const late = { now: new Date(1_790_000_301_000), toleranceSeconds: 300 };
    expect(signatureFault(signed, signature, 'key', late)).toBe('CLOCK');
  });

  test.each<[string, Parameters<typeof send>[3], string]>([
    ['a changed body', { spoil: (request) => (request.body = '{"temperatureC":99}') }, 'BAD_SIGNATURE'],
    ['another path', { spoil: (request) => (request.url += '?x=1') }, 'BAD_SIGNATURE'],
    ['another device', { spoil: ({ headers }) => (headers['x-device-id'] = 'KIOSK-0009') }, 'BAD_SIGNATURE'],
    ['a wrong digest', { spoil: ({ headers }) => (headers['x-content-sha256'] = '0'.repeat(64)) }, 'BAD_SIGNATURE'],
    ['another key', { key: 'another' }, 'BAD_SIGNATURE'],
    ['no signature', { spoil: ({ headers }) => delete headers['x-signature'] }, 'BAD_SIGNATURE'],
    ['no nonce', { nonce: '' }, 'NOT_SIGNED'],
    ['a clock six minutes behind', { timestamp: Math.floor(Date.now() / 1_000) - 360 }, 'CLOCK'],
    ['a clock six minutes ahead', { timestamp: Math.floor(Date.now() / 1_000) + 360 }, 'CLOCK'],
  ])('%s is refused, and nothing is kept', async (_what, options, code) => {
    const machine = await makeMachine(CODE);
    const before = await messages();
    const { status, body } = await beat(machine, options);
    expect([status, body.code]).toEqual([401, code]);
    expect(Math.abs(body.serverTime - Date.now() / 1_000)).toBeLessThan(30);
    expect(await messages()).toBe(before);
  });

  test('of a machine that sells on another connection, or on none, is refused', async () => {
    await connectKiosks('kiosk-other');
    const machine = await makeMachine(CODE);
    expect((await send({ ...machine, connection: 'kiosk-other' }, 'heartbeat')).status).toBe(401);
    expect(await keyOf('kiosk-other', machine.device)).toBeNull();
  });
});

test('a key follows from the device’s version: revoked or provisioned anew, the old one is out at once', async () => {
  const machine = await makeMachine(CODE);
  expect((await beat(machine)).status).toBe(200);
  await call('deviceProvision', { code: machine.device, kind: 'KIOSK', siteCode: machine.site }, 'key');
  expect((await beat(machine)).status).toBe(401);
  const next = { ...machine, key: (await keyOf(CODE, machine.device))! };
  expect(next.key).not.toBe(machine.key);
  expect((await beat(next)).status).toBe(200);
  await call('deviceRevoke', { code: machine.device }, 'done');
  expect((await beat(next)).status).toBe(401);
  expect(await keyOf(CODE, machine.device)).toBeNull();
});

test('only those who manage devices are told a key, and never the master key', async () => {
  const machine = await makeMachine(CODE);
  await expect(keyOf(CODE, machine.device, { role: 'TOWNSHIP_OPERATOR' })).rejects.toThrow('FORBIDDEN');
  await expect(keyOf(CODE, machine.device, {})).rejects.toThrow('UNAUTHENTICATED');
  const { rows } = await app.db.pool.query(`select row_to_json(c)::text as text from channel_connection c`);
  expect(rows.map(({ text }) => text).join()).not.toContain(MASTER);
});

describe('reports', () => {
  test('a heartbeat is taken; the same nonce again is the same one, with another body a conflict', async () => {
    const machine = await makeMachine(CODE);
    const nonce = `nonce-${machine.device}`;
    expect(await send(machine, 'heartbeat', { door: 'OPEN' }, { nonce })).toEqual({
      status: 200,
      body: {},
    });
    expect(await alertsOf(machine)).toEqual(['DOOR_OPEN']);
    expect((await send(machine, 'heartbeat', { door: 'CLOSED' }, { nonce })).status).toBe(409);
    expect(await alertsOf(machine)).toEqual(['DOOR_OPEN']);
    const timestamp = Math.floor(Date.now() / 1_000);
    const twice = { nonce: `again-${machine.device}`, timestamp };
    for (let i = 0; i < 2; i++)
      expect(await send(machine, 'heartbeat', { door: 'CLOSED' }, twice)).toEqual({ status: 200, body: {} });
  });

  test('a journal is booked once and answered entry by entry', async () => {
    const machine = await makeMachine(CODE);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send(machine, 'journal', { entries: [sale(1), sale(2), sale(4)] })),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ epoch: 1, ackedThroughSeq: 2, missing: [{ from: 3, to: 3 }] });
    }
    expect(await slotsOf(machine)).toEqual({ A1: [5, 2, 3, 0] });
    const { rows } = await app.db.pool.query(
      'select channel, count(*) as n from customer_order where external_id like $1 group by channel',
      [`${machine.site}:%`],
    );
    expect(rows).toEqual([{ channel: CODE, n: 2 }]);
  });

  test('an audit file is held against the books; one with a bad checksum is refused', async () => {
    const machine = await makeMachine(CODE);
    const content = auditFile({ A1: { count: 7, fen: 8_400 } });
    expect(await send(machine, 'audit', { content })).toEqual({
      status: 200,
      body: { reportId: expect.any(String) },
    });
    const bad = await send(machine, 'audit', { content: content.replace('PA2*7', 'PA2*8') });
    expect([bad.status, bad.body.code]).toEqual([422, 'INVALID']);
  });

  test('a vend goes from hold to hand, its payment by the machine’s own number', async () => {
    const machine = await makeMachine(CODE);
    const nonce = `reserve-${machine.device}`;
    const timestamp = Math.floor(Date.now() / 1_000);
    const reserve = () => send(machine, 'vend', { step: 'RESERVE', slot: 'A1' }, { nonce, timestamp });
    const { body: held } = await reserve();
    expect((await reserve()).body).toEqual(held);
    expect(await slotsOf(machine)).toEqual({ A1: [5, 0, 5, 1] });
    const early = await send(machine, 'vend', { step: 'AUTHORISE', vendId: held.vendId });
    expect([early.status, early.body.code]).toEqual([422, 'INVALID_STATE']);
    const pay = (amountFen: number) =>
      send(machine, 'pay', { orderId: held.orderId, amountFen, transactionId: 'coin-1', method: 'coins' });
    expect((await pay(1_200)).status).toBe(200);
    const { body: leave } = await send(machine, 'vend', { step: 'AUTHORISE', vendId: held.vendId });
    expect(leave).toMatchObject({ slot: 'A1', token: expect.any(String), expiresAt: expect.any(String) });
    expect((await send(machine, 'vend', { token: leave.token, result: 'DISPENSING' })).status).toBe(200);
    expect((await send(machine, 'vend', { token: leave.token, result: 'VENDED' })).status).toBe(200);
    expect(await vendNow(held.vendId)).toEqual({ state: 'VENDED', flag: null, source: 'REPORT' });
    expect(await slotsOf(machine)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await stockOf(machine)).toEqual([4, 0]);
    const replayed = await send(machine, 'vend', { token: leave.token, result: 'DISPENSING' });
    expect([replayed.status, replayed.body.code]).toEqual([422, 'INVALID_STATE']);
  });

  test('a failed vend’s money is asked back of the channel that took it, and the vend waits for it', async () => {
    const machine = await makeMachine(CODE);
    const { body: held } = await send(machine, 'vend', { step: 'RESERVE', slot: 'A1' });
    await send(machine, 'pay', { orderId: held.orderId, amountFen: 1_200, transactionId: 'coin-9' });
    const { body: leave } = await send(machine, 'vend', { step: 'AUTHORISE', vendId: held.vendId });
    await send(machine, 'vend', { token: leave.token, result: 'FAILED', slotHealth: 'JAMMED' });
    expect(await vendNow(held.vendId)).toMatchObject({ state: 'FAILED' });
    const { rows } = await app.db.pool.query(
      'select channel, amount_fen as amount, state from refund where order_id = $1',
      [uuidOf(held.orderId)],
    );
    expect(rows).toEqual([{ channel: CODE, amount: 1_200, state: 'REQUESTED' }]);
    const back = (amountFen: number) => send(machine, 'refund', { orderId: held.orderId, amountFen });
    expect((await back(1_100)).status).toBe(422);
    expect((await back(1_200)).status).toBe(200);
    await until(async () => (await vendNow(held.vendId)).state === 'REFUNDED');
    // Given back twice by the machine's own account, it is booked once.
    expect((await back(1_200)).status).toBe(422);
    const { rows: money } = await app.db.pool.query(
      'select paid_fen as paid, refunded_fen as refunded from customer_order where id = $1',
      [uuidOf(held.orderId)],
    );
    expect(money).toEqual([{ paid: 1_200, refunded: 1_200 }]);
  });

  test('a command is taken and reported; one that is late is refused', async () => {
    const machine = await makeMachine(CODE);
    const issue = async () =>
      (await done('kioskCommandIssue', { kioskId: machine.id, kind: 'RESTART' }, 'command { id }')).command.id;
    const [one, late] = [await issue(), await issue()];
    expect((await send(machine, 'command', { commandId: one, state: 'TAKEN' })).status).toBe(200);
    await app.db.pool.query(`update kiosk_command set expires_at = now() - interval '1 s' where id = $1`, [
      uuidOf(late),
    ]);
    const refused = await send(machine, 'command', { commandId: late, state: 'TAKEN' });
    expect([refused.status, refused.body.code]).toEqual([422, 'INVALID_STATE']);
  });

  test.each<[string, string, object, number]>([
    ['a heartbeat that is too hot', 'heartbeat', { temperatureC: 400 }, 422],
    ['a journal without entries', 'journal', {}, 422],
    ['a vend of no slot', 'vend', { step: 'RESERVE', slot: 'Z9' }, 422],
    ['a payment without a number', 'pay', { orderId: 'x', amountFen: 1 }, 422],
    ['a report of nothing known', 'dance', {}, 404],
  ])('%s is refused, and nothing changes', async (_what, path, report, status) => {
    const machine = await makeMachine(CODE);
    expect((await send(machine, path, report)).status).toBe(status);
    expect(await slotsOf(machine)).toEqual({ A1: [5, 0, 5, 0] });
    expect(await stockOf(machine)).toEqual([5, 0]);
  });
});

test('a machine that asks is told what it sells, its locks and what it is to do', async () => {
  const machine = await makeMachine(CODE);
  await done('kioskCommandIssue', { kioskId: machine.id, kind: 'LOCK' }, 'command { id }');
  const { status, body } = await send(machine, 'state', {}, { method: 'GET' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: machine.id,
    planogramVersion: 1,
    journal: { epoch: 1, ackedThroughSeq: 0 },
    locks: [{ reason: 'OPERATOR', freshOnly: false }],
    slots: [
      {
        code: 'A1',
        priceFen: 1_200,
        capacity: 10,
        level: 5,
        available: 5,
        health: 'OK',
        product: { id: machine.productId },
      },
    ],
    commands: [{ kind: 'LOCK', state: 'PENDING' }],
  });
  expect((await send(machine, 'state', {}, { method: 'GET', key: 'x' })).status).toBe(401);
});

test('a connection that is switched off takes nothing', async () => {
  const id = await connectKiosks('kiosk-off');
  const machine = await makeMachine('kiosk-off');
  expect((await beat(machine)).status).toBe(200);
  await app.ask(
    'mutation($id: ID!) { connectionDeactivate(input: { connectionId: $id }) { userErrors { code } } }',
    { id },
    OPERATOR,
  );
  expect((await beat(machine)).status).toBe(503);
});
