import type { Logger } from 'pino';
import type { Json } from '../../plugin-kit/index.js';
import type { Calls } from '../calls/calls.js';
import type { OpenConnection } from '../connections/connection-book.js';
import { checkMessages } from '../inbox/check-messages.js';
import type { IntakeStore } from '../inbox/intake-store.js';
import type { RoundFinish, RoundStore, TakenRound } from './round-store.js';

export interface PollOptions {
  readonly store: RoundStore;
  readonly calls: Calls;
  readonly intake: IntakeStore;
  readonly logger: Logger;
  readonly leaseSeconds: number;
  readonly wake: () => void;
}

/** Looks at the remote side until there is no more: the messages and the place of each look are kept together. */
export async function pollOnce(options: PollOptions, open: OpenConnection, taken: TakenRound): Promise<RoundFinish> {
  const { store, calls, intake, logger, leaseSeconds, wake } = options;
  const poll = open.plugin.inbound!.polls![taken.name]!;
  const line = { line: 'outbound', breaker: true } as const;
  let cursor: Json = taken.cursor;
  for (let more = true; more;) {
    const from = cursor;
    const polled = await calls.run(open, { what: 'poll', ...line }, (call) => poll.poll(from, call));
    const messages = checkMessages(polled.messages);
    const place = { name: taken.name, lease: taken.lease, cursor: polled.cursor };
    const kept = await intake.keepPolled(taken.connection, messages, place);
    if (!kept) break;
    if (kept.some(({ duplicate }) => !duplicate)) wake();
    for (const { message, conflict } of kept)
      if (conflict)
        logger.warn(
          { connection: taken.connection, message: message.dedupeKey },
          'a message came again with another body; the first one stands',
        );
    if (poll.confirm) await calls.run(open, { what: 'confirm', ...line }, (call) => poll.confirm!(polled, call));
    cursor = polled.cursor;
    more = polled.more && (await store.renew(taken, leaseSeconds, open.stored.version));
  }
  return { afterSeconds: poll.everySeconds };
}
