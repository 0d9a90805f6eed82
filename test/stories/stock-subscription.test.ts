import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { startApp } from '../kit/app.js';
import { cloneDatabase } from '../kit/database.js';
import { CENTRE, GATE, makeProduct, newKey, unbalancedItems } from '../kit/goods.js';
import { watchStock, type Message, type Watch, type WatchedItem } from '../domains/stock/stock-watch.js';
import { serverProcess, type ServerProcess } from './server-process.js';

const WRITERS = 24;
const SUBSCRIBERS = 8;
const KILLS = 3;
const WRITE_MS = 14_000;
/** What makes it a test, however slow the machine is. */
const WRITES = 301;
const CHANGES = 101;
const SITES = [GATE, CENTRE];

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let server: ServerProcess;
let pool: pg.Pool;
let token: string;
const products: string[] = [];
beforeAll(async () => {
  database = await cloneDatabase();
  const app = await startApp({}, database.url);
  // Two hot products and four others: versions of the hot ones come thick.
  for (let i = 0; i < 6; i++)
    products.push(await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '1000', [CENTRE]: '1000' } }));
  for (const product of products)
    for (const site of SITES) due.set(`${product} ${site}`, { onHand: 1_000, reserved: 0 });
  token = await app.token('COUNTY_OPERATOR');
  await app.stop();
  pool = new pg.Pool({
    connectionString: database.url,
    max: 2,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        (oid === 20 ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
    },
  });
  server = await serverProcess(database.url);
  await server.start();
});
afterAll(async () => {
  await server?.stop();
  await pool?.end();
  await database?.drop();
});

/** Asks until there is an answer: the idempotency key makes a repeat harmless, also when the answer was lost. */
async function acknowledged(name: string, query: string, input: object): Promise<{ userErrors: { code: string }[] }> {
  const body = JSON.stringify({ query, variables: { input: { idempotencyKey: newKey(), ...input } } });
  for (;;) {
    const answer = (await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    }).then(
      (response) => (response.status === 503 ? null : response.json()),
      () => null,
    )) as { data?: Record<string, { userErrors: { code: string }[] }> } | null;
    const payload = answer?.data?.[name];
    if (payload && payload.userErrors[0]?.code !== 'BUSY') return payload;
    await sleep(50 + Math.random() * 50);
  }
}

const RECEIVE = 'mutation($input: StockReceiveInput!) { stockReceive(input: $input) { userErrors { code } } }';
const ADJUST = 'mutation($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }';
const PLACE = 'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { userErrors { code } } }';
const buyer = { name: '李小明', phone: '13812345678' };

/** What the acknowledged answers say must be in the table, by product and site. */
const due = new Map<string, { onHand: number; reserved: number }>();

async function write(goOn: () => boolean, wrote: () => void): Promise<void> {
  for (let done = 0; goOn(); done++, wrote()) {
    const productId = products[Math.random() < 0.6 ? done % 2 : done % products.length]!;
    const siteCode = SITES[Math.random() < 0.5 ? 0 : 1]!;
    const n = 1 + (done % 3);
    const dice = Math.random();
    const target = due.get(`${productId} ${siteCode}`)!;
    if (dice < 0.4) {
      const { userErrors } = await acknowledged('stockReceive', RECEIVE, { productId, siteCode, quantity: String(n) });
      if (userErrors.length === 0) target.onHand += n;
    } else if (dice < 0.8) {
      const { userErrors } = await acknowledged('orderPlace', PLACE, {
        buyer,
        lines: [{ productId, siteCode, quantity: String(n) }],
      });
      if (userErrors.length === 0) target.reserved += n;
    } else {
      const { userErrors } = await acknowledged('stockAdjust', ADJUST, {
        productId,
        siteCode,
        delta: '-1',
        reason: '破损',
      });
      if (userErrors.length === 0) target.onHand -= 1;
    }
  }
}

/** One who watches, is cut off at random, and goes on from the last cursor. Counts what should never be. */
class Follower {
  readonly view = new Map<string, WatchedItem>();
  snapshots = 0;
  changes = 0;
  drops = 0;
  doubled: string[] = [];
  missed: string[] = [];
  resyncs = 0;
  private cursor: string | undefined;
  private watch: Watch | undefined;
  private stopped = false;
  private calm = false;
  private running: Promise<void> | undefined;

