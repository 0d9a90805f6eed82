import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OPERATOR } from '../../kit/goods.js';
import {
  alertsOf,
  app,
  authorise,
  call,
  done,
  keyed,
  keyOf,
  makeKiosk,
  pay,
  reserve,
  startOutlets,
  until,
  uuidOf,
  type KioskUnderTest,
} from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);
const STATE = 'kiosk { online temperatureC door clockSkewSeconds locks { reason freshOnly } } serverTime';
const beat = (kiosk: KioskUnderTest, over: object = {}) =>
  call('kioskHeartbeat', { at: new Date().toISOString(), ...over }, STATE, { token: kiosk.token });
const command = (kiosk: KioskUnderTest, kind: string, ttlSeconds = 60) =>
  keyed('kioskCommandIssue', { kioskId: kiosk.id, kind, ttlSeconds }, 'command { id state }');
const say = (kiosk: KioskUnderTest, commandId: string, state: string) =>
  call('kioskCommandReport', { commandId, state }, 'command { state version }', { token: kiosk.token });

describe('locks', () => {
  test('a door that is open suspends the sale, also of what is paid; shut, it goes on', async () => {
    const kiosk = await makeKiosk();
    const { vend } = await reserve(kiosk);
    await pay(kiosk, vend.order);
    expect((await beat(kiosk, { door: 'OPEN' })).kiosk.locks).toEqual([{ reason: 'DOOR', freshOnly: false }]);
    expect(codes(await reserve(kiosk))).toEqual(['DOOR_OPEN']);
    expect(codes(await authorise(kiosk, vend.id))).toEqual(['DOOR_OPEN']);
    expect(await alertsOf(kiosk)).toEqual(['DOOR_OPEN']);
    expect((await beat(kiosk, { door: 'CLOSED' })).kiosk.locks).toEqual([]);
    expect(codes(await authorise(kiosk, vend.id))).toEqual([]);
    expect(await alertsOf(kiosk)).toEqual([]);
  });

  test('warmth locks fresh food, and nothing else, until an operator has looked', async () => {
    const fresh = await makeKiosk({ product: { industry: 'VEGETABLE' } });
    const dry = await makeKiosk();
    for (const kiosk of [fresh, dry])
      expect((await beat(kiosk, { temperatureC: 8.1, door: 'CLOSED' })).kiosk).toEqual({
        online: true,
        temperatureC: 8.1,
        door: 'CLOSED',
        clockSkewSeconds: expect.any(Number),
        locks: [{ reason: 'TEMPERATURE', freshOnly: true }],
      });
    expect(codes(await reserve(fresh))).toEqual(['TOO_WARM']);
    expect(codes(await reserve(dry))).toEqual([]);
    expect(codes(await command(fresh, 'UNLOCK'))).toEqual(['STILL_WARM']);
    expect((await beat(fresh, { temperatureC: 4 })).kiosk.locks).toEqual([{ reason: 'TEMPERATURE', freshOnly: true }]);
    expect(await alertsOf(fresh)).toEqual(['TOO_WARM']);
    expect(codes(await command(fresh, 'UNLOCK'))).toEqual([]);
    expect(codes(await reserve(fresh))).toEqual([]);
    expect(await alertsOf(fresh)).toEqual([]);
  });

  test('an operator locks and unlocks on our side at once', async () => {
    const kiosk = await makeKiosk();
    await command(kiosk, 'LOCK');
    expect(codes(await reserve(kiosk))).toEqual(['LOCKED']);
    await command(kiosk, 'UNLOCK');
    expect(codes(await reserve(kiosk))).toEqual([]);
  });
});

describe('a heartbeat', () => {
  test('compares clocks; one that is far off is told of', async () => {
    const kiosk = await makeKiosk();
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    const { kiosk: state, serverTime } = await beat(kiosk, { at: ahead });
    expect(state.clockSkewSeconds).toBeGreaterThan(3_590);
    expect(state.clockSkewSeconds).toBeLessThan(3_610);
    expect(Math.abs(Date.parse(serverTime) - Date.now())).toBeLessThan(10_000);
    expect(await alertsOf(kiosk)).toEqual(['CLOCK_WRONG']);
    await beat(kiosk);
    expect(await alertsOf(kiosk)).toEqual([]);
  });

  test('three of them missed, the kiosk is offline and people are told; the next clears it', async () => {
    const [kiosk, fine] = [await makeKiosk(), await makeKiosk()];
    for (const one of [kiosk, fine]) await beat(one);
    const silent = (seconds: number, one: KioskUnderTest) =>
      app.db.pool.query(`update kiosk set seen_at = now() - $2 * interval '1 second' where outlet_id = $1`, [
        keyOf(one.id),
        seconds,
      ]);
    await silent(70, fine);
    await silent(91, kiosk);
    await until(async () => (await alertsOf(kiosk)).includes('OFFLINE'));
    const online = async (one: KioskUnderTest) =>
      (await app.ask('query($id: ID!) { kiosk(id: $id) { online } }', { id: one.id }, OPERATOR)).data.kiosk.online;
    expect(await online(kiosk)).toBe(false);
    await beat(kiosk);
    expect(await online(kiosk)).toBe(true);
    expect(await alertsOf(kiosk)).toEqual([]);
    expect(await alertsOf(fine)).toEqual([]);
  });

  test.each([[{ temperatureC: 101 }], [{ temperatureC: -61 }]])('%j is refused', async (over) => {
    const kiosk = await makeKiosk();
    expect(codes(await beat(kiosk, over))).toEqual(['BAD_TEMPERATURE']);
  });
});

