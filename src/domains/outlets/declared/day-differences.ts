/** A counter's day on one channel. */
export interface CounterDayKey {
  readonly siteCode: string;
  readonly businessDate: string;
  readonly channel: string;
}

/** A receipt or a product of which they say another thing than was booked. Quantities in steps; null by receipt. */
export interface DayDifference extends CounterDayKey {
  readonly receipt: string | null;
  readonly productKey: number | null;
  readonly scale: number | null;
  readonly ourFen: number;
  readonly theirFen: number;
  readonly ourSteps: number | null;
  readonly theirSteps: number | null;
}

type Read = <Row extends object>(sql: string, values: unknown[]) => Promise<Row[]>;

/** What the receipts of a day come to, those kept back among them. */
export async function bookedOf(read: Read, { siteCode, businessDate, channel }: CounterDayKey): Promise<number> {
  const [sum] = await read<{ fen: number }>(
    `select coalesce(sum(amount_fen), 0)::float8 as fen from counter_receipt
      where site_code = $1 and business_date = $2 and channel = $3`,
    [siteCode, businessDate, channel],
  );
  return sum!.fen;
}

/**
 * Differences of declared days, in one statement. Found anew whenever they are asked for: a receipt that comes late settles
 * its difference.
 */
export function differencesOf(
  read: Read,
  days: readonly CounterDayKey[],
  { byReceipt }: { byReceipt: boolean },
): Promise<DayDifference[]> {
  return read<DayDifference>(byReceipt ? BY_RECEIPT : BY_PRODUCT, [
    days.map(({ siteCode }) => siteCode),
    days.map(({ businessDate }) => businessDate),
    days.map(({ channel }) => channel),
  ]);
}

const DAYS = `days as (
  select * from unnest($1::text[], $2::date[], $3::text[]) d(site_code, business_date, channel))`;
const DAY = (of: string) => `${of}.site_code as "siteCode", ${of}.business_date::text as "businessDate", ${of}.channel`;

const BY_RECEIPT = `
  with ${DAYS},
  ours as (
    select site_code, business_date, channel, external_id, sum(r.amount_fen) as fen
      from days join counter_receipt r using (site_code, business_date, channel)
     group by site_code, business_date, channel, external_id),
  theirs as (
    select site_code, business_date, channel, external_id, r.amount_fen as fen
      from days join declared_receipt r using (site_code, business_date, channel)),
  both_sides as (
    select site_code, business_date, channel, external_id, o.fen as our, t.fen as their
      from ours o full join theirs t using (site_code, business_date, channel, external_id))
  select ${DAY('b')}, b.external_id as receipt, null as "productKey", null as scale,
         coalesce(b.our, 0)::float8 as "ourFen", coalesce(b.their, 0)::float8 as "theirFen",
         null as "ourSteps", null as "theirSteps"
    from both_sides b where coalesce(b.our, 0) <> coalesce(b.their, 0) or (b.our is null and b.their = 0)
   order by b.external_id`;

const BY_PRODUCT = `
  with ${DAYS},
  of_day as (select r.* from days join counter_receipt r using (site_code, business_date, channel)),
  moved as (
    select r.site_code, r.business_date, r.channel, l.product_id, l.quantity as steps, l.amount_fen as fen
      from of_day r join receipt_part q on q.receipt_id = r.id and q.return_id is null
      join order_line l on l.order_id = q.order_id
    union all
    select r.site_code, r.business_date, r.channel, l.product_id, -b.quantity, -b.refund_fen
      from of_day r join receipt_part q on q.receipt_id = r.id
      join order_return_line b on b.return_id = q.return_id
      join order_line l on l.order_id = q.order_id and l.line_no = b.line_no),
  ours as (
    select site_code, business_date, channel, product_id, sum(steps) as steps, sum(fen) as fen from moved
     group by site_code, business_date, channel, product_id),
  theirs as (
    select site_code, business_date, channel, product_id, p.quantity as steps, p.amount_fen as fen
      from days join declared_product p using (site_code, business_date, channel)),
  both_sides as (
    select site_code, business_date, channel, product_id, o.steps as our_steps, o.fen as our, t.steps as their_steps, t.fen as their
      from ours o full join theirs t using (site_code, business_date, channel, product_id))
  select ${DAY('b')}, null as receipt, p.id::float8 as "productKey", p.scale, coalesce(b.our, 0)::float8 as "ourFen",
         coalesce(b.their, 0)::float8 as "theirFen", coalesce(b.our_steps, 0)::float8 as "ourSteps",
         coalesce(b.their_steps, 0)::float8 as "theirSteps"
    from both_sides b join product p on p.id = b.product_id
   where coalesce(b.our, 0) <> coalesce(b.their, 0) or coalesce(b.our_steps, 0) <> coalesce(b.their_steps, 0)
   order by p.id`;
