import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { InboundMessage } from '../../plugin-kit/index.js';
import { CallTimeout, timeoutOf, type Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import type { OpenConnection } from '../connections/connection-book.js';
import { checkMessages } from '../inbox/check-messages.js';
import type { IntakeStore } from '../inbox/intake-store.js';
import { waitAfter } from '../retry.rules.js';
import type { ChannelTimings } from '../timings.js';
import type { RoundStore, TakenRound } from './round-store.js';

export interface SourceOptions {
  readonly store: RoundStore;
  readonly calls: Calls;
  readonly intake: IntakeStore;
  readonly timings: ChannelTimings;
  readonly logger: Logger;
  readonly leaseMs: number;
  readonly stopping: AbortSignal;
  readonly wake: () => void;
}

/** Holds a line open for as long as its lease is renewed: until the connection is changed or switched off, or we stop. */
export async function holdSource(options: SourceOptions, open: OpenConnection, taken: TakenRound): Promise<void> {
  const { store, calls, timings, logger, leaseMs, stopping } = options;
  const over = new AbortController();
  const { connection, name } = taken;
  let line: { close(): Promise<void> } | undefined;
  try {
    const call = calls.lasting(open, over.signal);
    const opening = open.plugin.inbound!.sources![name]!.open((message) => keep(options, taken, message, over), call);
    line = await withinTime(opening, timeoutOf(open));
    do {
      await sleep(leaseMs / 3, undefined, { signal: stopping }).catch(() => undefined);
    } while (!stopping.aborted && (await store.renew(taken, leaseMs / 1_000, open.stored.version)));
    await store.finish(taken, { afterSeconds: 0 });
  } catch (error) {
    const note = spoken(error, open.redact);
    logger.warn({ connection, source: name, problem: note }, 'a line was lost; it is opened again');
    const afterSeconds = waitAfter(timings.deliveryRetry, taken.failures + 1, Math.random()) / 1_000;
    await store.finish(taken, { code: 'LINE_LOST', note, afterSeconds }).catch(() => undefined);
  } finally {
    over.abort(new Error('the line is closed'));
    await line?.close().catch(() => undefined);
  }
}

async function keep(
  { intake, wake }: SourceOptions,
  { connection, name }: TakenRound,
  message: InboundMessage,
  over: AbortController,
): Promise<void> {
  over.signal.throwIfAborted();
  checkMessages([message]);
  const body = Buffer.from(JSON.stringify(message.body));
  await intake.keep(connection, [message], { source: `source ${name}`, headers: {}, body });
  wake();
}

/** Waits for a line so long; one that opens later is closed at once. */
async function withinTime<T extends { close(): Promise<void> }>(opening: Promise<T>, ms: number): Promise<T> {
  let late = false;
  const timer = new AbortController();
  opening.then(
    (line) => late && void line.close().catch(() => undefined),
    () => undefined,
  );
  try {
    return await Promise.race([
      opening,
      sleep(ms, undefined, { signal: timer.signal }).then(() => {
        late = true;
        throw new CallTimeout('open', ms);
      }),
    ]);
  } finally {
    timer.abort();
  }
}
