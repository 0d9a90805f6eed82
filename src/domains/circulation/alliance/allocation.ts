import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { allocationEvent } from './allocation.events.js';
import { allocate, explained, limitOf, type Candidate, type Share } from './allocate.rules.js';
import type { AllianceRow } from './alliances.js';

/** Members read at a time, those who have sold least first: as many as a portion each would come to, within these. */
const [LEAST, MOST] = [16, 256];

const NEXT = `
  select m.id::float8 as member, m.sold::float8 as sold, (m.declared - m.allocated)::float8 as free, (m.capacity - m.allocated)::float8 as room
    from alliance_member m join product p on p.id = m.product_id left join household h on h.id = m.producer_id
   where m.alliance_id = $1 and m.active and m.declared > m.allocated and m.capacity > m.allocated
     and p.status = 'PUBLISHED' and p.hidden_at > $2 and (p.stale_at <= $2) = $3 and coalesce(h.willing, true)
     and (m.sold, m.id) > ($4, $5) and m.id <> $6
   order by m.sold, m.id limit $7`;

/**
 * As many candidates as the quantity can come to, in the order they are asked: once those read can give a portion each that
 * adds up to it, nobody after them has sold less.
 */
async function candidatesFor(
  tx: Transaction,
  alliance: AllianceRow,
  { quantity, now, except }: { quantity: number; now: Date; except: number | null },
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  let wanted = quantity;
  for (const stale of [false, true]) {
    for (let last: [number, number] = [-1, 0]; wanted > 0;) {
      const limit = Math.min(MOST, Math.max(LEAST, Math.ceil(wanted / alliance.portion)));
      const rows = await tx.query<Omit<Candidate, 'stale'>>(NEXT, [
        alliance.id,
        now.toISOString(),
        stale,
        ...last,
        except ?? 0,
        limit,
      ]);
      for (const row of rows) candidates.push({ ...row, stale });
      wanted -= rows.reduce((sum, row) => sum + Math.min(alliance.portion, limitOf({ ...row, stale })), 0);
      if (rows.length < limit) break;
      last = [rows.at(-1)!.sold, rows.at(-1)!.member];
    }
  }
  return candidates;
}

export interface Allocated {
  shares: readonly Share[];
  /** What members do not give: the alliance's own stock does. */
  own: number;
}

/** Promises members' goods to an order; the alliance is locked. `except` is a member who cannot. */
export async function promise(
  tx: Transaction,
  alliance: AllianceRow,
  asked: { quantity: number; now: Date; except: number | null },
): Promise<Allocated> {
  const { shares, left } = allocate(asked.quantity, alliance.portion, await candidatesFor(tx, alliance, asked));
  const changed = await tx.query(
    `update alliance_member m set allocated = m.allocated + s.quantity, sold = m.sold + s.quantity
       from jsonb_to_recordset($1::jsonb) s(member bigint, quantity bigint)
      where m.id = s.member and m.alliance_id = $2 returning m.id`,
    [JSON.stringify(shares.map(({ member, quantity }) => ({ member, quantity }))), alliance.id],
  );
  if (changed.length !== shares.length) throw new Error(`members of alliance ${alliance.id} changed without its lock`);
  return { shares, own: left };
}

/** Writes shares of an allocation, the alliance's own last. */
export async function writeShares(
  tx: Transaction,
  allocation: string,
  alliance: AllianceRow,
  { shares, own }: Allocated,
  round: number,
): Promise<void> {
  await tx.query(
    `insert into allocation_share(allocation_id, member_id, place_code, quantity, round, reason)
     select $1, s.member, m.place_code, s.quantity, $3, s.reason
       from jsonb_to_recordset($2::jsonb) s(member bigint, quantity bigint, reason jsonb) join alliance_member m on m.id = s.member order by s.member`,
    [allocation, JSON.stringify(shares), round],
  );
  if (own === 0) return;
  const given = await tx.query(
    `update allocation_share set quantity = quantity + $2 where allocation_id = $1 and member_id is null and state = 'PROMISED' returning id`,
    [allocation, own],
  );
  if (given.length > 0) return;
  await tx.query(
    `insert into allocation_share(allocation_id, member_id, place_code, quantity, round, reason) values ($1, null, $2, $3, $4, '{}')`,
    [allocation, alliance.place, own, round],
  );
}

/** What orders were promised of the alliance's own stock beyond what it has: declared goods that nobody may give yet. */
export async function uncoveredOf(tx: Transaction, alliance: AllianceRow, own: number): Promise<number> {
  if (own === 0) return 0;
  const [stock] = await tx.query<{ own: number; promised: number }>(
    `select coalesce((select on_hand from stock_item where product_id = $2 and site_code = $3), 0)::float8
              - coalesce((select sum(declared) from alliance_member where alliance_id = $1), 0)::float8 as own,
            coalesce((select sum(s.quantity - s.delivered) from allocation_share s join order_allocation a on a.id = s.allocation_id
                       where a.alliance_id = $1 and s.member_id is null and s.state = 'PROMISED'), 0)::float8 as promised`,
    [alliance.id, alliance.product, alliance.site],
  );
  return Math.min(own, Math.max(0, stock!.promised - Math.max(0, stock!.own)));
}

/** A line of an order split over the alliance. Answers the allocation's uuid. */
export async function allocateLine(
  tx: Transaction,
  alliance: AllianceRow,
  line: { order: string; lineNo: number; quantity: number },
  { now, by }: { now: Date; by: string },
): Promise<string> {
  const id = uuidv7();
  const allocated = await promise(tx, alliance, { quantity: line.quantity, now, except: null });
  const text = (steps: number) => `${formatQuantity(steps, alliance.scale)} ${alliance.unit}`;
  const words = explained({
    quantity: text(line.quantity),
    portion: text(alliance.portion),
    members: allocated.shares.length,
    own: allocated.own > 0 ? text(allocated.own) : null,
  });
  await tx.query(
    `insert into order_allocation(id, order_id, line_no, alliance_id, quantity, explained, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, line.order, line.lineNo, alliance.id, line.quantity, JSON.stringify(words), by, now.toISOString()],
  );
  await writeShares(tx, id, alliance, allocated, 1);
  const uncovered = await uncoveredOf(tx, alliance, allocated.own);
  const { place, id: key } = alliance;
  tx.emit(allocationEvent(1, { allocation: id, ...line, alliance: key, place, uncovered }));
  return id;
}
