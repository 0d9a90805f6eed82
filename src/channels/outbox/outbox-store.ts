import type { Transaction } from '../../platform/persistence/index.js';
import type { FeedEvent } from '../../platform/events/index.js';
import type { OutboundEvent } from '../../plugin-kit/index.js';
import type { Sql, SqlOf } from '../sql.js';

export const DELIVERY_STATES = ['PENDING', 'SENDING', 'RETRY', 'DONE', 'DEAD', 'DROPPED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A delivery as its table has it. `subject` is the key in our table. */
export interface StoredDelivery {
  readonly id: string;
  readonly connection: string;
  readonly event: OutboundEvent;
  readonly subject: string;
  readonly sequence: number;
  readonly occurredAt: string;
  readonly attempts: number;
  readonly firstTriedAt: string;
}

/** What becomes of a delivery after a try. */
export interface DeliveryFinish {
  readonly id: string;
  readonly state: Extract<DeliveryState, 'DONE' | 'RETRY' | 'DEAD'>;
  readonly code: string | null;
  readonly note: string | null;
  /** When it is tried again; null for now, or for never. */
  readonly nextAt: Date | null;
  /** The try does not count: nothing was sent. */
  readonly uncounted?: boolean;
}

/**
 * Stock and products of a page of the log, for the connections that list them, or listed them until this change. A new
 * listing is told the stock too. What waits for its next try holds a newer one back as long.
 */
const PUT_PRODUCTS = `
  with told as (
    select e.*, (e.payload->>'product')::bigint as product, e.payload->'listing' as before
      from jsonb_to_recordset($1::jsonb) e(pos bigint, kind text, at timestamptz, payload jsonb)),
  wanted as (
    select c.code, t.kind as event, t.product, t.pos, t.at from told t
      join listing l on l.product_id = t.product and l.active
      join channel_connection c on c.code = l.channel and c.state in ('ACTIVE', 'SUSPENDED') and t.kind = any(c.events)
    union all
    select c.code, 'stock', t.product, t.pos, t.at from told t
      join channel_connection c on c.code = t.before->>'channel' and c.state in ('ACTIVE', 'SUSPENDED')
                               and 'stock' = any(c.events)
      join listing l on l.product_id = t.product and l.channel = c.code and l.active
     where t.kind = 'product'
    union all
    select c.code, 'product', t.product, t.pos, t.at from told t
      join channel_connection c on c.code = t.before->>'channel' and c.state in ('ACTIVE', 'SUSPENDED')
                               and 'product' = any(c.events)
     where t.kind = 'product' and (t.before->>'active')::boolean)
  insert into delivery as d (id, connection, event, subject, sequence, occurred_at, next_at)
  select uuidv7(), code, event, product::text, max(pos), max(at),
         greatest(now(), (select max(r.next_at) from delivery r where r.connection = code and r.subject = product::text
                             and r.event = w.event and r.state = 'RETRY'))
    from wanted w group by code, event, product
  on conflict (connection, event, subject) where state = 'PENDING' and event in ('stock', 'product')
  do update set sequence = greatest(d.sequence, excluded.sequence), occurred_at = greatest(d.occurred_at, excluded.occurred_at)`;

/** Orders, and refunds that are asked for, for the connection that brought the order. A refund's id is the delivery's. */
const PUT_ORDERS = `
  insert into delivery(id, connection, event, subject, sequence, occurred_at)
  select case when e.kind = 'refund' then e.subject::uuid else uuidv7() end, c.code, e.kind, e.subject, e.pos, e.at
    from jsonb_to_recordset($1::jsonb) e(pos bigint, kind text, subject text, at timestamptz, payload jsonb)
    join channel_connection c on c.code = e.payload->>'channel' and e.kind = any(c.events)
   where (e.kind = 'order' and c.state in ('ACTIVE', 'SUSPENDED'))
      or (e.kind = 'refund' and e.payload->>'state' = 'REQUESTED')
   order by e.pos
  on conflict do nothing`;

/** A refund that failed is asked for again: its delivery, which has its number, is due once more. */
const ASK_AGAIN = `
  update delivery d set state = 'RETRY', attempts = 0, first_tried_at = null, next_at = now(), done_at = null,
         code = null, note = null, sequence = e.pos, occurred_at = e.at
    from jsonb_to_recordset($1::jsonb) e(pos bigint, kind text, subject text, at timestamptz, payload jsonb)
   where e.kind = 'refund' and e.payload->>'state' = 'REQUESTED' and d.id = e.subject::uuid
     and d.sequence < e.pos and d.state in ('DONE', 'DEAD')`;

/** All that a connection lists, as if it had just changed. */
const PUT_ALL = `
  insert into delivery as d (id, connection, event, subject, sequence, occurred_at)
  select uuidv7(), c.code, e.event, l.product_id::text, h.pos, now()
    from channel_connection c join listing l on l.channel = c.code and l.active
    cross join unnest(array['product', 'stock']) e(event) cross join feed_head h
   where c.code = any($1) and e.event = any(c.events)
   order by l.product_id, e.event
  on conflict (connection, event, subject) where state = 'PENDING' and event in ('stock', 'product')
  do update set sequence = greatest(d.sequence, excluded.sequence), next_at = now()`;

/** Machines that sell on a connection, and what is theirs: told whole, so one that waits is enough. */
const PUT_TERMINALS = `
  insert into delivery as d (id, connection, event, subject, sequence, occurred_at)
  select uuidv7(), c.code, 'terminal', e.payload->>'kiosk', max(e.pos), max(e.at)
    from jsonb_to_recordset($1::jsonb) e(pos bigint, at timestamptz, payload jsonb)
    join channel_connection c on c.code = e.payload->>'channel' and c.state in ('ACTIVE', 'SUSPENDED') and 'terminal' = any(c.events)
   group by c.code, e.payload->>'kiosk'
  on conflict (connection, event, subject) where state = 'PENDING' and event = 'terminal'
  do update set sequence = greatest(d.sequence, excluded.sequence), occurred_at = greatest(d.occurred_at, excluded.occurred_at)`;

const PUT_ALL_TERMINALS = `
  insert into delivery as d (id, connection, event, subject, sequence, occurred_at)
  select uuidv7(), c.code, 'terminal', o.id::text, h.pos, now()
    from channel_connection c join outlet o on o.channel = c.code and o.kind = 'KIOSK' cross join feed_head h
   where c.code = any($1) and 'terminal' = any(c.events) order by o.id
  on conflict (connection, event, subject) where state = 'PENDING' and event = 'terminal'
  do update set sequence = greatest(d.sequence, excluded.sequence), next_at = now()`;

const rows = (events: readonly FeedEvent[]) =>
  JSON.stringify(
    events.map(({ pos, kind, subject, occurredAt: at, payload }) => ({ pos, kind, subject, at, payload })),
  );

/** Writes the outbox from a page of the log, in the transaction that moves its reader. */
export async function putEvents(tx: Transaction, events: readonly FeedEvent[]): Promise<void> {
  const products = events.filter(({ kind }) => kind === 'stock' || kind === 'product');
  const orders = events.filter(({ kind }) => kind === 'order' || kind === 'refund');
  if (products.length > 0) await tx.query(PUT_PRODUCTS, [rows(products)]);
  const kiosks = events.filter(({ kind }) => kind === 'kiosk');
  if (orders.length > 0) {
    await tx.query(PUT_ORDERS, [rows(orders)]);
    await tx.query(ASK_AGAIN, [rows(orders)]);
  }
  if (kiosks.length > 0) await tx.query(PUT_TERMINALS, [rows(kiosks)]);
}

/** Puts everything that connections list into their outboxes: they converge, whatever they missed. */
export async function putAll(tx: Transaction, codes: readonly string[]): Promise<void> {
  await tx.query(PUT_ALL, [codes]);
  await tx.query(PUT_ALL_TERMINALS, [codes]);
}

/** The log was lost: what was derived from it is made anew for everyone who works. */
export async function putEverything(tx: Transaction): Promise<void> {
  const working = await tx.query<{ code: string }>(
    `select code from channel_connection where state in ('ACTIVE', 'SUSPENDED')`,
  );
  await putAll(
    tx,
    working.map(({ code }) => code),
  );
}

const COLUMNS = `d.id, d.connection, d.event, d.subject, d.sequence::float8 as sequence, d.attempts,
  d.occurred_at as "occurredAt", d.first_tried_at as "firstTriedAt"`;
const CLAIM = `select ${COLUMNS} from claim_deliveries_v1($1, $2, $3, $4) d order by d.sequence, d.event`;
const FINISH = `
  update delivery d set state = f.state, code = f.code, note = f.note, next_at = coalesce(f.next_at, now()),
         attempts = d.attempts - f.uncounted, lease = null, lease_until = null,
         done_at = case when f.state = 'DONE' then now() end
    from jsonb_to_recordset($2::jsonb) f(id uuid, state text, code text, note text, next_at timestamptz, uncounted int)
   where d.id = f.id and d.lease = $1`;
const DUE = `
  select c.code as connection from channel_connection c where c.state = 'ACTIVE' and (
     exists (select 1 from delivery d where d.connection = c.code and d.state in ('PENDING', 'RETRY') and d.next_at <= now())
     or exists (select 1 from delivery d where d.connection = c.code and d.state = 'SENDING' and d.lease_until <= now()))`;
/** Their ids of what deliveries are about: of products and stock by one kind of link. */
const THEIRS = `
  select kind, ours, theirs from channel_link
   where connection = $1 and (kind, ours) in (select * from unnest($2::text[], $3::text[]))`;
const LISTED = `
  select p.id::text as subject from product p join listing l on l.product_id = p.id and l.channel = $1 and l.active
   where p.id = any($2::bigint[]) and p.status = 'PUBLISHED' and p.hidden_at > now()`;

/** How what an event is about is linked. */
export const LINK_KINDS: Readonly<Record<OutboundEvent, string>> = {
  product: 'product',
  stock: 'product',
  order: 'order',
  refund: 'refund',
  terminal: 'terminal',
};

export class OutboxStore {
  constructor(
    private readonly sql: Sql,
    private readonly sqlOf: SqlOf,
  ) {}

  async due(): Promise<string[]> {
    return (await this.sql<{ connection: string }>('outbox_due', DUE)).map(({ connection }) => connection);
  }

  claim(connection: string, limit: number, lease: string, seconds: number): Promise<StoredDelivery[]> {
    return this.sqlOf(connection)<StoredDelivery>('claim_deliveries', CLAIM, [connection, limit, lease, seconds]);
  }

  async finish(connection: string, lease: string, finished: readonly DeliveryFinish[]): Promise<void> {
    const given = finished.map(({ nextAt, uncounted, ...one }) => ({
      ...one,
      next_at: nextAt?.toISOString() ?? null,
      uncounted: uncounted ? 1 : 0,
    }));
    await this.sqlOf(connection)('finish_deliveries', FINISH, [lease, JSON.stringify(given)]);
  }

  /** Their ids, by event and subject as a delivery has them; what is not linked is not in it. */
  async theirs(
    connection: string,
    batch: readonly StoredDelivery[],
  ): Promise<(delivery: StoredDelivery) => string | null> {
    const kinds = batch.map(({ event }) => LINK_KINDS[event]);
    const found = await this.sqlOf(connection)<{ kind: string; ours: string; theirs: string }>(
      'deliveries_theirs',
      THEIRS,
      [...[connection, kinds, batch.map(({ subject }) => subject)]],
    );
    const theirs = new Map(found.map((link) => [`${link.kind} ${link.ours}`, link.theirs]));
    return ({ event, subject }) => theirs.get(`${LINK_KINDS[event]} ${subject}`) ?? null;
  }

  /** Which of these products the connection may sell now. */
  async listed(connection: string, products: readonly string[]): Promise<ReadonlySet<string>> {
    if (products.length === 0) return new Set();
    const found = await this.sqlOf(connection)<{ subject: string }>('listed', LISTED, [connection, products]);
    return new Set(found.map(({ subject }) => subject));
  }
}