  start(): void {
    this.running = this.run();
  }

  settle(): void {
    this.calm = true;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.watch?.drop();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.watch = watchStock(server.url, { after: this.cursor, onMessage: (message) => this.take(message) });
      const cut = this.calm ? new Promise<void>(() => undefined) : sleep(150 + Math.random() * 1_500);
      const ended = this.watch.over.then(
        () => undefined,
        () => undefined,
      );
      await Promise.race([cut, ended]);
      if (this.calm && !this.stopped) await ended;
      this.watch.drop();
      await ended;
      this.drops++;
      await sleep(Math.random() * 200);
    }
  }

  private take(message: Message): void {
    if (this.stopped) return;
    if (message.__typename === 'ResyncRequired') {
      this.resyncs++;
      return;
    }
    this.cursor = message.cursor;
    if (message.__typename === 'StockSnapshot') {
      this.snapshots++;
      for (const item of message.items) this.view.set(item.id, item);
      return;
    }
    this.changes++;
    const { item } = message;
    const before = this.view.get(item.id)?.version ?? 0;
    if (item.version <= before) this.doubled.push(`${item.id} ${before} → ${item.version}`);
    else if (item.version > before + 1) this.missed.push(`${item.id} ${before} → ${item.version}`);
    this.view.set(item.id, item);
  }
}

test(`${WRITERS} writers, subscribers cut off at random, the server killed ${KILLS} times: nothing lost, nothing doubled`, async () => {
  const until = Date.now() + WRITE_MS;
  const followers = Array.from({ length: SUBSCRIBERS }, () => new Follower());
  // Half are there from the start, half take their snapshot in the middle of the load.
  followers.slice(0, SUBSCRIBERS / 2).forEach((follower) => follower.start());
  let done = 0;
  let killed = 0;
  const goOn = () =>
    Date.now() < until || killed < KILLS || done < WRITES || followers.some(({ changes }) => changes < CHANGES);
  const writing = Promise.all(Array.from({ length: WRITERS }, () => write(goOn, () => (done += 1))));
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(2_000 + Math.random() * 500);
    await server.kill();
    await server.start();
    killed += 1;
    if (kill === 0) followers.slice(SUBSCRIBERS / 2).forEach((follower) => follower.start());
  }
  await writing;
  followers.forEach((follower) => follower.settle());

  const { rows: table } = await pool.query<{
    id: number;
    product: number;
    site: string;
    onHand: number;
    reserved: number;
    version: number;
  }>(
    'select id, product_id as product, site_code as site, on_hand as "onHand", reserved, version from stock_item order by id',
  );
  const wanted = table.map(({ id, site, onHand, reserved, version }) => ({
    id: Buffer.from(`StockItem:${id}`).toString('base64url'),
    site: { code: site },
    onHand: String(onHand),
    reserved: String(reserved),
    available: String(onHand - reserved),
    version,
  }));
  const same = (follower: Follower) => wanted.every(({ id, version }) => follower.view.get(id)?.version === version);
  for (const deadline = Date.now() + 15_000; Date.now() < deadline && !followers.every(same);) await sleep(50);
  await Promise.all(followers.map((follower) => follower.stop()));

  // The table holds exactly what was acknowledged.
  const held = Object.fromEntries(
    table.map((row) => [
      `${Buffer.from(`Product:${row.product}`).toString('base64url')} ${row.site}`,
      { onHand: row.onHand, reserved: row.reserved },
    ]),
  );
  expect(held).toEqual(Object.fromEntries(due));
  expect(await unbalancedItems({ db: { pool } } as never)).toBe(0);
  // Every follower's view is the table, reached by every version once.
  for (const { view, doubled, missed, resyncs, snapshots } of followers) {
    expect({ doubled, missed, resyncs, snapshots }).toEqual({ doubled: [], missed: [], resyncs: 0, snapshots: 1 });
    expect([...view.values()].map(({ product: _, ...item }) => item).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      wanted.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
  }
  // And it was a test: enough happened.
  expect(done).toBeGreaterThanOrEqual(WRITES);
  expect(followers.reduce((sum, f) => sum + f.drops, 0)).toBeGreaterThan(SUBSCRIBERS * 3);
  expect(Math.min(...followers.map((f) => f.changes))).toBeGreaterThanOrEqual(CHANGES);
}, 180_000);
