import type { Call, Command, Intake } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ourOrder, type OurOrder } from '../trades/our-order.js';
import { fetchRefund } from './fetch-refund.js';
import { REFUND_STATES } from './refund-states.js';
import { readRefund, type Refund } from './refund.js';

/**
 * What a refund means for us. One whose trade we don't have means nothing: the trade itself tells of its refunds when it is
 * imported.
 */
export async function refundIntake(refund: Refund, call: Call<Config>): Promise<Intake> {
  const meaning = REFUND_STATES[refund.status];
  if (!meaning)
    return { hold: 'UNKNOWN_STATE', message: `Refund ${refund.refundId} has the unknown state ${refund.status}` };
  if (meaning === 'buyer' || meaning === 'nothing') return { ignore: refund.status };
  const ours = await ourOrder(refund.tid, call);
  if (!ours) return { ignore: 'its trade is not imported' };
  if (!concerns(refund, ours)) return { ignore: 'its line was closed before the trade was imported' };
  return { commands: [meaning === 'paid' ? recordOf(refund, ours) : askedOf(refund)] };
}

/** The money that went back for lines of a trade, by what the trade says of its refunds. */
export async function refundsOf(
  lines: readonly { readonly refundId: string | null; readonly refundStatus: string | null }[],
  ours: OurOrder | null,
  call: Call<Config>,
): Promise<Command[]> {
  const ids = lines.flatMap(({ refundId, refundStatus }) =>
    refundId && refundStatus && REFUND_STATES[refundStatus] === 'paid' ? refundId : [],
  );
  const commands: Command[] = [];
  for (const id of new Set(ids)) commands.push(recordOf(readRefund(await fetchRefund(id, call)), ours));
  return commands;
}

const concerns = ({ oid }: Refund, ours: OurOrder): boolean => oid === null || ours.lines.includes(oid);

/** Money that we asked back is settled by the refund of the same amount; any other was made there. */
function recordOf({ refundId, tid, amountFen, reason }: Refund, ours: OurOrder | null): Command {
  const asked = ours?.asked.find((one) => one.amountFen === amountFen);
  return {
    kind: 'refund.record',
    order: { externalId: tid },
    refund: {
      ...(asked && { id: asked.id }),
      externalId: refundId,
      amountFen,
      state: 'SUCCEEDED',
      ...(reason && { reason }),
    },
  };
}

/** The shop must answer at Taobao within days, or Taobao answers for it. */
const askedOf = ({ refundId, tid, oid, amountFen, status, reason }: Refund): Command => ({
  kind: 'dispute.raise',
  code: 'TAOBAO_REFUND_ASKED',
  ref: `${refundId}:${status}`,
  message: `A buyer asks for money back (${status}): answer refund ${refundId} at Taobao`,
  order: { externalId: tid },
  facts: { refundId, oid, amountFen, status, reason },
});
