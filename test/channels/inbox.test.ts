import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../src/platform/graphql/index.js';
import type { Command, CommandResult } from 'yizhan/plugin-kit';
import type { TestApp } from '../kit/app.js';
import { makeProduct, OPERATOR } from '../kit/goods.js';
import { connect, connectionDo, RememberingExecutor, startChannels, tell, until } from './connecting.js';
import { echoPlugin, type EchoBody, type EchoHooks } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

const KEY = 'the-key-that-signs-messages';
const hooks: EchoHooks = {};
const executor = new RememberingExecutor();
let app: TestApp;
let remote: RemoteSide;
let id: string;

beforeAll(async () => {
  remote = await startRemoteSide(KEY);
  app = await startChannels([echoPlugin('echo', hooks)], executor);
  id = await connect(app, 'in', { url: remote.url, key: KEY });
});
afterAll(async () => {
  await app.stop();
  await remote.stop();
});
const DONE: CommandResult = { status: 'done', duplicate: false, values: {} };
afterEach(async () => {
  delete hooks.normalise;
  executor.answer = () => DONE;
  executor.executed.length = 0;
  await app.db.pool.query('truncate inbox_message, inbox_request');
});

const cancel = (number: string): Command => ({ kind: 'order.cancel', order: { number } });
const does = (message: string, about?: string): EchoBody => ({
  id: message,
  ...(about && { about }),
  intake: { commands: [cancel(message)] },
});
const say = (messages: EchoBody[], over: { path?: string; signature?: string } = {}) =>
  tell(app, 'in', KEY, messages, over);
const ask = (messages: EchoBody[]) => say(messages, { path: 'executed/now' });
const executed = () => executor.executed.map(({ command }) => (command as { order: { number: string } }).order.number);
const stored = async () =>
  (await app.db.pool.query('select dedupe_key as key, state, code from inbox_message order by id')).rows as {
    key: string;
    state: string;
    code: string | null;
  }[];
