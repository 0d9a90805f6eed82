import type { Database, Transaction } from '../../../platform/persistence/index.js';
import type { OrderDesk } from '../../orders/index.js';
import { raiseAlert } from '../alerts/alerts.js';
import { askForAudit } from '../commands/kiosk-commands.js';
import type { OutletRef } from '../seat.js';
import { releaseOne } from '../slots/slot-ledger.js';
import { lockVend, moveVend } from './vend-books.js';
import { VEND_TIMES } from './vend.rules.js';

const BY = 'system:vends';

interface DueVend extends OutletRef {
  vend: string;
}

const OUTLET = 'o.id::float8 as id, o.site_code as site, o.place_code as place, o.channel';

/** What time alone does to vends. Each in a transaction of its own; answers how many changed. */
export async function settleDue(db: Database, desk: OrderDesk): Promise<number> {
  const lost = await db.read<DueVend>(
    'vends_without_result',
    `select v.id as vend, ${OUTLET} from vend v join outlet o on o.id = v.outlet_id
      where v.state in ('AUTHORISED', 'DISPENSING') and v.token_until + $1 * interval '1 second' <= now() order by v.id limit 500`,
    [VEND_TIMES.result],
  );
  const idle = await db.read<DueVend>(
    'vends_without_token',
    `select v.id as vend, ${OUTLET} from vend v join outlet o on o.id = v.outlet_id join customer_order c on c.id = v.order_id
      where v.state in ('RESERVED', 'PAID') and c.status = 'PAID' and v.reserved_at + $1 * interval '1 second' <= now()
      order by v.id limit 500`,
    [VEND_TIMES.unauthorised],
  );
  let changed = 0;
  for (const { vend, ...kiosk } of lost) changed += await db.command((tx) => lose(tx, kiosk, vend));
  for (const { vend, ...kiosk } of idle) changed += await db.command((tx) => callOffIdle(tx, desk, kiosk, vend));
  return changed;
}

/** No result came in time. Nobody knows, so nothing is refunded: the machine is asked for its counters. */
async function lose(tx: Transaction, kiosk: OutletRef, vendId: string): Promise<number> {
  const late = await lockVend(tx, kiosk, vendId);
  if (!late || late.live || !(await moveVend(tx, vendId, 'lose', 'unknown_at = now()'))) return 0;
  await raiseAlert(tx, kiosk, 'VEND_UNKNOWN', vendId, { slot: late.slotCode });
  await askForAudit(tx, kiosk, BY);
  return 1;
}

/** Paid and never given leave: nothing can have come out, so the money goes back by itself. */
async function callOffIdle(tx: Transaction, desk: OrderDesk, kiosk: OutletRef, vendId: string): Promise<number> {
  const vend = await lockVend(tx, kiosk, vendId);
  if (!vend || !(await moveVend(tx, vendId, 'cancel', 'holding = false, settled_at = now()'))) return 0;
  if (vend.holding) await releaseOne(tx, kiosk, vend.slot);
  const [order] = await tx.query<{ status: string }>(
    'select status from customer_order where id = $1 for no key update',
    [vend.order],
  );
  if (order?.status === 'PAID') await desk.callOff(tx, vend.order, BY, 'never authorised');
  return 1;
}
