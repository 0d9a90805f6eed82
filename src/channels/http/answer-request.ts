import type { Logger } from 'pino';
import type { InboundMessage, Outcome, RawRequest, Reply } from '../../plugin-kit/index.js';
import { BadRequest } from '../../plugin-kit/index.js';
import { CallTimeout, type Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import type { OpenConnection } from '../connections/connection-book.js';
import { checkMessages } from '../inbox/check-messages.js';
import { outcomeOf, type Standing } from '../inbox/inbox-message.js';
import type { InboxStore } from '../inbox/inbox-store.js';
import type { IntakeStore, Kept } from '../inbox/intake-store.js';
import type { Inbox } from '../inbox/inbox.js';
import type { AnyRoute } from './match-route.js';
import { unavailable } from './turned-away.js';

export interface AnswerOptions {
  readonly calls: Calls;
  readonly intake: IntakeStore;
  readonly store: InboxStore;
  readonly inbox: Inbox;
  readonly logger: Logger;
  /** There is something to execute. */
  readonly wake: () => void;
}

/** How a request went, for the figures. */
export type Told = 'accepted' | 'unauthenticated' | 'bad_request' | 'busy' | 'failed';

const ANSWER_WITHIN_MS = 4_000;
/** Kept of the time for storing, acknowledging and the way back. */
const SPARE = 0.1;

const BUSY = unavailable('BUSY', 'This takes longer than it may: ask again');

/** Answers a request of the remote side: authenticated before anything is stored, stored before it is answered. */
export async function answerRequest(
  options: AnswerOptions,
  open: OpenConnection,
  route: AnyRoute,
  request: RawRequest,
  /** By `performance.now()`: waiting in line counts. */
  arrivedAt: number,
): Promise<{ reply: Reply; told: Told }> {
  const answerWithinMs = route.answerWithinMs ?? ANSWER_WITHIN_MS;
  const endsAt = arrivedAt + answerWithinMs * (1 - SPARE);
  const left = () => Math.max(1, endsAt - performance.now());
  const { calls, logger } = options;
  if (left() <= 1) return { reply: BUSY, told: 'busy' };
  const ask = <T>(what: string, work: Parameters<typeof calls.run<T>>[2]) =>
    calls.run(open, { what, timeoutMs: left() }, work);
  try {
    const theirs = await authentic(options, open, () =>
      ask('authenticate', (call) => route.authenticate(request, call)),
    );
    if (theirs !== true) return { reply: theirs, told: 'unauthenticated' };
    const messages = checkMessages(await ask('read', (call) => route.read(request, call)));
    const outcomes = await keep(options, open, route, request, messages, AbortSignal.timeout(Math.ceil(left())));
    if (!outcomes) return { reply: BUSY, told: 'busy' };
    const reply = route.acknowledge
      ? await calls.run(open, { what: 'acknowledge', timeoutMs: Math.max(left(), answerWithinMs * SPARE) }, (call) =>
          route.acknowledge!(outcomes, request, call),
        )
      : { status: 204 };
    return { reply, told: 'accepted' };
  } catch (error) {
    if (error instanceof BadRequest) return { reply: error.reply, told: 'bad_request' };
    if (error instanceof CallTimeout) return { reply: BUSY, told: 'busy' };
    logger.warn({ connection: open.stored.code, problem: spoken(error, open.redact) }, 'a channel’s request failed');
    return { reply: unavailable('FAILED', 'This could not be taken now: send it again'), told: 'failed' };
  }
}

/** `true`, or what to answer somebody who is not the remote side. A throw is a no. */
async function authentic(
  { logger }: AnswerOptions,
  open: OpenConnection,
  authenticate: () => Promise<boolean | Reply>,
): Promise<true | Reply> {
  const refused: Reply = { status: 401, body: { code: 'UNAUTHENTICATED', message: 'The signature is not valid' } };
  try {
    const answer = await authenticate();
    return typeof answer === 'object' ? answer : answer === true ? true : refused;
  } catch (error) {
    if (error instanceof CallTimeout) throw error;
    logger.debug({ connection: open.stored.code, problem: spoken(error, open.redact) }, 'a request was not authentic');
    return refused;
  }
}

/** Keeps the messages; where the route answers when they are executed, executes them. null: not in time. */
async function keep(
  { intake, store, inbox, wake }: AnswerOptions,
  open: OpenConnection,
  route: AnyRoute,
  request: RawRequest,
  messages: readonly InboundMessage[],
  signal: AbortSignal,
): Promise<Outcome[] | null> {
  const { headers, body, method, path } = request;
  const lease = route.answers === 'executed' ? inbox.lease(open) : null;
  const whole = { source: `${method} ${path}`, headers: open.redact(headers), body };
  const kept = await intake.keep(open.stored.code, messages, whole, lease);
  // Whoever waits for it is told of its failure.
  for (const { taken, stored } of kept) if (taken) inbox.begin(open, stored, lease!).catch(() => undefined);
  if (route.answers === 'stored') {
    if (kept.some(({ duplicate }) => !duplicate)) wake();
    return kept.map((one) => outcome(one, store.standing(one.stored)));
  }
  const outcomes: Outcome[] = [];
  for (const one of kept) {
    const now = one.conflict ? store.standing(one.stored) : await inbox.execute(open, one.stored, signal);
    if (now.state === 'PENDING' && signal.aborted) return null;
    outcomes.push(outcome(one, now));
  }
  return outcomes;
}

function outcome({ message, conflict, duplicate }: Kept, now: Standing): Outcome {
  if (conflict) return { message, state: 'CONFLICT', duplicate: true, results: [] };
  return outcomeOf(message, now, duplicate);
}
