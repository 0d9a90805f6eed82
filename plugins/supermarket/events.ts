import type { Call, Command, CommandResult, InboundMessage, Intake, Json } from 'yizhan/plugin-kit';
import type { Config } from './config.js';
import { soldLine } from './lines.js';
import { receiptEvent, saleId, type ReceiptEvent } from './receipt.js';

/** A message of type `event`: one event of a till, with what its batch said of it. */
interface EventBody {
  readonly store: string;
  readonly device: string;
  readonly businessDate: string;
  readonly event: unknown;
}

/** For so long after its day the receipt that a return or a voiding names may still arrive from another till. */
const ORIGINAL_WITHIN_DAYS = 2;
const DAY_MS = 86_400_000;
/** Reasons why a line is kept back, as `sale.assign` names them. */
const KEPT_BACK = /^[A-Z_]+$/;

/** What an event of a till means; what makes no sense is held, with the field at fault. */
export function normaliseEvent({ body }: InboundMessage, { config }: Call<Config>): Intake {
  const { store: code, businessDate, event: raw } = body as unknown as EventBody;
  const store = config.stores[code];
  if (!store) return { hold: 'UNKNOWN_STORE', message: `there is no store ${code} in the settings` };
  const parsed = receiptEvent.safeParse(raw);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    return { hold: 'MALFORMED', message: `${path.join('.')}: ${message}` };
  }
  const event = parsed.data;
  const lines = event.lines.map((line, i) => soldLine(line, i + 1, code, store));
  const sum = (of: readonly { amountFen: number }[]) => of.reduce((total, { amountFen }) => total + amountFen, 0);
  if (event.tenders.length > 0 && event.kind !== 'VOID' && sum(event.tenders) !== sum(event.lines))
    return {
      hold: 'AMOUNT_MISMATCH',
      message: `lines make ${sum(event.lines)} fen, tenders ${sum(event.tenders)}`,
    };
  return commandsOf(event, { code, businessDate, siteCode: store.siteCode, lines });
}

function commandsOf(
  event: ReceiptEvent,
  at: { code: string; businessDate: string; siteCode: string; lines: ReturnType<typeof soldLine>[] },
): Intake {
  const { businessDate, siteCode } = at;
  const id = saleId(at.code, event.receiptNo);
  if (event.kind === 'SALE') {
    const sale = { externalId: id, siteCode, soldAt: event.occurredAt, businessDate, lines: at.lines };
    return {
      commands: [{ kind: 'sale.book', sale: { ...sale, tenders: event.tenders, keepUnknown: true } }],
    };
  }
  if (event.originalReceiptNo === undefined)
    return { hold: 'NO_ORIGINAL', message: 'goods came back without the receipt they were sold by' };
  const original = saleId(at.code, event.originalReceiptNo);
  const command: Command =
    event.kind === 'VOID'
      ? { kind: 'sale.void', externalId: id, original, voidedAt: event.occurredAt, businessDate }
      : {
          kind: 'sale.return',
          externalId: id,
          original,
          returnedAt: event.occurredAt,
          businessDate,
          lines: at.lines,
        };
  return { commands: [command] };
}

/**
 * A sale of which lines were kept back: they are assigned, which is refused while one of them is still unknown. Then the
 * event waits until somebody links the article.
 */
export function executedEvent(
  message: InboundMessage,
  results: readonly CommandResult[],
  call: Call<Config>,
): Intake | 'done' {
  const [booked] = results;
  if (booked?.status !== 'done' || ((booked.values['keptBack'] ?? []) as readonly Json[]).length === 0) return 'done';
  const intake = normaliseEvent(message, call);
  const [command] = 'commands' in intake ? intake.commands : [];
  if (command?.kind !== 'sale.book') return 'done';
  const { externalId: original, lines } = command.sale;
  return { commands: [{ kind: 'sale.assign', original, lines }] };
}

/** What becomes of an event whose command was refused. Nothing is dropped: what a till has done is done. */
export function refusedEvent(
  { body }: InboundMessage,
  results: readonly CommandResult[],
  { clock }: Call<Config>,
): Intake | 'done' {
  const refusal = results.find((result) => result.status === 'refused');
  if (!refusal) return 'done';
  const { code, message, field } = refusal;
  const { businessDate, event } = body as unknown as EventBody;
  const kind = (event as { kind?: string }).kind;
  if (code === 'CONFLICT') return 'done';
  if (code === 'NOT_FOUND' && kind !== 'SALE') {
    const late = clock.now().getTime() - Date.parse(`${businessDate}T00:00:00+08:00`) > ORIGINAL_WITHIN_DAYS * DAY_MS;
    // Not held: that would keep back the original itself when it comes.
    return { wait: 'NO_ORIGINAL', retryAfterSeconds: late ? 6 * 3_600 : 300 };
  }
  const kept = code === 'INVALID' && KEPT_BACK.test(field ?? '') ? field! : code;
  return { hold: code === 'UNKNOWN_PRODUCT' ? 'UNKNOWN_BARCODE' : kept, message };
}
