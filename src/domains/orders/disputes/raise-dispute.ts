import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';

/** Something that does not add up, for a person to look at. */
export interface Doubt {
  readonly channel: string;
  /** For programs, such as `AMOUNT_MISMATCH`. */
  readonly code: string;
  /** What it is about: the same again is the same dispute. */
  readonly ref: string;
  readonly message: string;
  readonly orderId?: string | null;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly by: string;
}

/** Records a dispute once. It belongs to the county of the connection, or to where its order's goods come from. */
export async function raiseDispute(tx: Transaction, doubt: Doubt): Promise<{ disputeId: string; duplicate: boolean }> {
  const { channel, code, ref, message, orderId = null, facts = {}, by } = doubt;
  const id = uuidv7();
  const written = await tx.query(
    `insert into dispute(id, channel, code, ref, message, facts, order_id, raised_by, place_code)
     values ($1, $2, $3, $4, $5, $6, $7, $8,
             coalesce((select county_code from channel_connection where code = $2),
                      (select place_code from order_line where order_id = $7 order by line_no limit 1)))
     on conflict (channel, code, ref) do nothing returning id`,
    [id, channel, code, ref, message, JSON.stringify(facts), orderId, by],
  );
  if (written.length > 0) return { disputeId: id, duplicate: false };
  const [before] = await tx.query<{ id: string }>(
    'select id from dispute where channel = $1 and code = $2 and ref = $3',
    [channel, code, ref],
  );
  return { disputeId: before!.id, duplicate: true };
}
