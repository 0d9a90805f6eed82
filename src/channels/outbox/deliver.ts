import type { Logger } from 'pino';
import { globalId } from '../../platform/graphql/index.js';
import type { Clock } from '../../shared/clock.js';
import {
  GraphError,
  LinkTaken,
  OUTBOUND_EVENTS,
  type Delivery,
  type DeliveryResult,
  type Json,
  type OutboundEvent,
} from '../../plugin-kit/index.js';
import { BreakerOpen, CallTimeout, type AnyCall, type Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import type { OpenConnection } from '../connections/connection-book.js';
import type { GraphPort } from '../ports.js';
import { spokenUnreadable, type SelectionRights } from '../registry/selection-rights.js';
import { selectionDocument, subscriptionsOf } from '../registry/selections.js';
import type { ChannelTimings } from '../timings.js';
import { finishOf, isAway, type Tried } from './delivery.rules.js';
import { LINK_KINDS, type OutboxStore, type StoredDelivery } from './outbox-store.js';

export interface DeliverOptions {
  readonly calls: Calls;
  readonly store: OutboxStore;
  readonly graph: GraphPort;
  readonly rights: SelectionRights;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timings: ChannelTimings;
  /** The remote side refuses the account. */
  readonly suspend: (connection: string, code: string, note: string | null) => Promise<void>;
  readonly delivered: (connection: string, event: OutboundEvent, outcome: string) => void;
}

/** Tells the remote side a batch, and writes down what became of each. What is told is read now, outside any transaction. */
export async function deliverBatch(
  options: DeliverOptions,
  open: OpenConnection,
  batch: readonly StoredDelivery[],
  lease: string,
): Promise<void> {
  const { calls, store, clock, timings } = options;
  const { code: connection } = open.stored;
  const tried = await tryBatch(options, open, batch);
  if (isAway([...tried.values()])) calls.failed(open);
  const at = { now: clock.now(), retry: timings.deliveryRetry };
  const finished = batch.map((one) => finishOf(one, tried.get(one.id)!, { ...at, chance: Math.random() }));
  const suspended = [...tried.values()].find(({ outcome }) => outcome === 'suspend');
  if (suspended?.outcome === 'suspend')
    await options.suspend(connection, suspended.code, open.redact(suspended.message ?? null));
  await store.finish(
    open.stored.code,
    lease,
    finished.map((one) => ({
      ...one,
      code: open.redact(one.code),
      note: open.redact(one.note)?.slice(0, 500) ?? null,
    })),
  );
  for (const { id, event } of batch) options.delivered(connection, event, tried.get(id)!.outcome);
}

async function tryBatch(
  options: DeliverOptions,
  open: OpenConnection,
  batch: readonly StoredDelivery[],
): Promise<Map<string, Tried>> {
  const { calls, logger } = options;
  const missing = (code: string, message: string): Tried => ({ outcome: 'missing', code, message });
  try {
    const unseen = unseenOf(options, open);
    const seen = batch.filter(({ event }) => !unseen.has(event));
    const data = await dataOf(options, open, seen);
    const theirs = await options.store.theirs(open.stored.code, seen);
    // What it no longer subscribes to, since its settings were changed, is not told: nothing would be said of it.
    const wanted = seen.filter(({ id }) => data.has(id));
    const untold = ({ event }: StoredDelivery): Tried => unseen.get(event) ?? UNWANTED;
    if (wanted.length === 0) return new Map(batch.map((one) => [one.id, untold(one)]));
    const results = await calls.run(open, { what: 'deliver', line: 'outbound', breaker: true }, async (call) => {
      const deliveries = wanted.map((one) => deliveryOf(one, theirs(one), data.get(one.id) ?? null));
      const answered = await open.plugin.outbound!.deliver(deliveries, call);
      for (const delivery of deliveries) await linkAnswered(options, call, delivery, answered.get(delivery.id));
      return answered;
    });
    return new Map(
      batch.map((one) => [
        one.id,
        data.has(one.id)
          ? (results.get(one.id) ?? missing('NO_RESULT', 'the plug-in said nothing of it'))
          : untold(one),
      ]),
    );
  } catch (error) {
    const problem = spoken(error, open.redact);
    logger.warn({ connection: open.stored.code, deliveries: batch.length, problem }, 'a delivery failed');
    const code = error instanceof CallTimeout ? 'TIMEOUT' : error instanceof BreakerOpen ? 'BREAKER_OPEN' : 'FAILED';
    return new Map(batch.map(({ id }) => [id, missing(code, problem)]));
  }
}

const UNWANTED: Tried = { outcome: 'ok' };

const subjectOf = ({ event, subject }: StoredDelivery) => globalId(OUTBOUND_EVENTS[event], subject);

function deliveryOf(stored: StoredDelivery, externalId: string | null, data: Json): Delivery {
  const { id, event, sequence, occurredAt, attempts: attempt } = stored;
  return { id, event, subject: subjectOf(stored), externalId, sequence, occurredAt, attempt, data };
}

/**
 * Events of which the connection was not granted to see all that its plug-in reads: told as null, they would be taken for
 * what is gone. A dead letter says which permission is missing, and is replayed once it is granted.
 */
function unseenOf({ rights }: DeliverOptions, { plugin, config, stored }: OpenConnection): ReadonlyMap<string, Tried> {
  const unseen = new Map<string, Tried>();
  for (const one of subscriptionsOf(plugin.outbound!.subscribes, config)) {
    const [part] = rights.unreadable(one, stored.permissions);
    if (!part) continue;
    const message = `${plugin.id}: ${spokenUnreadable(one.event, part)}: grant it, and replay`;
    unseen.set(one.event, { outcome: 'permanent', code: 'NOT_PERMITTED', message });
  }
  return unseen;
}

/** The selections, with the connection's own permissions; what it may not see or no longer sells is null. */
async function dataOf(
  { graph, store }: DeliverOptions,
  open: OpenConnection,
  batch: readonly StoredDelivery[],
): Promise<Map<string, Json>> {
  const selections = new Map(
    subscriptionsOf(open.plugin.outbound!.subscribes, open.config).map(({ event, selection }) => [event, selection]),
  );
  const products = batch.filter(({ event }) => event === 'product' || event === 'stock').map(({ subject }) => subject);
  const listed = await store.listed(open.stored.code, products);
  const data = new Map<string, Json>();
  for (const [event, ofEvent] of Map.groupBy(batch, (one) => one.event)) {
    const selection = selections.get(event);
    if (selection === undefined) continue;
    for (const { id } of ofEvent) data.set(id, null);
    const wanted = ofEvent.filter((one) => !products.includes(one.subject) || listed.has(one.subject));
    if (wanted.length === 0) continue;
    const { nodes } = await graph.query(open.viewer, selectionDocument(event, selection), {
      ids: wanted.map(subjectOf),
    });
    wanted.forEach((one, n) => data.set(one.id, (nodes as readonly Json[])[n] ?? null));
  }
  return data;
}

/** Their id of what was delivered. One that is taken is told of: the delivery itself was made. */
async function linkAnswered(
  { logger }: DeliverOptions,
  call: AnyCall,
  { event, subject, externalId }: Delivery,
  answered: DeliveryResult | undefined,
): Promise<void> {
  if (answered?.outcome !== 'ok' || !answered.externalId || answered.externalId === externalId) return;
  try {
    await call.links.link(LINK_KINDS[event], answered.externalId, subject);
  } catch (error) {
    if (!(error instanceof LinkTaken) && !(error instanceof GraphError)) throw error;
    logger.warn({ connection: call.connection.code, problem: error.message }, 'a delivered thing could not be linked');
  }
}
