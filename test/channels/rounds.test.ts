import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { InboundMessage, Json, RemoteRecord } from 'yizhan/plugin-kit';
import { startApp, type TestApp } from '../kit/app.js';
import { GATE, makeProduct, OPERATOR, receive } from '../kit/goods.js';
import { connect, connectionDo, list, QUICK, RememberingExecutor, settle, startChannels, until } from './connecting.js';
import { echoPlugin, type EchoHooks, type EchoPlugin } from './echo.js';
import { startRemoteSide, type RemoteSide } from './remote-side.js';

const KEY = 'the-key-of-those-who-are-asked';
/** What the remote side has to say; each look answers two of it. */
const said: string[] = [];
const looks: Json[] = [];
const confirmed: number[] = [];
let failing = 0;
const heard = (id: string): InboundMessage => ({
  type: 'heard',
  dedupeKey: id,
  orderingKey: null,
  body: { id, intake: { commands: [{ kind: 'order.cancel', order: { number: id } }] } },
});
const hooks: EchoHooks = {
  poll: async (cursor) => {
    looks.push(cursor);
    if (failing-- > 0) throw new Error('they are away');
    const from = (cursor as number | null) ?? 0;
    const found = said.slice(from, from + 2);
    return { messages: found.map(heard), cursor: from + found.length, more: from + 2 < said.length };
  },
  confirm: async () => void confirmed.push(confirmed.length),
};
/** A line that the test speaks on. */
let speak: ((message: InboundMessage) => Promise<void>) | null = null;
let lines = 0;
let books: RemoteRecord[] = [];
const since: (string | null)[] = [];

const plugin = (): EchoPlugin => {
  const echo = echoPlugin('echo', hooks);
  return {
    ...echo,
    inbound: {
      ...echo.inbound!,
      sources: {
        line: {
          open: async (receiveMessage) => {
            lines++;
            speak = receiveMessage;
            return {
              close: async () => {
                lines--;
                speak = null;
              },
            };
          },
        },
      },
    },
    reconcile: {
      everySeconds: 1,
      listRemote: async function* (from) {
        since.push(from?.toISOString() ?? null);
        yield* books;
      },
    },
  };
};

const executor = new RememberingExecutor();
let app: TestApp;
let other: TestApp;
let remote: RemoteSide;
let id: string;

beforeAll(async () => {
  remote = await startRemoteSide(KEY);
  app = await startChannels([plugin()], executor);
  // Two processes on one database: each of them may do it, one at a time does.
  other = await startApp({}, app.databaseUrl, { plugins: [plugin()], executor, timings: QUICK });
  id = await connect(app, 'asked', { url: remote.url, key: KEY });
});
afterAll(async () => {
  await other.stop();
  await app.stop();
  await remote.stop();
});
afterEach(() => {
  failing = 0;
  books = [];
});

const executed = () => executor.executed.map(({ command }) => (command as { order: { number: string } }).order.number);
const round = async (kind: string) =>
  (await app.db.pool.query('select cursor, failures, code, note from channel_round where kind = $1', [kind])).rows[0];
const due = (kind: string) => app.db.pool.query('update channel_round set next_at = now() where kind = $1', [kind]);

