import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { circulationErrors } from '../circulation.errors.js';
import type { FoundProduct } from '../found.js';

/** A share that goods are brought for: they are of the alliance's product, on the book of its site until now. */
export interface OpenShare {
  id: number;
  member: number;
  order: string;
  product: number;
  site: string;
}

/** The share, with its order locked: items and the rest are locked after it. */
export async function shareToFill(tx: Transaction, id: string, own: FoundProduct): Promise<OpenShare> {
  const [share] = await tx.query<OpenShare & { own: number }>(
    `select s.id::float8 as id, m.id::float8 as member, m.product_id::float8 as own, a.order_id as order, p.product_id::float8 as product,
            p.site_code as site
       from allocation_share s join order_allocation a on a.id = s.allocation_id join alliance_member m on m.id = s.member_id
       join producer_alliance p on p.id = a.alliance_id where s.id = $1`,
    [numericKey(id, 'AllocationShare')],
  );
  if (!share) throw generalErrors.refuse('NOT_FOUND', { field: 'shareId', thing: 'share' });
  if (share.own !== own.key) throw circulationErrors.refuse('WRONG_PRODUCER', { field: 'productId' });
  await tx.query('select id from customer_order where id = $1 for no key update', [share.order]);
  return share;
}

/** Books what was brought on the share and its member. */
export async function deliverShare(tx: Transaction, share: OpenShare, net: number, scale: number): Promise<void> {
  const taken = await tx.query(
    `update allocation_share set delivered = delivered + $2, state = case when delivered + $2 = quantity then 'DELIVERED' else state end
      where id = $1 and state = 'PROMISED' and quantity - delivered >= $2 returning id`,
    [share.id, net],
  );
  if (taken.length === 0) {
    const [now] = await tx.query<{ state: string; open: number }>(
      'select state, (quantity - delivered)::float8 as open from allocation_share where id = $1',
      [share.id],
    );
    if (now!.state !== 'PROMISED')
      throw circulationErrors.refuse('INVALID_STATE', { field: 'shareId', state: now!.state });
    const open = formatQuantity(now!.open, scale);
    throw circulationErrors.refuse('MORE_THAN_PROMISED', { field: 'gross', open });
  }
  await tx.query('update alliance_member set declared = declared - $2, allocated = allocated - $2 where id = $1', [
    share.member,
    net,
  ]);
}

/** An order's goods leave: its members have brought theirs, and what the alliance itself gives is given. */
export async function closeShares(tx: Transaction, orderId: string): Promise<void> {
  const open = await tx.query<{ member: number | null }>(
    `update allocation_share s set state = 'DELIVERED', delivered = s.quantity from order_allocation a
      where a.id = s.allocation_id and a.order_id = $1 and s.state = 'PROMISED' returning s.member_id::float8 as member`,
    [orderId],
  );
  if (open.some(({ member }) => member !== null)) throw circulationErrors.refuse('SHARES_OPEN', { field: 'orderId' });
}

/** The order, or some lines of it, gave back what was held for it: what its members did not bring yet, they may give to others. */
export async function releaseShares(
  tx: Transaction,
  orderId: string,
  lineNos: readonly number[] | null = null,
): Promise<void> {
  const alliances = await tx.query(
    `select id from producer_alliance where id in (select alliance_id from order_allocation where order_id = $1) order by id for no key update`,
    [orderId],
  );
  if (alliances.length === 0) return;
  await tx.query(
    `with released as (
       update allocation_share s set state = 'RELEASED' from order_allocation a
        where a.id = s.allocation_id and a.order_id = $1 and s.state = 'PROMISED'
          and ($2::smallint[] is null or a.line_no = any($2))
       returning s.member_id, s.quantity - s.delivered as open)
     update alliance_member m set allocated = m.allocated - r.open, sold = greatest(0, m.sold - r.open)
       from (select member_id, sum(open)::bigint as open from released where member_id is not null group by member_id) r where m.id = r.member_id`,
    [orderId, lineNos],
  );
}
