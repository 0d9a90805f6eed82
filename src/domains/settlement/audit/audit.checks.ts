/** A rule of the books as SQL: one row a breach, `subject`, `expected` and `actual` as text. `$1`: looks at what moved in so many seconds, null at all. */
export interface Check {
  rule: string;
  sql: string;
}

const RECENT = (column: string) => `($1::float8 is null or ${column} > now() - make_interval(secs => $1))`;

export const CHECKS: readonly Check[] = [
  {
    // debits = credits
    rule: 'LEDGER_ENTRY_BALANCES',
    sql: `select 'entry:' || e.id as subject, '0' as expected, coalesce(sum(p.amount_fen), 0)::text as actual
            from ledger_entry e left join ledger_posting p on p.entry_id = e.id where ${RECENT('e.booked_at')}
           group by e.id having coalesce(sum(p.amount_fen), 0) <> 0 or count(p.no) < 2`,
  },
  {
    rule: 'LEDGER_ACCOUNT_BALANCE',
    sql: `select 'account:' || a.kind || ':' || a.owner as subject, coalesce(s.sum, 0)::text as expected,
                 coalesce(b.balance_fen, 0)::text as actual
            from ledger_account a left join ledger_balance b on b.account_id = a.id
            left join lateral (select sum(amount_fen) as sum from ledger_posting p where p.account_id = a.id) s on true
           where ($1::float8 is null or exists (
                    select 1 from ledger_posting p join ledger_entry e on e.id = p.entry_id
                     where p.account_id = a.id and ${RECENT('e.booked_at')}))
             and coalesce(s.sum, 0) <> coalesce(b.balance_fen, 0)`,
  },
  {
    // Σ splits = total
    rule: 'ORDER_SHARES_ADD_UP',
    sql: `select 'order:' || o.order_id as subject, o.paid_fen || '/' || o.refunded_fen as expected,
                 coalesce(sum(s.amount_fen), 0) || '/' || coalesce(sum(s.refunded_fen), 0) as actual
            from order_settlement o left join order_share s on s.order_id = o.order_id where ${RECENT('o.paid_at')}
           group by o.order_id having coalesce(sum(s.amount_fen), 0) <> o.paid_fen or coalesce(sum(s.refunded_fen), 0) <> o.refunded_fen`,
  },
  {
    // Σ allocations = order; who supplied a line adds up to it
    rule: 'ALLOCATION_SHARES_ADD_UP',
    sql: `select 'allocation:' || a.id as subject, l.quantity || '/' || l.quantity as expected,
                 a.quantity || '/' || coalesce(sum(s.quantity), 0) as actual
            from order_allocation a join order_line l on l.order_id = a.order_id and l.line_no = a.line_no
            left join allocation_share s on s.allocation_id = a.id where ${RECENT('a.made_at')}
           group by a.id, l.quantity having a.quantity <> l.quantity or coalesce(sum(s.quantity), 0) <> l.quantity`,
  },
  {
    // What is promised of a member's goods is what its open shares say
    rule: 'ALLIANCE_PROMISES_ADD_UP',
    sql: `select 'alliance-member:' || m.id as subject, coalesce(s.open, 0)::text as expected, m.allocated::text as actual
            from alliance_member m left join lateral (select sum(s.quantity - s.delivered) as open from allocation_share s
                                                       where s.member_id = m.id and s.state = 'PROMISED') s on true
           where ($1::float8 is null or m.id in (select x.member_id from allocation_share x join order_allocation a on a.id = x.allocation_id
                                               where ${RECENT('a.made_at')}))
             and m.allocated <> coalesce(s.open, 0)`,
  },
  {
    // A point gets back no more than it gave for goods
    rule: 'RECEIPT_GOT_BACK_ONCE',
    sql: `select 'receipt:' || r.id as subject, 'at most ' || r.amount_fen as expected, sum(s.amount_fen - s.refunded_fen)::text as actual
            from collection_receipt r join order_share s on s.receipt_id = r.id
           where ($1::float8 is null or r.id in (select x.receipt_id from order_share x join order_settlement o on o.order_id = x.order_id
                                               where ${RECENT('o.paid_at')}))
           group by r.id having sum(s.amount_fen - s.refunded_fen) > r.amount_fen`,
  },
  {
    rule: 'ORDER_PAYMENTS_ADD_UP',
    sql: `select 'order:' || o.id as subject, o.paid_fen::text as expected, coalesce(sum(p.amount_fen), 0)::text as actual
            from customer_order o left join payment p on p.order_id = o.id and p.kind = 'PAYMENT'
           where o.paid_fen > 0 and ${RECENT('o.created_at')} group by o.id having coalesce(sum(p.amount_fen), 0) <> o.paid_fen`,
  },
  {
    // Σ movements = stock
    rule: 'STOCK_MOVEMENTS_ADD_UP',
    sql: `select 'stock:' || i.id as subject, coalesce(m.on_hand, 0) || '/' || coalesce(m.reserved, 0) as expected,
                 i.on_hand || '/' || i.reserved as actual
            from stock_item i
            left join lateral (select sum(d_on_hand) as on_hand, sum(d_reserved) as reserved from stock_movement
                                where item_id = i.id) m on true
           where ($1::float8 is null or exists (select 1 from stock_movement x where x.item_id = i.id and ${RECENT('x.at')}))
             and (i.on_hand <> coalesce(m.on_hand, 0) or i.reserved <> coalesce(m.reserved, 0))`,
  },
  {
    rule: 'STOCK_RESERVATIONS_ADD_UP',
    sql: `select 'stock:' || i.id as subject, coalesce(h.held, 0)::text as expected, i.reserved::text as actual
            from stock_item i
            left join lateral (select sum(quantity) as held from reservation r
                                where r.item_id = i.id and r.state in ('ACTIVE', 'CONFIRMED')) h on true
           where ($1::float8 is null or exists (select 1 from stock_movement x where x.item_id = i.id and ${RECENT('x.at')}))
             and i.reserved <> coalesce(h.held, 0)`,
  },
  {
    rule: 'PAYOUT_RUN_ADDS_UP',
    sql: `select 'payout-run:' || r.id as subject, r.total_fen::text as expected, coalesce(sum(p.amount_fen), 0)::text as actual
            from payout_run r left join payout p on p.run_id = r.id where ${RECENT('r.prepared_at')}
           group by r.id having coalesce(sum(p.amount_fen), 0) <> r.total_fen`,
  },
];
