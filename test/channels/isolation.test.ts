import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SharedLook } from '../../src/channels/connections/shared-look.js';
import type { TestApp } from '../kit/app.js';
import { GATE, makeProduct, receive } from '../kit/goods.js';
import { connect, list, startChannels, until } from './connecting.js';
import { echoPlugin, signed, type EchoBody, type EchoPlugin } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

// What one connection may take of the server, while another goes on as if it were alone.
const KEY = 'the key of both accounts';
const CONCURRENCY = 3;
const LONGEST_LINE = 200;
/** Statements of one connection at once. */
const SHARE = 3;
let app: TestApp;
let remote: RemoteSide;

/** Calls at work for the connection `stormy`, held until they are let go; those of others pass. */
class Held {
  now = 0;
  most = 0;
  private gate = Promise.withResolvers<void>();

  async pass(connection: string): Promise<void> {
    if (connection !== 'stormy') return;
    this.most = Math.max(this.most, ++this.now);
    await this.gate.promise;
    this.now -= 1;
  }

  letGo(): void {
    this.gate.resolve();
    this.gate = Promise.withResolvers<void>();
    this.most = 0;
  }
}
const authenticating = new Held();
const executing = new Held();
const delivering = new Held();
let holds: Held | null = null;
const held = (what: Held, connection: string) => (holds === what ? what.pass(connection) : Promise.resolve());

function heldPlugin(): EchoPlugin {
  const echo = echoPlugin();
  const { stored } = echo.inbound!.routes!;
  return {
    ...echo,
    inbound: {
      ...echo.inbound!,
      routes: {
        stored: {
          ...stored!,
          answerWithinMs: 60_000,
          authenticate: async (request, call) => {
            await held(authenticating, call.connection.code);
            return stored!.authenticate(request, call);
          },
        },
      },
      normalise: async (message, call) => {
        await held(executing, call.connection.code);
        return (message.body as unknown as EchoBody).intake;
      },
    },
    outbound: {
      ...echo.outbound!,
      batch: 1,
      deliver: async (batch, call) => {
        await held(delivering, call.connection.code);
        return echo.outbound!.deliver(batch, call);
      },
    },
    limits: { concurrency: CONCURRENCY, rps: 1_000, timeoutMs: 60_000 },
  };
}

beforeAll(async () => {
  remote = await startRemoteSide(KEY);
  app = await startChannels([heldPlugin()]);
  for (const code of ['stormy', 'calm']) await connect(app, code, { url: remote.url, key: KEY });
});
afterAll(async () => {
  for (const one of [authenticating, executing, delivering]) one.letGo();
  await app.stop();
  await remote.stop();
});

let said = 0;
function say(code: string, stream?: string): Promise<number> {
  const sequence = stream && { stream, number: said };
  const body = JSON.stringify([{ id: `${code}-${++said}`, intake: { ignore: 'said' }, sequence }]);
  const headers = { 'content-type': 'application/json', 'x-signature': signed(KEY, body) };
  return fetch(`${app.url}/channels/${code}/stored`, { method: 'POST', headers, body }).then(({ status }) => status);
}

/** Sends the head of a request and half of its body; answers the status. */
function sayHalf(code: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': '1000' };
    const asked = request(`${app.url}/channels/${code}/stored`, { method: 'POST', headers, agent: false }, (answer) => {
      resolve(answer.statusCode!);
      asked.destroy();
    });
    asked.on('error', reject);
    asked.write('[');
  });
}

const states = async (code: string): Promise<Record<string, number>> => {
  const { rows } = await app.db.pool.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from inbox_message where connection = $1 group by state',
    [code],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};
/** Statements that wait for a lock. */
const waiting = async (): Promise<number> => {
  const { rows } = await app.db.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]!.n;
};
const isCalm = async () => {
  expect(await say('calm')).toBe(200);
  await until(async () => Object.keys(await states('calm')).join() === 'DONE', 'the other’s message');
  expect((await app.ask('{ viewer { role } }')).data).toEqual({ viewer: { role: 'VISITOR' } });
};

