import type { Transaction } from '../../platform/persistence/index.js';
import { formatQuantity } from '../../shared/quantity.js';
import type { RemoteRecord } from '../../plugin-kit/index.js';
import type { Listed } from './records.js';

export type DifferenceCode = 'MISSING_HERE' | 'MISSING_THERE' | 'NOT_LINKED' | 'AMOUNT' | 'QUANTITY';

/** A record of theirs held against ours; `code` null where they agree. */
export interface Compared {
  readonly kind: Listed['kind'];
  readonly externalId: string;
  readonly code: DifferenceCode | null;
  readonly ours: string | null;
  readonly theirs: string | null;
}

const ORDERS = `
  select l.theirs as id, o.total_fen::float8 as fen from channel_link l join customer_order o on o.id = l.ours::uuid
   where l.connection = $1 and l.kind = 'order' and l.theirs = any($2)`;
const PAYMENTS = `
  select transaction_id as id, amount_fen::float8 as fen from payment
   where channel = $1 and kind = 'PAYMENT' and transaction_id = any($2)`;
const REFUNDS = `
  select g.id, r.amount_fen::float8 as fen from unnest($2::text[]) g(id)
    join refund r on r.channel = $1 and (r.external_id = g.id or r.id::text = g.id)`;
/** What is on its way to them is no difference yet. */
const STOCK = `
  select l.theirs as id, p.scale, coalesce(sum(i.on_hand - i.reserved), 0)::float8 as steps,
         exists (select 1 from delivery d where d.connection = $1 and d.event = 'stock' and d.subject = l.ours
                    and d.state in ('PENDING', 'SENDING', 'RETRY')) as told
    from channel_link l join product p on p.id = l.ours::bigint left join stock_item i on i.product_id = p.id
   where l.connection = $1 and l.kind in ('product', 'sku') and l.theirs = any($2)
   group by l.theirs, l.ours, p.scale`;

/** Tells stock again, whatever was told before. */
export const STOCK_AGAIN = `
  insert into delivery as d (id, connection, event, subject, sequence, occurred_at)
  select uuidv7(), c.code, 'stock', l.ours, h.pos, now()
    from channel_connection c join channel_link l on l.connection = c.code and l.kind in ('product', 'sku') and l.theirs = any($2)
    cross join feed_head h
   where c.code = $1 and 'stock' = any(c.events)
   order by l.ours
  on conflict (connection, event, subject) where state = 'PENDING' and event in ('stock', 'product') do nothing`;

/** Holds records of the remote side against ours. */
export async function differencesOf(
  tx: Transaction,
  connection: string,
  records: readonly Listed[],
): Promise<Compared[]> {
  const of = <K extends Listed['kind']>(kind: K) =>
    records.filter((record): record is Extract<Listed, { kind: K }> => record.kind === kind);
  const read = <Row extends object>(text: string, ids: readonly string[]) =>
    ids.length > 0 ? tx.query<Row>(text, [connection, ids]) : Promise.resolve([]);
  const ids = (list: readonly Listed[]) => list.map(({ externalId }) => externalId);
  const amounts = async (text: string, keys: readonly string[]) =>
    new Map((await read<{ id: string; fen: number }>(text, keys)).map(({ id, fen }) => [id, fen]));
  const refunds = of('refund');
  const [orders, payments, refunded] = [
    await amounts(ORDERS, ids(of('order'))),
    await amounts(PAYMENTS, ids(of('payment'))),
    await amounts(REFUNDS, [...ids(refunds), ...refunds.map(({ refund }) => refund)]),
  ];
  const levels = new Map((await read<StockRow>(STOCK, ids(of('stock')))).map((row) => [row.id, row]));
  return records.map((record) => {
    if (record.kind === 'stock') return ofStock(record, levels.get(record.externalId));
    const fen =
      record.kind === 'order'
        ? orders.get(record.externalId)
        : record.kind === 'payment'
          ? payments.get(record.externalId)
          : (refunded.get(record.externalId) ?? refunded.get(record.refund));
    const { kind, externalId, amountFen } = record;
    const code = fen === undefined ? 'MISSING_HERE' : fen === amountFen ? null : 'AMOUNT';
    return { kind, externalId, code, ours: fen === undefined ? null : String(fen), theirs: String(amountFen) };
  });
}

interface StockRow {
  readonly id: string;
  readonly scale: number;
  readonly steps: number;
  readonly told: boolean;
}

/** Nobody shows less than nothing: what we sold below zero is zero there. */
function ofStock(
  { kind, externalId, quantity }: Extract<RemoteRecord, { kind: 'stock' }>,
  row: StockRow | undefined,
): Compared {
  if (!row) return { kind, externalId, code: 'NOT_LINKED', ours: null, theirs: quantity };
  const ours = formatQuantity(Math.max(0, row.steps), row.scale);
  return { kind, externalId, code: row.told || isShownAs(ours, quantity) ? null : 'QUANTITY', ours, theirs: quantity };
}

/** Whether theirs is ours as far as they show it: a channel of whole pieces shows 7 for 7.500. */
export function isShownAs(ours: string, theirs: string): boolean {
  const [whole, fraction = ''] = theirs.split('.');
  if (!/^\d+$/.test(whole!) || !/^\d*$/.test(fraction)) return false;
  const digits = fraction.replace(/0+$/, '').length;
  const [ourWhole, ourFraction = ''] = ours.split('.');
  const cut = Math.max(digits, Math.min(fraction.length, ourFraction.length));
  return (
    BigInt(whole!) === BigInt(ourWhole!) &&
    fraction.padEnd(cut, '0').slice(0, cut) === ourFraction.padEnd(cut, '0').slice(0, cut)
  );
}

/** Keeps what differs, each once while it stays so, and settles what agrees again. */
export async function writeDifferences(
  tx: Transaction,
  connection: string,
  compared: readonly Compared[],
): Promise<void> {
  const last = [...new Map(compared.map((one) => [`${one.kind} ${one.externalId}`, one])).values()];
  await tx.query(
    `insert into channel_difference as f (connection, kind, external_id, code, ours, theirs)
     select $1, kind, external_id, code, ours, theirs
       from jsonb_to_recordset($2::jsonb) d(kind text, external_id text, code text, ours text, theirs text)
      where code is not null
     on conflict (connection, kind, external_id) where settled_at is null
     do update set code = excluded.code, ours = excluded.ours, theirs = excluded.theirs, seen_at = now()`,
    [connection, JSON.stringify(last.map(({ externalId, ...one }) => ({ ...one, external_id: externalId })))],
  );
  const agreed = last.filter(({ code }) => code === null);
  await tx.query(
    `update channel_difference f set settled_at = now() from unnest($2::text[], $3::text[]) a(kind, external_id)
      where f.connection = $1 and f.settled_at is null and f.kind = a.kind and f.external_id = a.external_id`,
    [connection, agreed.map(({ kind }) => kind), agreed.map(({ externalId }) => externalId)],
  );
}