const stateOf = async (key: string) => (await stored()).find((row) => row.key === key);
const operator = async (mutation: string, input: object) => {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}`;
  const name = { inboxMessageRetry: 'InboxMessageActionInput' }[mutation] ?? 'InboxMessageReasonInput';
  const what = mutation === 'inboxMessageReveal' ? 'revealed { body raw }' : 'inboxMessage { id state code }';
  const answer = await app.ask(
    `mutation ${type}($input: ${name}!) { ${mutation}(input: $input) { ${what} userErrors { code field } } }`,
    { input },
    OPERATOR,
  );
  return answer.data[mutation];
};
const messageId = async (key: string) =>
  globalId(
    'InboxMessage',
    (await app.db.pool.query<{ id: number }>('select id from inbox_message where dedupe_key = $1', [key])).rows[0]!.id,
  );

describe('what does not come from the remote side leaves no trace', () => {
  const traces = async () =>
    (
      await app.db.pool.query(
        'select (select count(*) from inbox_message)::int + (select count(*) from inbox_request)::int as n',
      )
    ).rows[0].n as number;

  test.each([
    ['a bad signature', () => say([does('x')], { signature: '0'.repeat(64) }), 401],
    ['a signature of nothing', () => say([does('x')], { signature: '' }), 401],
    ['an unknown connection', () => tell(app, 'none', KEY, [does('x')]), 404],
    ['an unknown path', () => say([does('x')], { path: 'elsewhere' }), 404],
    ['another method', () => fetch(`${app.url}/channels/in/stored`).then(({ status }) => ({ status })), 405],
    ['too much', () => say([{ ...does('x'), intake: { ignore: 'x'.repeat(1_100_000) } }]), 413],
  ])('%s', async (_what, send, status) => {
    expect((await send()).status).toBe(status);
    expect([await traces(), executor.executed]).toEqual([0, []]);
  });

  test('a request that makes no sense is answered 400', async () => {
    const { createHmac } = await import('node:crypto');
    const body = 'not JSON';
    const response = await fetch(`${app.url}/channels/in/stored`, {
      method: 'POST',
      headers: { 'x-signature': createHmac('sha256', KEY).update(body).digest('hex') },
      body,
    });
    expect([response.status, await response.json(), await traces()]).toEqual([400, { error: 'this is not JSON' }, 0]);
  });

  test('a connection that is switched off', async () => {
    const off = await connect(app, 'off', { url: remote.url, key: KEY });
    await connectionDo(app, 'Deactivate', off);
    expect((await tell(app, 'off', KEY, [does('x')])).status).toBe(503);
    expect(await traces()).toBe(0);
  });
});

describe('the same thing said again', () => {
  test('takes effect once and is answered alike; with another body it is a conflict', async () => {
    const first = await ask([does('a')]);
    expect(first.body).toEqual([{ state: 'DONE', duplicate: false, code: null, results: [DONE] }]);
    expect((await ask([does('a')])).body).toEqual([{ state: 'DONE', duplicate: true, code: null, results: [DONE] }]);
    expect((await ask([{ ...does('a'), intake: { commands: [cancel('z')] } }])).body).toEqual([
      { state: 'CONFLICT', duplicate: true, code: null, results: [] },
    ]);
    expect(executed()).toEqual(['a']);
  });

  test('within one request too', async () => {
    const { body } = await ask([does('a'), does('a'), { ...does('a'), intake: { ignore: 'other' } }]);
    expect((body as { state: string; duplicate: boolean }[]).map(({ state, duplicate }) => [state, duplicate])).toEqual(
      [
        ['DONE', false],
        ['DONE', true],
        ['CONFLICT', true],
      ],
    );
    expect(executed()).toEqual(['a']);
  });

  test('fifty times at once: one effect, and all are answered well', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask([does('storm')])));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const all = answers.map(({ body }) => (body as { state: string; duplicate: boolean }[])[0]!);
    expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(all.every(({ state }) => state === 'DONE')).toBe(true);
    expect(executed()).toEqual(['storm']);
  });

  test('two requests with the same messages in another order', async () => {
    const many = Array.from({ length: 40 }, (_, n) => does(`m${n}`));
    const answers = await Promise.all([say(many), say(many.toReversed()), say(many)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await until(() => executor.executed.length === 40);
    expect(new Set(executed()).size).toBe(40);
  });
});

describe('order', () => {
  test('messages of one key are executed one after the other, those of others do not wait', async () => {
    let free: () => void = () => undefined;
    const blocked = new Promise<void>((resolve) => (free = resolve));
    executor.answer = async (command) => {
      if (command.kind === 'order.cancel' && 'number' in command.order && command.order.number === 'k1') await blocked;
      return DONE;
    };
    await say([does('k1', 'key'), does('k2', 'key'), does('k3', 'key'), does('other', 'another')]);
    await until(() => executed().includes('other'));
    expect(executed()).toEqual(['other']);
    free();
    await until(() => executor.executed.length === 4);
    expect(executed()).toEqual(['other', 'k1', 'k2', 'k3']);
  });

  test('whoever asks for an answer gets it after those before it', async () => {
    await say([does('k1', 'key'), does('k2', 'key')]);
    expect((await ask([does('k3', 'key')])).body).toMatchObject([{ state: 'DONE' }]);
    expect(executed()).toEqual(['k1', 'k2', 'k3']);
  });

  test('one that is to be executed is taken as it is kept: no moment is left in which another could take it', async () => {
    const seen: { taken: boolean; attempts: number }[] = [];
    hooks.normalise = async (message) => {
      const { rows } = await app.db.pool.query<{ taken: boolean; attempts: number }>(
        'select lease_until > now() as taken, attempts from inbox_message order by id',
      );
      seen.push(...rows);
      return (message.body as unknown as EchoBody).intake;
    };
    expect((await ask([does('first', 'key'), does('second', 'key'), does('third')])).body).toMatchObject([
      { state: 'DONE' },
      { state: 'DONE' },
      { state: 'DONE' },
    ]);
    expect(executed()[0]).toBe('first');
    expect(seen[0]).toEqual({ taken: true, attempts: 1 });
    // Behind one of its key that is not done, it is kept alone.
    hooks.normalise = () => ({ hold: 'LOOK', message: 'm' });
    await ask([does('held', 'other')]);
    expect((await ask([does('behind', 'other')])).body).toMatchObject([{ state: 'WAITING' }]);
    const { rows } = await app.db.pool.query(`select attempts, lease from inbox_message where dedupe_key = 'behind'`);
    expect(rows).toEqual([{ attempts: 0, lease: null }]);
  });

  test('one that must wait lets its key go on, and is tried after each of it', async () => {
    hooks.normalise = (message) => {
      const body = message.body as unknown as EchoBody;
      return body.id === 'refund' && !executed().includes('pay')
        ? { wait: 'NO_PAYMENT', retryAfterSeconds: 600 }
        : body.intake;
    };
    expect((await ask([does('refund', 'order-1')])).body).toMatchObject([{ state: 'WAITING', code: 'NO_PAYMENT' }]);
    expect((await ask([does('pay', 'order-1')])).body).toMatchObject([{ state: 'DONE' }]);
    await until(() => executor.executed.length === 2, 'the refund');
    expect(executed()).toEqual(['pay', 'refund']);
  });

  test('one that is held holds up its key alone', async () => {
    const held: EchoBody = { id: 'h', about: 'key', intake: { hold: 'UNKNOWN', message: 'look here' } };
    expect((await ask([held])).body).toMatchObject([{ state: 'HELD', code: 'UNKNOWN' }]);
    expect((await ask([does('next', 'key')])).body).toMatchObject([{ state: 'WAITING' }]);
    expect((await ask([does('other', 'else')])).body).toMatchObject([{ state: 'DONE' }]);
    const { inboxMessage } = await operator('inboxMessageDismiss', {
      messageId: await messageId('h'),
      reason: '对方发错了',
    });
    expect(inboxMessage).toMatchObject({ state: 'DONE', code: 'DISMISSED' });
    await until(() => executed().includes('next'));
  });
});

describe('failures', () => {
  test('a throw is tried again, and each command takes effect once', async () => {
    let failures = 2;
    const twice: EchoBody = { id: 't', intake: { commands: [cancel('one'), cancel('two')] } };
    executor.answer = (command) => {
      if (JSON.stringify(command).includes('two') && failures-- > 0) throw new Error('the database went away');
      return DONE;
    };
    await say([twice]);
    await until(async () => (await stateOf('t'))?.state === 'DONE');
    expect(executor.executed.map(({ key }) => key.replace(/\d+\./, 'N.'))).toEqual(['inbox:N.1.0', 'inbox:N.1.1']);
  });

  test('a plug-in that throws tells no secret', async () => {
    hooks.normalise = () => {
      throw new Error(`cannot sign with ${KEY}`);
    };
    await say([does('leak')]);
    await until(async () => (await stateOf('leak'))?.code === 'FAILED');
    const shown = await app.ask('{ inboxMessages(first: 1) { nodes { state code note attempts } } }', {}, OPERATOR);
    expect(shown.data.inboxMessages.nodes[0]).toMatchObject({ state: 'PENDING', note: 'cannot sign with [secret]' });
  });

  test('one that hangs is given up in its time, and hurts nobody else', async () => {
    await connect(app, 'beside', { url: remote.url, key: KEY });
    hooks.normalise = (message) =>
      (message.body as unknown as EchoBody).id.startsWith('hang')
        ? new Promise<never>(() => undefined)
        : (message.body as unknown as EchoBody).intake;
    await say(Array.from({ length: 12 }, (_, n) => does(`hang${n}`)));
    for (let n = 0; n < 5; n++) {
      const { body } = await tell(app, 'beside', KEY, [does(`b${n}`)], { path: 'executed/x' });
      expect(body).toMatchObject([{ state: 'DONE' }]);
    }
    await until(async () => (await stateOf('hang0'))?.code === 'TIMEOUT', 'the time limit');
  });

  test('the database is away: 503, so that it is sent again', async () => {
    const name = new URL(app.databaseUrl).pathname.slice(1);
    const admin = new URL(app.databaseUrl);
    admin.pathname = '/postgres';
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: admin.href });
    await client.connect();
    try {
      await client.query(`alter database ${name} with allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      expect((await say([does('away')])).status).toBe(503);
    } finally {
      await client.query(`alter database ${name} with allow_connections true`);
      await client.end();
    }
    await until(async () => (await say([does('away')]).catch(() => ({ status: 0 }))).status === 200, 'the database');
    await until(() => executed().includes('away'));
  });
});