describe('polls', () => {
  test('nothing is missed or doubled, page after page, by two processes', async () => {
    said.push('p1', 'p2', 'p3', 'p4', 'p5');
    await due('poll');
    await until(() => executor.executed.length === 5, 'all five');
    expect(executed().toSorted()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
    expect(await round('poll')).toMatchObject({ cursor: 5, failures: 0, code: null });
    expect(looks.filter((cursor) => cursor === 2)).toHaveLength(1);
    expect(confirmed.length).toBe(looks.length);
  });

  test('a look that fails is made again from the same place', async () => {
    failing = 2;
    said.push('p6');
    await due('poll');
    await until(async () => (await round('poll')).failures > 0, 'a failure');
    expect(await round('poll')).toMatchObject({ code: 'FAILED', note: 'they are away', cursor: 5 });
    await until(() => executed().includes('p6'));
    await until(async () => (await round('poll')).failures === 0, 'a good look');
  });
});

describe('a line held open', () => {
  test('is held once over all processes; what is said on it is kept before it is acknowledged', async () => {
    await until(() => speak !== null, 'the line');
    expect(lines).toBe(1);
    await speak!(heard('spoken'));
    const { rows } = await app.db.pool.query(`select 1 from inbox_message where dedupe_key = 'spoken'`);
    expect(rows).toHaveLength(1);
    await until(() => executed().includes('spoken'));
  });

  test('is closed when the connection is switched off, and opened anew afterwards', async () => {
    await connectionDo(app, 'Deactivate', id);
    await until(() => lines === 0, 'the end of the line');
    await connectionDo(app, 'Activate', id);
    await until(() => lines === 1, 'the line again');
  });
});

describe('reconciling', () => {
  const differences = async () =>
    (
      await app.ask(
        '{ channelDifferences { nodes { kind externalId code ours theirs connection { code } } } }',
        {},
        OPERATOR,
      )
    ).data.channelDifferences.nodes as object[];

  test('what they have otherwise is listed, stock is told again, and settled when they agree', async () => {
    const product = await makeProduct(app, { stock: { [GATE]: '5' } });
    await list(app, product, 'asked');
    await settle(app);
    await app.ask(
      'mutation($input: ChannelLinkInput!) { channelLinkSet(input: $input) { userErrors { code } } }',
      { input: { connectionId: id, kind: 'product', externalId: 'item-1', id: product } },
      OPERATOR,
    );
    await until(() => remote.deliveries.some(({ event }) => event === 'stock'), 'the stock');
    await until(async () => {
      const { rowCount } = await app.db.pool.query(
        `select 1 from delivery where state in ('PENDING', 'SENDING', 'RETRY')`,
      );
      return rowCount === 0;
    });
    remote.deliveries.length = 0;
    books = [
      { kind: 'stock', externalId: 'item-1', quantity: '9' },
      { kind: 'stock', externalId: 'item-2', quantity: '1' },
      { kind: 'order', externalId: 'o-1', amountFen: 100 },
      { kind: 'payment', externalId: 't-1', order: 'o-1', amountFen: 100 },
      { kind: 'refund', externalId: 'r-1', refund: 'r', amountFen: 1 },
    ];
    await due('reconcile');
    const listed = { connection: { code: 'asked' } };
    await until(async () => (await differences()).length === 5, 'five differences');
    expect((await differences()).toReversed()).toEqual([
      { ...listed, kind: 'stock', externalId: 'item-1', code: 'QUANTITY', ours: '5.000', theirs: '9' },
      { ...listed, kind: 'stock', externalId: 'item-2', code: 'NOT_LINKED', ours: null, theirs: '1' },
      { ...listed, kind: 'order', externalId: 'o-1', code: 'MISSING_HERE', ours: null, theirs: '100' },
      { ...listed, kind: 'payment', externalId: 't-1', code: 'MISSING_HERE', ours: null, theirs: '100' },
      { ...listed, kind: 'refund', externalId: 'r-1', code: 'MISSING_HERE', ours: null, theirs: '1' },
    ]);
    await until(() => remote.deliveries.some(({ event }) => event === 'stock'), 'the stock again');
    expect(remote.deliveries[0]).toMatchObject({
      event: 'stock',
      externalId: 'item-1',
      data: { stock: { available: '5.000' } },
    });
    books = [{ kind: 'stock', externalId: 'item-1', quantity: '5' }];
    await due('reconcile');
    await until(async () => (await differences()).length === 4, 'one of them settled');
    await receive(app, product, GATE, '1');
    expect(since[0]).toBeNull();
    expect(since.at(-1)).toMatch(/^\d{4}-\d\d-\d\dT/);
  });
});