describe('while one connection’s line is long, another is served at once', () => {
  test('requests: so many at work, so many wait, the others are told to come back', async () => {
    holds = authenticating;
    const answers: number[] = [];
    const work = 2 * CONCURRENCY;
    const sayAll = (length: number) =>
      Array.from({ length }, async () => {
        answers.push(await say('stormy'));
      });
    const calls = sayAll(work);
    await until(() => authenticating.now === work, 'those that have a place');
    calls.push(...sayAll(LONGEST_LINE + 40));
    await until(() => answers.length >= 40, 'those that are too many');
    await sleep(100);
    expect(answers).toEqual(Array.from({ length: 40 }, () => 503));
    expect([authenticating.now, authenticating.most]).toEqual([work, work]);
    // Whoever comes now is told without being read: nobody asks for the rest of this body.
    const startedAt = performance.now();
    expect(await sayHalf('stormy')).toBe(503);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(500);
    await isCalm();
    holds = null;
    authenticating.letGo();
    await Promise.all(calls);
    expect(answers.filter((status) => status === 200)).toHaveLength(work + LONGEST_LINE);
  });

  test('messages: so many are executed at once, the others wait in the database', async () => {
    await until(async () => Object.keys(await states('stormy')).join() === 'DONE', 'what came before');
    holds = executing;
    const before = (await states('stormy'))['DONE']!;
    expect(await Promise.all(Array.from({ length: 60 }, () => say('stormy')))).toEqual(
      Array.from({ length: 60 }, () => 200),
    );
    await until(() => executing.now === CONCURRENCY, 'the first to be executed');
    await isCalm();
    expect([executing.now, executing.most]).toEqual([CONCURRENCY, CONCURRENCY]);
    expect(await states('stormy')).toEqual({ DONE: before, PENDING: 60 });
    holds = null;
    executing.letGo();
    await until(async () => (await states('stormy'))['DONE'] === before + 60, 'all of them');
  });

  test('deliveries: so many are made at once', async () => {
    const products = await Promise.all(
      Array.from({ length: 6 }, () => makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '5' } })),
    );
    const one = await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '5' } });
    holds = delivering;
    for (const product of products) await list(app, product, 'stormy');
    await until(() => delivering.now === CONCURRENCY, 'the first deliveries');
    remote.deliveries.length = 0;
    await list(app, one, 'calm');
    await receive(app, one, GATE, '1');
    await until(
      () => remote.deliveries.some(({ event, data }) => event === 'stock' && JSON.stringify(data).includes('"6"')),
      'the other’s stock',
    );
    expect(new Set(remote.deliveries.map(({ subject }) => subject))).toEqual(new Set([one]));
    expect([delivering.now, delivering.most]).toEqual([CONCURRENCY, CONCURRENCY]);
    holds = null;
    delivering.letGo();
    await until(() => products.every((id) => remote.deliveries.some(({ subject }) => subject === id)), 'all of them');
  });
});

test('one connection’s statements that hang leave lines to the database for those of others', async () => {
  const locker = await app.db.pool.connect();
  await locker.query('begin');
  await locker.query(`insert into channel_stream(connection, stream, seen) values ('stormy', 'lane', '{}')`);
  const calls = Array.from({ length: 20 }, () => say('stormy', 'lane'));
  try {
    await until(async () => (await waiting()) === SHARE, 'its share to hang');
    await sleep(200);
    expect(await waiting()).toBe(SHARE);
    await isCalm();
  } finally {
    await locker.query('rollback');
    locker.release();
  }
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 20 }, () => 200));
});

test('a connection’s row is looked at once for all who ask at a time, and never told as it was before', async () => {
  let value = 0;
  let looks = 0;
  const gates: (() => void)[] = [];
  const shared = new SharedLook(async (key) => {
    looks += 1;
    const seen = value;
    await new Promise<void>((resolve) => gates.push(resolve));
    if (seen === 3) throw new Error('the database is away');
    return `${key} ${seen}`;
  });
  const early = shared.get('a');
  value = 1;
  const late = Array.from({ length: 100 }, () => shared.get('a'));
  const other = shared.get('b');
  expect(looks).toBe(2);
  gates.shift()!();
  expect(await early).toBe('a 0');
  await until(() => gates.length === 2, 'the next look');
  for (const go of gates.splice(0)) go();
  expect(new Set(await Promise.all(late))).toEqual(new Set(['a 1']));
  expect(await other).toBe('b 1');
  expect(looks).toBe(3);
  // One that fails is told to those who asked for it, and the next is made all the same.
  value = 3;
  const failing = shared.get('a');
  const next = shared.get('a');
  gates.shift()!();
  await expect(failing).rejects.toThrow('the database is away');
  value = 4;
  await until(() => gates.length === 1, 'the next look');
  gates.shift()!();
  await expect(next).rejects.toThrow('the database is away');
  const last = shared.get('a');
  gates.shift()!();
  expect(await last).toBe('a 4');
});
