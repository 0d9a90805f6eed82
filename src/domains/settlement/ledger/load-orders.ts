import type { Transaction } from '../../../platform/persistence/index.js';
import type { Party, RefundedShare, Supply } from '../shares/share-plan.rules.js';
import { supplyOf } from './supply-of.js';

export interface LoadedLine {
  lineNo: number;
  amountFen: number;
  refundedFen: number;
  supplies: readonly Supply[];
}

/** An order as the ledger needs it, with what was booked of it already. */
export interface LoadedOrder {
  id: string;
  channel: string;
  status: string;
  placedAt: string;
  paidAt: string;
  changedAt: string;
  paidFen: number;
  refundedFen: number;
  postageFen: number;
  /** Of money that was only held: what went back already. */
  heldBackFen: number;
  lines: readonly LoadedLine[];
  settled: Settled | null;
}

export interface Settled {
  shares: readonly RefundedShare[];
  refundedFen: number;
  /** The producers may be paid. */
  released: boolean;
  /** Split among those who delivered, which is known when the goods have left. */
  allotted: boolean;
}

/** States in which an order's goods have left. */
export const LEFT: ReadonlySet<string> = new Set(['FULFILLED', 'COMPLETED', 'RETURNED']);

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const ORDERS = `
  select o.id::text as id, o.channel, o.status, ${iso('o.created_at')} as "placedAt",
         ${iso("coalesce((select min(p.at) from payment p where p.order_id = o.id and p.kind = 'PAYMENT'), o.created_at)")} as "paidAt",
         ${iso('coalesce((select max(p.at) from payment p where p.order_id = o.id), o.created_at)')} as "changedAt",
         o.paid_fen::float8 as "paidFen", o.refunded_fen::float8 as "refundedFen",
         (o.total_fen - (select sum(l.amount_fen) from order_line l where l.order_id = o.id))::float8 as "postageFen",
         coalesce((select -sum(p.amount_fen) from ledger_entry e join ledger_posting p on p.entry_id = e.id
                     join ledger_account a on a.id = p.account_id and a.kind = 'CLEARING'
                    where e.order_id = o.id and e.kind = 'RETURNED'), 0)::float8 as "heldBackFen",
         s.refunded_fen::float8 as "settledRefund", s.released, s.allotted
    from customer_order o left join order_settlement s on s.order_id = o.id
   where o.id = any($1::uuid[]) and o.paid_fen > 0 order by o.id`;

const LINES = `
  select l.order_id::text as "orderId", l.line_no as "lineNo", l.amount_fen::float8 as "amountFen",
         l.refunded_fen::float8 as "refundedFen", l.quantity::float8 as quantity,
         p.producer_id::float8 as producer, r.village_code as village
    from order_line l join product p on p.id = l.product_id join producer r on r.id = p.producer_id
   where l.order_id = any($1::uuid[]) order by l.order_id, l.line_no`;

const SHARES = `
  select s.order_id::text as "orderId", s.line_no::int as "lineNo", s.party, s.owner, s.amount_fen::float8 as "amountFen",
         s.refunded_fen::float8 as "refundedFen", s.receipt_id::text as receipt, r.site_code as site
    from order_share s left join collection_receipt r on r.id = s.receipt_id
   where s.order_id = any($1::uuid[]) order by s.order_id, s.no`;

type OrderRow = Omit<LoadedOrder, 'lines' | 'settled'> & {
  settledRefund: number | null;
  released: boolean | null;
  allotted: boolean | null;
};
type LineRow = Omit<LoadedLine, 'supplies'> & { orderId: string; quantity: number; producer: number; village: string };
type ShareRow = Omit<RefundedShare, 'bought'> & {
  orderId: string;
  party: Party;
  receipt: string | null;
  site: string | null;
};

/** Orders that money came in for, in the order of their ids. */
export async function loadOrders(tx: Transaction, ids: readonly string[]): Promise<LoadedOrder[]> {
  const orders = await tx.query<OrderRow>(ORDERS, [ids]);
  const found = orders.map(({ id }) => id);
  if (found.length === 0) return [];
  const lines = Map.groupBy(await tx.query<LineRow>(LINES, [found]), ({ orderId }) => orderId);
  const shares = Map.groupBy(await tx.query<ShareRow>(SHARES, [found]), ({ orderId }) => orderId);
  const open = orders.filter(({ status, released, allotted }) => LEFT.has(status) && !released && !allotted);
  const supplied = await supplyOf(
    tx,
    open.map(({ id }) => id),
  );
  return orders.map(({ settledRefund, released, allotted, ...order }) => ({
    ...order,
    lines: (lines.get(order.id) ?? []).map(({ lineNo, amountFen, refundedFen, quantity, producer, village }) => ({
      lineNo,
      amountFen,
      refundedFen,
      supplies: supplied(order.id, lineNo, { producer, village, steps: quantity }),
    })),
    settled:
      settledRefund === null
        ? null
        : {
            shares: (shares.get(order.id) ?? []).map(({ receipt, site, ...share }) => ({
              ...share,
              ...(receipt && { bought: { receipt, site: site! } }),
            })),
            refundedFen: settledRefund,
            released: released!,
            allotted: allotted!,
          },
  }));
}
