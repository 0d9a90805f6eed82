import {
  BadRequest,
  type Call,
  type Command,
  type CommandKind,
  type InboundMessage,
  type Intake,
  type Json,
} from 'yizhan/plugin-kit';
import type { KioskConfig } from './config.js';

/** What a machine may say, and the command that it is. */
export const REPORTS = {
  heartbeat: 'terminal.heartbeat',
  journal: 'terminal.journal',
  audit: 'terminal.audit',
  vend: 'terminal.vend',
  command: 'terminal.command',
  pay: 'order.pay',
  refund: 'refund.record',
} as const satisfies Record<string, CommandKind>;

export type Said = keyof typeof REPORTS;

export const isSaid = (text: string): text is Said => text in REPORTS;

/** A report as it is kept: whose, what, and when it was signed, where the machine does not say when it happened. */
interface KeptReport {
  readonly terminal: string;
  readonly at?: string;
  readonly report: Readonly<Record<string, Json>>;
}

const isRecord = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object in a body; throws BadRequest for anything else. */
export function readReport(body: Uint8Array): Record<string, Json> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new BadRequest('the body is not JSON');
  }
  if (!isRecord(value)) throw new BadRequest('the body is not a JSON object');
  return value;
}

/** Reports that happen at a time, and the field that says it. */
const HAPPENED: Partial<Record<Said, string>> = { heartbeat: 'at', pay: 'paidAt' };

/** A machine's reports take effect in the order they came, but for heartbeats, which wait for nothing. */
export function messageOf(
  said: Said,
  terminal: string,
  nonce: string,
  at: Date,
  report: Readonly<Record<string, Json>>,
): InboundMessage {
  const time = HAPPENED[said];
  // Else the time of the signature would make another report of one that is repeated later.
  const kept: KeptReport = { terminal, report, ...(time && report[time] === undefined && { at: at.toISOString() }) };
  return {
    type: said,
    dedupeKey: `${terminal}:${said}:${nonce}`,
    orderingKey: said === 'heartbeat' ? null : terminal,
    body: kept as unknown as Json,
  };
}

/** A report is one command; its faults are told by whoever executes it. */
export function intakeOf({ type, body }: InboundMessage, call: Call<KioskConfig>): Promise<Intake> | Intake {
  const { terminal, at, report } = body as unknown as KeptReport;
  const said = type as Said;
  if (said === 'pay') return payment(terminal, at, report);
  if (said === 'refund') return refund(report, call);
  // A machine that does not tell its clock signed with it.
  const whole = said === 'heartbeat' && at !== undefined ? { at, ...report } : report;
  return { commands: [{ kind: REPORTS[said], terminal, report: whole } as Command] };
}

/** Money that the machine took itself, for an order that it reserved. */
function payment(terminal: string, at: string | undefined, report: Readonly<Record<string, Json>>): Intake {
  const { orderId, amountFen, transactionId, method = 'cash', paidAt = at ?? '' } = report;
  if (typeof orderId !== 'string' || typeof amountFen !== 'number' || typeof transactionId !== 'string')
    return { ignore: 'BAD_REPORT: a payment needs orderId, amountFen and transactionId' };
  return {
    commands: [
      {
        kind: 'order.pay',
        order: { id: orderId },
        payment: {
          transactionId: `${terminal}:${transactionId}`,
          amountFen,
          method: String(method),
          paidAt: String(paidAt),
        },
      },
    ],
  };
}

const ASKED = 'query ($id: ID!) { order(id: $id) { refunds { number amountFen state } } }';

interface Asked {
  order: { refunds: { number: string; amountFen: number; state: string }[] } | null;
}

/** Money that the machine gave back for an order, such as after a vend that failed: it is what was asked of it. */
async function refund(report: Readonly<Record<string, Json>>, call: Call<KioskConfig>): Promise<Intake> {
  const { orderId, amountFen } = report;
  if (typeof orderId !== 'string' || typeof amountFen !== 'number')
    return { ignore: 'BAD_REPORT: a refund needs orderId and amountFen' };
  const { order } = await call.graph<Asked>(ASKED, { id: orderId });
  const asked = order?.refunds.find((one) => one.state === 'REQUESTED' && one.amountFen === amountFen);
  // Nothing of that amount is to go back any more: what was said before is not said again.
  if (!asked) return { ignore: 'NOTHING_TO_REFUND: no refund of this amount is asked of the machine' };
  const given = { id: asked.number, amountFen, state: 'SUCCEEDED' } as const;
  return { commands: [{ kind: 'refund.record', order: { id: orderId }, refund: given }] };
}
