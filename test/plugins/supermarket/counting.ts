import supermarket from '../../../plugins/supermarket/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { OPERATOR } from '../../kit/goods.js';
import { keyOf } from '../../domains/orders/selling.js';
import { connect, list, QUICK } from '../../channels/connecting.js';
import { Till } from './simulator/till.js';

export const CODE = 'super-main';
export const COUNTER = 'COUNTER-0001';
export const EAN = '6901234567892';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
export let app: TestApp;
export let connectionId: string;

export const settings = (over: Record<string, unknown> = {}) => ({
  stores: {
    A1: {
      siteCode: COUNTER,
      gln: '6901234500009',
      scaleBarcodes: [
        { prefix: '21', layout: 'FFWWWWWEEEEEC' },
        { prefix: '24', layout: 'FFWWWWWEEEEENNNNNC' },
      ],
    },
    B2: { siteCode: 'COUNTER-0002' },
  },
  devices: {
    T1: { store: 'A1', key: 'the key of the first till' },
    T2: { store: 'A1', key: 'the key of the second till' },
    T3: { store: 'B2', key: 'the key of the third till' },
    OFFICE: { store: '*', kind: 'OFFICE', key: 'the key of the back office' },
  },
  ...over,
});

export async function startCounting(): Promise<void> {
  // A return may wait for its sale longer than other tests wait for anything.
  const messageRetry = { ...QUICK.messageRetry!, giveUpAfterMs: 86_400_000 };
  app = await startApp({}, undefined, { plugins: [supermarket], timings: { ...QUICK, messageRetry } });
  connectionId = await connect(app, CODE, settings(), 'supermarket');
}

const KEYS: Record<string, string> = { T1: 'first till', T2: 'second till', T3: 'third till', OFFICE: 'back office' };

export const till = (deviceId: string, over: Partial<ConstructorParameters<typeof Till>[0]> = {}): Till =>
  new Till({ url: app.url, connection: CODE, deviceId, key: `the key of the ${KEYS[deviceId]}`, ...over });

/** A product that stores know by a code: listed on the connection, and linked. */
export async function known(productId: string, externalId: string, kind = 'product'): Promise<void> {
  await list(app, productId, CODE);
  await link(productId, externalId, kind);
}

export async function link(productId: string, externalId: string, kind = 'product'): Promise<void> {
  const { data, errors } = await app.ask(
    'mutation($input: ChannelLinkInput!) { channelLinkSet(input: $input) { userErrors { code field message } } }',
    { input: { connectionId, kind, externalId, id: productId } },
    OPERATOR,
  );
  if (errors || data.channelLinkSet.userErrors.length > 0) throw new Error(JSON.stringify({ data, errors }));
}

export const rows = async <Row = Record<string, any>>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await app.db.pool.query(sql, values)).rows as Row[];

export const onHand = async (product: string, site = COUNTER): Promise<number> =>
  (
    await rows<{ n: number }>('select on_hand as n from stock_item where product_id = $1 and site_code = $2', [
      keyOf(product),
      site,
    ])
  )[0]?.n ?? 0;

/** Everything that must stay as it is where something is refused. */
export const everything = () =>
  rows(
    `select (select count(*) from inbox_message) as messages, (select count(*) from inbox_request) as requests,
            (select count(*) from counter_receipt) as receipts, (select count(*) from customer_order) as orders,
            (select count(*) from stock_movement) as movements, (select count(*) from channel_stream) as streams,
            (select count(*) from counter_declaration) as days, (select sum(upper(seen)) from channel_stream) as seen`,
  );

/** What counters took, by day: receipts are orders' money and what is kept back. */
export async function balance(): Promise<{ receipts: number; booked: number; kept: number }> {
  const [sums] = await rows<{ receipts: number; booked: number; kept: number }>(
    `select coalesce((select sum(amount_fen) from counter_receipt), 0)::bigint as receipts,
            coalesce((select sum(case kind when 'PAYMENT' then amount_fen else -amount_fen end) from payment
                       where order_id in (select order_id from receipt_part)), 0)::bigint as booked,
            coalesce((select sum(kept_fen) from counter_receipt), 0)::bigint as kept`,
  );
  return sums!;
}

export const held = async () =>
  (
    await app.ask(
      `query($id: ID!) { inboxMessages(first: 100, filter: { connectionId: $id, state: [HELD, WAITING] }) { nodes { id dedupeKey code state note } } }`,
      { id: connectionId },
      OPERATOR,
    )
  ).data.inboxMessages.nodes as { id: string; dedupeKey: string; code: string; state: string; note: string }[];
