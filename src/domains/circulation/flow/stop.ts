import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { lockBatches, recordStep } from '../batch-ledger.js';
import { isStopped } from '../batch.rules.js';
import { changeItem, changeLot } from '../lots.js';

export type StopCause = 'FAILED_TEST' | 'INTERVAL' | 'RECALL';

export interface Stop {
  cause: StopCause;
  reason: string;
  by: string;
  now: Date;
}

/** A batch and all that was made of it. */
const FORWARD = `
  with recursive way(id) as (
    select $1::bigint union select i.batch_id from way join batch_input i on i.input_id = way.id)`;

/**
 * Stops a batch, and whatever it went into, wherever it is: it is taken off the book as far as no order holds it, and may
 * not leave, be packed or be sent any more. What orders hold is refused when they are to be sent, and taken once released.
 */
export async function stopBatch(tx: Transaction, origin: number, { cause, reason, by, now }: Stop): Promise<void> {
  const reached = await lockForward(tx, origin);
  const state = cause === 'RECALL' ? 'RECALLED' : 'FAILED';
  const heads = await lockBatches(tx, reached);
  for (const [id, head] of heads) {
    const told = await tx.query(
      `insert into batch_stop(batch_id, cause, origin_id, reason, by, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
      [id, cause, origin, reason, by, now.toISOString()],
    );
    if (told.length === 0) continue;
    if (!isStopped(head.state) || state === 'RECALLED')
      await tx.query('update batch set state = $2 where id = $1', [id, state]);
    if (!isStopped(head.state)) await recordStep(tx, id, { step: 'STOPPED', at: now, by, reason });
    if (cause === 'RECALL') await recordStep(tx, id, { step: 'RECALLED', at: now, by, reason });
    await takeOff(tx, id, by);
  }
}

/** Locks the stock of a batch and of what it went into, then the batches; what was made of it meanwhile is locked too. */
async function lockForward(tx: Transaction, origin: number): Promise<number[]> {
  for (let before = -1; ;) {
    const batches = (
      await tx.query<{ id: number }>(`${FORWARD} select id::float8 as id from way order by id`, [origin])
    ).map(({ id }) => id);
    if (batches.length === before) return batches;
    before = batches.length;
    await tx.query(
      `select id from stock_item where id in (select item_id from batch_stock where batch_id = any($1) and quantity > 0)
        order by id for no key update`,
      [batches],
    );
    await lockBatches(tx, batches);
  }
}

/** Takes a stopped batch off the book of every item, as far as no order holds it. The items are locked. */
async function takeOff(tx: Transaction, batch: number, by: string): Promise<number> {
  const lots = await tx.query<{ item: number; quantity: number }>(
    `select l.item_id::float8 as item, least(l.quantity - l.coming, s.on_hand - s.reserved)::float8 as quantity
       from batch_stock l join stock_item s on s.id = l.item_id
      where l.batch_id = $1 and l.quantity > l.coming and s.on_hand > s.reserved order by l.item_id`,
    [batch],
  );
  for (const { item, quantity } of lots) {
    if (!(await changeItem(tx, item, { kind: 'STOP', onHand: -quantity, reserved: 0, by, reason: `batch ${batch}` })))
      throw new Error(`stock item ${item} changed under its lock`);
    await changeLot(tx, batch, item, -quantity);
    await tx.query('update batch_stock set stopped = stopped + $3 where batch_id = $1 and item_id = $2', [
      batch,
      item,
      quantity,
    ]);
  }
  return lots.length;
}

/** Takes what orders have released of stopped batches; answers how many batches. Runs again and again. */
export async function sweepStopped(db: Database): Promise<number> {
  const due = await db.read<{ id: number; items: number[] }>(
    'stopped_on_book',
    `select b.id, json_agg(l.item_id order by l.item_id) as items from batch b
       join batch_stock l on l.batch_id = b.id and l.quantity > l.coming join stock_item s on s.id = l.item_id and s.on_hand > s.reserved
      where b.state in ('FAILED', 'RECALLED') group by b.id order by b.id limit 200`,
  );
  for (const { id, items } of due) {
    await db.command(async (tx) => {
      await tx.query('select id from stock_item where id = any($1) order by id for no key update', [items]);
      await lockBatches(tx, [id]);
      await takeOff(tx, id, 'system:stop');
    });
  }
  return due.length;
}