describe('a command', () => {
  test('is taken, carried out and reported; each once', async () => {
    const kiosk = await makeKiosk();
    const { command: issued } = await command(kiosk, 'RESTART');
    expect(issued.state).toBe('PENDING');
    expect((await say(kiosk, issued.id, 'TAKEN')).command).toEqual({ state: 'TAKEN', version: 2 });
    expect(codes(await say(kiosk, issued.id, 'TAKEN'))).toEqual(['COMMAND_ENDED']);
    expect((await say(kiosk, issued.id, 'DONE')).command).toEqual({ state: 'DONE', version: 3 });
    expect(codes(await say(kiosk, issued.id, 'FAILED'))).toEqual(['COMMAND_ENDED']);
  });

  test('that is late does not fire', async () => {
    const kiosk = await makeKiosk();
    const { command: issued } = await command(kiosk, 'RESTART');
    await app.db.pool.query(`update kiosk_command set expires_at = now() - interval '1 ms' where id = $1`, [
      uuidOf(issued.id),
    ]);
    for (const state of ['TAKEN', 'DONE'])
      expect(codes(await say(kiosk, issued.id, state))).toEqual(['COMMAND_EXPIRED']);
    await until(async () => {
      const { rows } = await app.db.pool.query('select state from kiosk_command where id = $1', [uuidOf(issued.id)]);
      return rows[0].state === 'EXPIRED';
    });
    expect(codes(await say(kiosk, issued.id, 'TAKEN'))).toEqual(['COMMAND_EXPIRED']);
  });

  test('of another kiosk is not there; a life too short or too long is refused', async () => {
    const [kiosk, other] = [await makeKiosk(), await makeKiosk()];
    const { command: issued } = await command(kiosk, 'RESTART');
    expect(codes(await say(other, issued.id, 'TAKEN'))).toEqual(['NOT_FOUND']);
    expect(codes(await command(kiosk, 'RESTART', 4))).toEqual(['BAD_TTL']);
    expect(codes(await command(kiosk, 'RESTART', 86_401))).toEqual(['BAD_TTL']);
  });

  test('issued again under one key is one command', async () => {
    const kiosk = await makeKiosk();
    const input = { idempotencyKey: `restart-${kiosk.site}`, kioskId: kiosk.id, kind: 'RESTART' };
    const [one, two] = [
      await done('kioskCommandIssue', input, 'command { id }'),
      await done('kioskCommandIssue', input, 'command { id }'),
    ];
    expect(one).toEqual(two);
  });
});

test('alerts are listed for their region, and cleared by who looked', async () => {
  const kiosk = await makeKiosk();
  await beat(kiosk, { door: 'OPEN' });
  const open = async (role: string) =>
    (
      await app.ask(
        'query($site: String) { outletAlerts(filter: { open: true, siteCode: $site }) { nodes { id kind site { code } facts clearedAt } totalCount } }',
        { site: kiosk.site },
        { role },
      )
    ).data.outletAlerts;
  const list = await open('COUNTY_OPERATOR');
  expect(list).toEqual({
    nodes: [{ id: expect.any(String), kind: 'DOOR_OPEN', site: { code: kiosk.site }, facts: '{}', clearedAt: null }],
    totalCount: 1,
  });
  expect((await open('VILLAGE_OPERATOR')).totalCount).toBe(0);
  const clear = (role: string) =>
    call('outletAlertClear', { alertId: list.nodes[0].id }, 'alert { clearedAt }', { role });
  expect(codes(await clear('VILLAGE_OPERATOR'))).toEqual(['NOT_FOUND']);
  expect((await clear('COUNTY_OPERATOR')).alert.clearedAt).not.toBeNull();
  expect(codes(await clear('COUNTY_OPERATOR'))).toEqual(['ALERT_CLEARED']);
});
