import type { Transaction } from '../../platform/persistence/index.js';
import type { Clock } from '../../shared/clock.js';
import { scaleOf } from '../../shared/quantity.js';
import { takeHandbookProducts } from '../catalogue/index.js';
import type { EnteredBy, HandbookProduct, ProductIntake, ProductOutcome } from '../people/index.js';
import { announce, ITEM_COLUMNS, type Item } from './stock-ledger.js';

/** Takes the handbook's products, and moves the stock at their village's farm gate by what is declared more or less than before. */
export function handbookIntake(clock: Clock): ProductIntake {
  return {
    async take(tx: Transaction, products: readonly HandbookProduct[], by: EnteredBy): Promise<ProductOutcome[]> {
      const taken = await takeHandbookProducts(tx, products, by, clock.now());
      const moves = taken.flatMap(({ key, declaredBy }, i) => {
        const { villageCode, unit } = products[i]!;
        return declaredBy === 0
          ? []
          : [{ product: key, site: `FG-${villageCode}`, scale: scaleOf(unit), delta: declaredBy }];
      });
      if (moves.length > 0) await moveDeclared(tx, moves, by.enteredBy);
      return taken.map(({ outcome }) => outcome);
    },
  };
}

/** What is declared less is taken away as far as orders leave it: reserved goods stay. Items are locked in id order. */
async function moveDeclared(tx: Transaction, moves: readonly object[], by: string): Promise<void> {
  const given = JSON.stringify(moves);
  const m = `jsonb_to_recordset($1::jsonb) m(product bigint, site text, scale smallint, delta bigint)`;
  await tx.query(
    `insert into stock_item(product_id, site_code, scale, on_hand)
     select product, site, scale, 0 from ${m} order by product on conflict do nothing`,
    [given],
  );
  const items = await tx.query<Item & { delta: number }>(
    `with locked as materialized (
       select s.id, case when m.delta > 0 then m.delta else least(0, greatest(m.delta, s.reserved - s.on_hand)) end as delta
         from ${m} join stock_item s on s.product_id = m.product and s.site_code = m.site order by s.id for no key update of s)
     update stock_item set on_hand = on_hand + locked.delta, version = version + 1
       from locked where stock_item.id = locked.id and locked.delta <> 0 returning ${ITEM_COLUMNS}, locked.delta::float8 as delta`,
    [given],
  );
  await tx.query(
    `insert into stock_movement(item_id, kind, d_on_hand, d_reserved, reason, moved_by, item_version)
     select id, 'DECLARE', delta, 0, 'handbook', $2, version from jsonb_to_recordset($1::jsonb) i(id bigint, delta bigint, version bigint)`,
    [JSON.stringify(items), by],
  );
  for (const item of items) announce(tx, item);
}
