import { createClient } from './database.js';
import { compare } from './measure.js';
import { summary } from './pgbench.js';
import { built } from './place.js';

const ORDERS = 1_000;
/** Of them allocated by the plain SQL: it reads everybody for each, so that a few tell what all would take (two minutes). */
const PLAIN_ORDERS = 50;
/** Steps of 0.001 kg: a portion, what a household declares, and an order of five to fifteen portions. */
const PORTION = 20_000;
const DECLARED = 100_000;
const quantityOf = (i) => PORTION * (5 + (i % 11));

/**
 * Orders split over every registered household, against the plainest SQL that gives the same shares: one window over all who
 * may supply, without reasons or events. Both write the shares and what members are promised, one transaction an order.
 * The figures are per order: ours of all of them, the limit's of the first few.
 */
export async function allocation(cluster, { rounds }) {
  const url = await cluster.copy('bench_allocation');
  const stage = await prepare(url);
  try {
    return [
      await compare({
        name: `${ORDERS} orders allocated over ${stage.members} households against one window in SQL`,
        ours: () => stage.run(stage.ours),
        limit: () => stage.run(stage.plain, PLAIN_ORDERS),
        goal: 1.0,
        aim: 2.0,
        rounds,
      }),
    ];
  } finally {
    await stage.stop();
  }
}

async function prepare(url) {
  const { Database } = await built('platform/persistence/index.js');
  const { allocateLine } = await built('domains/circulation/alliance/allocation.js');
  const { lockAlliance } = await built('domains/circulation/alliance/alliances.js');
  const client = await createClient(url);
  await client.query(SETUP);
  const [{ id }] = (await client.query('select max(id) as id from producer_alliance')).rows;
  const alliance = Number(id);
  const members = await client.query('select count(*)::int as n from alliance_member where alliance_id = $1', [
    alliance,
  ]);
  const lines = (
    await client.query('select order_id as "order" from order_line where product_name = $1 order by 1', [NAME])
  ).rows;
  const db = await Database.open({ url, entities: [], readPool: 1, onError: () => undefined });
  const now = new Date();
  return {
    members: members.rows[0].n,
    ours: ({ order }, i) =>
      db.command(async (tx) => {
        const locked = await lockAlliance(tx, alliance);
        const line = { order, lineNo: 1, quantity: quantityOf(i) };
        await allocateLine(tx, locked, line, { now, by: 'bench' });
      }),
    plain: ({ order }, i) =>
      db.command(async (tx) => {
        await tx.query('select id from producer_alliance where id = $1 for no key update', [alliance]);
        await tx.query(PLAIN, [alliance, order, quantityOf(i), PORTION]);
      }),
    /** Orders once each, from nothing promised; what was given must add up to what was asked. */
    async run(one, count = ORDERS) {
      const some = lines.slice(0, count);
      await client.query(RESET);
      await client.query('vacuum analyze alliance_member');
      const took = [];
      const started = performance.now();
      for (const [i, line] of some.entries()) {
        const before = performance.now();
        await one(line, i);
        took.push(performance.now() - before);
      }
      const seconds = (performance.now() - started) / 1000;
      const asked = some.reduce((sum, _line, i) => sum + quantityOf(i), 0);
      const { rows: sums } = await client.query(
        'select (select sum(quantity) from allocation_share)::float8 as given, (select sum(allocated) from alliance_member)::float8 as promised',
      );
      if (sums[0].given !== asked || sums[0].promised !== asked)
        throw new Error(`${asked} was asked, ${sums[0].given} given, ${sums[0].promised} promised`);
      return summary(took, seconds);
    },
    async stop() {
      await db.close();
      await client.end();
    },
  };
}

const NAME = '联合体黑花生';

/** Every household declares; orders are written straight into their tables: what is measured is not the placing. */
const SETUP = `
  update household set willing = true;
  insert into product(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, stale_at, hidden_at, search_words, entered_by)
  select id, village_code, '${NAME}', 'PRIMARY', false, 'KG', 3, 2000, 'PUBLISHED', now() + interval '60 days', now() + interval '180 days', 'bench', 'bench'
    from producer where kind = 'HOUSEHOLD' order by id;
  insert into product(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, stale_at, hidden_at, search_words, entered_by)
  select id, village_code, '${NAME}', 'PRIMARY', true, 'KG', 3, 2000, 'PUBLISHED', now() + interval '60 days', now() + interval '180 days', 'bench', 'bench'
    from producer where kind = 'COOPERATIVE' order by id limit 1;
  insert into producer_alliance(product_id, name, site_code, place_code, portion, created_by)
  select max(id), 'bench', 'CC-340323', '340323', ${PORTION}, 'bench' from product where name = '${NAME}' and of_scale;
  insert into alliance_member(alliance_id, product_id, producer_id, place_code, capacity, declared)
  select (select max(id) from producer_alliance), id, producer_id, village_code, ${2 * DECLARED}, ${DECLARED}
    from product where name = '${NAME}' and not of_scale order by id;
  insert into customer_order(id, number, channel, kind, status, placed_by, buyer_name_sealed, buyer_phone_sealed, total_fen)
  select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'BENCH' || n, 'direct', 'COLLECTION', 'PAID', 'bench', '-', '-', 0 from generate_series(1, ${ORDERS}) n;
  insert into order_line(order_id, line_no, item_id, product_id, site_code, place_code, product_name, unit, scale, quantity, unit_price_fen, amount_fen)
  select id, 1, 0, (select max(id) from product where name = '${NAME}' and of_scale), 'CC-340323', '340323', '${NAME}', 'KG', 3, 1, 0, 0
    from customer_order where placed_by = 'bench';
  analyze;`;

const RESET = `
  delete from allocation_share; delete from order_allocation;
  update alliance_member set allocated = 0, sold = 0 where allocated > 0 or sold > 0;`;

const PLAIN = `
  with ready as (
    select m.id, m.sold, m.place_code, least($4::bigint, m.declared - m.allocated, m.capacity - m.allocated) as give
      from alliance_member m join product p on p.id = m.product_id left join household h on h.id = m.producer_id
     where m.alliance_id = $1 and m.active and m.declared > m.allocated and m.capacity > m.allocated
       and p.status = 'PUBLISHED' and p.hidden_at > now() and p.stale_at > now() and coalesce(h.willing, true)),
  upto as (select *, sum(give) over (order by sold, id) - give as before from ready),
  taken as (select id, place_code, least(give, $3::bigint - before) as quantity from upto where before < $3::bigint),
  promised as (
    update alliance_member m set allocated = m.allocated + t.quantity, sold = m.sold + t.quantity from taken t where m.id = t.id),
  made as (
    insert into order_allocation(id, order_id, line_no, alliance_id, quantity, explained, made_by)
    values (gen_random_uuid(), $2::uuid, 1, $1, $3::bigint, '{}', 'bench') returning id)
  insert into allocation_share(allocation_id, member_id, place_code, quantity, reason)
  select made.id, t.id, t.place_code, t.quantity, '{}' from made, taken t`;
