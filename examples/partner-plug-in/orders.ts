import { BadRequest, z, type Call, type Command, type InboundMessage, type Intake, type Json } from 'yizhan/plugin-kit';
import type { CanteenSettings } from './settings.ts';

const change = z.object({
  eventId: z.string().min(1),
  event: z.enum(['placed', 'paid', 'cancelled']),
  orderNo: z.string().min(1),
  at: z.iso.datetime(),
  lines: z
    .array(z.object({ item: z.string(), count: z.int().positive(), amountFen: z.int().nonnegative() }))
    .optional(),
  payment: z.object({ no: z.string(), amountFen: z.int().positive() }).optional(),
});

type Change = z.infer<typeof change>;

/** What they pushed, or what a look at their list of changes found: the same change has the same key either way. */
export function asMessage(body: unknown): InboundMessage {
  const { data, error } = change.safeParse(body);
  if (!data) throw new BadRequest(z.prettifyError(error));
  return { type: data.event, dedupeKey: data.eventId, orderingKey: data.orderNo, body: data as Json };
}

export function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new BadRequest('the body is not JSON in UTF-8');
  }
}

/** A payment or a cancellation can overtake its order: it waits. */
export async function meaningOf(message: InboundMessage, { links }: Call<CanteenSettings>): Promise<Intake> {
  const said = message.body as Change;
  if (said.event !== 'placed' && !(await links.ours('order', said.orderNo))) return { wait: 'ORDER_NOT_HERE_YET' };
  return { commands: [commandOf(said)] };
}

function commandOf({ event, orderNo, at, lines = [], payment }: Change): Command {
  const order = { externalId: orderNo };
  if (event === 'cancelled') return { kind: 'order.cancel', order, reason: 'cancelled by the canteen' };
  if (event === 'paid')
    return {
      kind: 'order.pay',
      order,
      payment: { transactionId: payment!.no, amountFen: payment!.amountFen, paidAt: at, method: 'canteen.account' },
    };
  return {
    kind: 'order.import',
    order: {
      externalId: orderNo,
      placedAt: at,
      lines: lines.map(({ item, count, amountFen }) => ({
        product: { externalId: item },
        quantity: String(count),
        amountFen,
      })),
    },
  };
}
