import { BadRequest, z, type InboundMessage, type Json, type RawRequest } from 'yizhan/plugin-kit';
import type { Config } from './config.js';
import { deviceOf } from './device-requests.js';
import { orderingKeyOf } from './receipt.js';

export const MOST_EVENTS = 1_000;

const name = z.string().min(1).max(64);

/** What must be right for the batch to be taken at all; what is wrong inside an event holds that event alone. */
const envelope = z.object({
  batchId: name,
  deviceId: z.string(),
  /** Begun anew by a till that lost its count: its sequence starts from 1 again. */
  epoch: z.int().min(1).max(1_000_000).default(1),
  businessDate: z.iso.date(),
  firstSeq: z.int().min(1),
  lastSeq: z.int().min(1),
  events: z
    .array(z.looseObject({ seq: z.int().min(1), eventId: name }))
    .min(1)
    .max(MOST_EVENTS),
});

export type Batch = z.output<typeof envelope>;

/** The batch in a request, or a refusal that names the field. */
export function readBatch(request: RawRequest, config: Config): Batch {
  const parsed = envelope.safeParse(readJson(request.body));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw refused('BAD_BATCH', path.join('.'), message);
  }
  const batch = parsed.data;
  if (batch.deviceId !== deviceOf(request, config).id) throw refused('BAD_BATCH', 'deviceId', 'not who signed');
  for (const [i, { seq }] of batch.events.entries()) {
    const after = i === 0 ? batch.firstSeq - 1 : batch.events[i - 1]!.seq;
    if (i === 0 ? seq !== batch.firstSeq : seq <= after)
      throw refused('BAD_BATCH', `events.${i}.seq`, `expected ${i === 0 ? batch.firstSeq : `more than ${after}`}`);
  }
  if (batch.events.at(-1)!.seq !== batch.lastSeq) throw refused('BAD_BATCH', 'lastSeq', 'not that of the last event');
  return batch;
}

/** A message for each event: the same event has the same body, whichever batch brings it. */
export function messagesOf(batch: Batch, store: string): InboundMessage[] {
  return batch.events.map((event) => ({
    type: 'event',
    dedupeKey: `event:${event.eventId}`,
    orderingKey: orderingKeyOf(store, event),
    sequence: { stream: streamOf(batch.deviceId, batch.epoch), number: event.seq },
    body: { store, device: batch.deviceId, businessDate: batch.businessDate, event: event as unknown as Json },
  }));
}

export const streamOf = (deviceId: string, epoch: number): string => `${deviceId}#${epoch}`;

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw refused('NOT_JSON', '', 'the body is not JSON in UTF-8');
  }
}

const refused = (code: string, field: string, message: string): BadRequest =>
  new BadRequest(`${field}: ${message}`, { status: 400, body: { code, field, message } });