describe('what an operator mends', () => {
  test('an order with an unknown product is held, and executed when the product is linked', async () => {
    const product = await makeProduct(app);
    let known = false;
    executor.answer = (command) =>
      command.kind !== 'order.ship' || known
        ? DONE
        : { status: 'refused', code: 'UNKNOWN_PRODUCT', message: 'sku-9 is not linked' };
    const message: EchoBody = {
      id: 'held',
      intake: { commands: [cancel('first'), { kind: 'order.ship', order: { number: 'YZ1' } }] },
    };
    expect((await ask([message])).body).toMatchObject([{ state: 'HELD', code: 'UNKNOWN_PRODUCT' }]);
    const listed = await app.ask(
      '{ inboxMessages(first: 5, filter: { state: [HELD] }) { nodes { code note results { command status code } connection { code } } totalCount } }',
      {},
      OPERATOR,
    );
    expect(listed.data.inboxMessages).toEqual({
      nodes: [
        {
          code: 'UNKNOWN_PRODUCT',
          note: 'sku-9 is not linked',
          connection: { code: 'in' },
          results: [
            { command: 'order.cancel', status: 'done', code: null },
            { command: 'order.ship', status: 'refused', code: 'UNKNOWN_PRODUCT' },
          ],
        },
      ],
      totalCount: 1,
    });
    known = true;
    const link = (over: object = {}) =>
      app.ask(
        'mutation($input: ChannelLinkInput!) { channelLinkSet(input: $input) { link { kind externalId thing { id } } userErrors { code field } } }',
        { input: { connectionId: id, kind: 'sku', externalId: 'sku-9', id: product, ...over } },
        OPERATOR,
      );
    expect((await link()).data.channelLinkSet).toEqual({
      link: { kind: 'sku', externalId: 'sku-9', thing: { id: product } },
      userErrors: [],
    });
    await until(async () => (await stateOf('held'))?.state === 'DONE');
    // What was done before is not done again; what was refused has a key of its own.
    expect(executor.executed.map(({ command, key }) => [command.kind, key.replace(/\d+\./, 'N.')])).toEqual([
      ['order.cancel', 'inbox:N.1.0'],
      ['order.ship', 'inbox:N.1.1'],
      ['order.ship', 'inbox:N.2.1'],
    ]);
    expect((await link({ externalId: 'sku-8' })).data.channelLinkSet.userErrors).toEqual([
      { code: 'LINK_TAKEN', field: 'externalId' },
    ]);
  });

  test('what is held is tried again when somebody says so; what is done is not', async () => {
    hooks.normalise = () => ({ hold: 'LOOK', message: 'm' });
    await ask([does('again')]);
    delete hooks.normalise;
    const retried = await operator('inboxMessageRetry', { messageId: await messageId('again') });
    expect(retried.userErrors).toEqual([]);
    await until(() => executed().includes('again'));
    await until(async () => (await stateOf('again'))?.state === 'DONE');
    expect(await operator('inboxMessageRetry', { messageId: await messageId('again') })).toMatchObject({
      inboxMessage: null,
      userErrors: [{ code: 'INVALID_STATE', field: 'messageId' }],
    });
    expect(executed()).toEqual(['again']);
  });

  test('what was said is sealed, and opened for a stated reason that is kept', async () => {
    const told = { ...does('person'), intake: { ignore: '王小明 13812345678' } };
    await say([told]);
    await until(async () => (await stateOf('person'))?.state === 'DONE');
    const { rows } = await app.db.pool.query('select * from inbox_message, inbox_request');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('13812345678').toString('base64').slice(0, 12));
    const found = await messageId('person');
    expect(await operator('inboxMessageReveal', { messageId: found, reason: '为何' })).toMatchObject({
      userErrors: [{ code: 'BAD_REASON', field: 'reason' }],
    });
    expect(await operator('inboxMessageReveal', { messageId: found, reason: '核对买家投诉' })).toEqual({
      revealed: { body: told, raw: JSON.stringify([told]) },
      userErrors: [],
    });
    const log = await app.db.pool.query('select subject, fields, reason from personal_data_access');
    expect(log.rows).toEqual([
      { subject: expect.stringMatching(/^inbox_message:\d+$/), fields: ['body'], reason: '核对买家投诉' },
    ]);
  });
});
