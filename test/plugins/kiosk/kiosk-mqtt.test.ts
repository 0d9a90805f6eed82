import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aedes } from 'aedes';
import { connectAsync, type MqttClient } from 'mqtt';
import { signatureOf } from '../../../plugins/kiosk/sign.js';
import { createConnection, connectionDo, until } from '../../channels/connecting.js';
import { alertsOf, app, done, reserve, slotsOf, uuidOf } from '../../domains/outlets/kiosk-kit.js';
import { connectKiosks, makeMachine, MASTER, startWithKiosks, type Machine } from './machine.js';

const CODE = 'kiosk-mqtt';
const PASSWORD = 'the broker’s own password';

let broker: Aedes;
let server: Server;
let url: string;
const open: MqttClient[] = [];

beforeAll(async () => {
  broker = await Aedes.createBroker();
  broker.authenticate = (_client, username, password, answer) =>
    answer(null, username !== 'yizhan' || password?.toString() === PASSWORD);
  server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await startWithKiosks();
  await connectKiosks(CODE, { mqtt: { url, username: 'yizhan', password: PASSWORD } });
});
afterAll(async () => {
  await Promise.all(open.map((client) => client.endAsync(true)));
  await app.stop();
  await new Promise<void>((resolve) => broker.close(() => resolve()));
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a machine is told is looked into freely
type State = any;

/** A machine at the broker: what it was told, newest last, and how it says something. */
async function attach(machine: Machine) {
  const client = await connectAsync(url, { username: machine.device, clientId: machine.device });
  open.push(client);
  const told: State[] = [];
  client.on('message', (_topic, payload) => told.push(JSON.parse(payload.toString())));
  await client.subscribeAsync(`yizhan/${machine.connection}/${machine.device}/down/state`, { qos: 1 });
  const say = async (
    what: string,
    report: object,
    over: { key?: string; nonce?: string; device?: string; timestamp?: string } = {},
  ) => {
    const { key = machine.key, nonce = randomUUID(), device = machine.device } = over;
    const { timestamp = String(Math.floor(Date.now() / 1_000)) } = over;
    const topic = `yizhan/${machine.connection}/${device}/up/${what}`;
    const body = JSON.stringify(report);
    const signature = signatureOf({ method: 'MQTT', path: topic, timestamp, nonce, body: Buffer.from(body) }, key);
    await client.publishAsync(topic, JSON.stringify({ timestamp, nonce, signature, body }), { qos: 1 });
  };
  return { client, told, say, newest: () => told.at(-1) };
}

const sale = (seq: number) => ({
  seq,
  entryId: `m-${seq}`,
  kind: 'SALE',
  at: new Date().toISOString(),
  slot: 'A1',
  amountFen: 1_200,
});
const kept = async (machine: Machine) =>
  (await app.db.pool.query('select count(*) as n from inbox_message where dedupe_key like $1', [`${machine.device}:%`]))
    .rows[0].n;

describe('over a broker', () => {
  test('a machine is told its state as it changes: slots, prices, locks and commands', async () => {
    const machine = await makeMachine(CODE);
    const { newest } = await attach(machine);
    await until(() => newest()?.slots?.[0]?.level === 5, 'the first state');
    expect(newest()).toMatchObject({
      planogramVersion: 1,
      locks: [],
      commands: [],
      journal: { epoch: 1, ackedThroughSeq: 0 },
      slots: [{ code: 'A1', priceFen: 1_200, level: 5, available: 5, product: { id: machine.productId } }],
    });
    expect(newest().devices).toBeUndefined();
    await done(
      'planogramSet',
      { kioskId: machine.id, slots: [{ code: 'A1', productId: machine.productId, capacity: 10, priceFen: 990 }] },
      'kiosk { id }',
    );
    await until(() => newest().slots[0].priceFen === 990, 'the price');
    await reserve(machine);
    await until(() => newest().slots[0].available === 4, 'the slot');
    await done('kioskCommandIssue', { kioskId: machine.id, kind: 'LOCK' }, 'command { id }');
    await until(() => newest().commands.length === 1, 'the command');
    expect(newest()).toMatchObject({ commands: [{ kind: 'LOCK', state: 'PENDING' }], locks: [{ reason: 'OPERATOR' }] });
  });

  test('one that comes back is told the newest at once', async () => {
    const machine = await makeMachine(CODE);
    const first = await attach(machine);
    await until(() => first.newest()?.slots?.[0]?.level === 5, 'the state');
    await first.client.endAsync(true);
    await reserve(machine);
    await until(async () => {
      const again = await attach(machine);
      await until(() => again.told.length > 0, 'what the broker kept');
      return again.newest().slots[0].available === 4;
    }, 'the newest');
  });

  test('reports take effect once: a journal, however often it is published', async () => {
    const machine = await makeMachine(CODE);
    const { say, newest } = await attach(machine);
    const nonce = randomUUID();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    for (let i = 0; i < 5; i++) await say('journal', { entries: [sale(1), sale(2)] }, { nonce, timestamp });
    await say('journal', { entries: [sale(1), sale(2), sale(3)] });
    // What is booked comes back as what the machine may forget.
    await until(() => newest()?.journal?.ackedThroughSeq === 3, 'the journal');
    expect(await slotsOf(machine)).toEqual({ A1: [5, 3, 2, 0] });
    expect(await kept(machine)).toBe(2);
  });

  test('heartbeats lock and commands are reported', async () => {
    const machine = await makeMachine(CODE);
    const { say } = await attach(machine);
    await say('heartbeat', { door: 'OPEN' });
    await until(async () => (await alertsOf(machine)).includes('DOOR_OPEN'), 'the lock');
    const { command } = await done('kioskCommandIssue', { kioskId: machine.id, kind: 'RESTART' }, 'command { id }');
    await say('command', { commandId: command.id, state: 'TAKEN' });
    await until(async () => {
      const { rows } = await app.db.pool.query('select state from kiosk_command where id = $1', [uuidOf(command.id)]);
      return rows[0].state === 'TAKEN';
    }, 'the command');
  });

  test('what is forged, foreign or makes no sense is dropped, and holds nothing up', async () => {
    const [machine, other] = [await makeMachine(CODE), await makeMachine(CODE)];
    const { say, client } = await attach(machine);
    await say('heartbeat', { door: 'OPEN' }, { key: 'another' });
    await say('heartbeat', { door: 'OPEN' }, { device: other.device });
    await say('dance', { door: 'OPEN' });
    await client.publishAsync(`yizhan/${CODE}/${machine.device}/up/heartbeat`, 'no JSON', { qos: 1 });
    await say('heartbeat', { door: 'CLOSED' });
    await until(async () => (await kept(machine)) === 1, 'the good one');
    expect(await kept(other)).toBe(0);
    expect([await alertsOf(machine), await alertsOf(other)]).toEqual([[], []]);
  });

  test('what the broker kept while the line was down is late, and true all the same', async () => {
    const machine = await makeMachine(CODE);
    const { say } = await attach(machine);
    await say('journal', { entries: [sale(1)] }, { timestamp: String(Math.floor(Date.now() / 1_000) - 86_400) });
    await until(async () => (await slotsOf(machine))['A1']![1] === 1, 'the sale');
  });
});

test('a broker that lets nobody listen is asked again, one line at a time; switched off, none is left', async () => {
  const deaf = await Aedes.createBroker();
  const ids: string[] = [];
  let most = 0;
  deaf.authorizeSubscribe = (_client, _subscription, answer) => answer(null, null);
  deaf.on('clientReady', ({ id }) => {
    if (id !== 'yizhan-kiosk-deaf') return;
    ids.push(id);
    most = Math.max(most, deaf.connectedClients);
  });
  const listener = createServer(deaf.handle);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = `mqtt://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  try {
    const id = await connectKiosks('kiosk-deaf', { mqtt: { url: address } });
    await until(() => ids.length >= 4, 'the fourth try');
    expect(most).toBe(1);
    await connectionDo(app, 'Deactivate', id);
    await until(() => deaf.connectedClients === 0, 'the last line to be gone');
    const tries = ids.length;
    // Longer than a line that lived on would take to come back.
    await sleep(2_500);
    expect([ids.length, deaf.connectedClients]).toEqual([tries, 0]);
  } finally {
    await new Promise<void>((resolve) => deaf.close(() => resolve()));
    await new Promise<void>((resolve) => listener.close(() => resolve()));
  }
});

describe('the account', () => {
  const settings = (over: object) => ({
    masterKey: MASTER,
    mqtt: { url, username: 'yizhan', password: PASSWORD, ...over },
  });
  const verify = async (code: string, given: object) => {
    const created = await createConnection(app, { plugin: 'kiosk', code, name: code, settings: given });
    expect(created.userErrors).toEqual([]);
    const answer = await connectionDo(app, 'Verify', created.connection.id);
    return answer.userErrors;
  };

  test('is verified against the broker before it works', async () => {
    const [refused] = await verify('kiosk-wrong', settings({ password: 'another one' }));
    expect(refused).toMatchObject({ field: expect.stringContaining('mqtt.url') });
    expect(JSON.stringify(refused)).not.toContain('another one');
    expect(await verify('kiosk-right', settings({ prefix: 'other' }))).toEqual([]);
  });

  test.each<[string, () => object, RegExp]>([
    ['a short master key', () => ({ masterKey: 'short' }), /masterKey/],
    ['an address that is none', () => settings({ url: 'http://broker' }), /mqtt\.url/],
    ['a prefix with a wildcard', () => settings({ prefix: 'a/#' }), /mqtt\.prefix/],
  ])('with %s is not made', async (_what, given, field) => {
    const { connection, userErrors } = await createConnection(app, {
      plugin: 'kiosk',
      code: 'kiosk-bad',
      name: 'x',
      settings: given(),
    });
    expect(connection).toBeNull();
    expect(userErrors[0].field).toMatch(field);
  });
});
