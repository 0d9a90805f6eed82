import type { CommandResult, InboundMessage, Outcome } from '../../plugin-kit/index.js';

export const MESSAGE_STATES = ['PENDING', 'WAITING', 'HELD', 'DONE'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** A command's result, kept with what the command was: the same one is not executed again. */
export interface KeptResult {
  readonly print: string;
  readonly kind: string;
  readonly result: CommandResult;
}

/** A message as its table has it. */
export interface StoredMessage {
  readonly id: number;
  readonly connection: string;
  readonly dedupeKey: string;
  readonly fingerprint: string;
  readonly type: string;
  readonly orderingKey: string | null;
  /** It says how something stands by now: a newer one makes it void. */
  readonly versioned: boolean;
  readonly bodySealed: string;
  readonly state: MessageState;
  readonly code: string | null;
  readonly note: string | null;
  readonly resultsSealed: string | null;
  readonly attempts: number;
  readonly round: number;
  /** Since when it is tried. */
  readonly since: string;
}

// float8 is exact up to 2^53, and arrives as a number on every connection.
export const MESSAGE_COLUMNS = `m.id::float8 as id, m.connection, m.dedupe_key as "dedupeKey", m.fingerprint, m.type,
  m.ordering_key as "orderingKey", m.version is not null as versioned, m.body_sealed as "bodySealed", m.state, m.code, m.note,
  m.results_sealed as "resultsSealed", m.attempts, m.round, m.since`;

/** Who takes a message to work on it, and for how long. */
export interface Lease {
  readonly id: string;
  readonly seconds: number;
}

/** What becomes of a message after it was worked on. */
export interface Finish {
  readonly state: MessageState;
  readonly code: string | null;
  readonly note: string | null;
  readonly results: readonly KeptResult[];
  /** When it is tried again; null where that is not by itself. */
  readonly nextAt: Date | null;
  /** What was refused is tried under other keys next time. */
  readonly newRound: boolean;
}

/** How far a message is. */
export type Standing = Pick<Finish, 'state' | 'code' | 'results'>;

/** What a route is told of a message: PENDING is one that waits, whether for its turn or for a better moment. */
export const outcomeOf = (
  message: InboundMessage,
  { state, code, results }: Standing,
  duplicate: boolean,
): Outcome => ({
  message,
  state: state === 'PENDING' ? 'WAITING' : state,
  duplicate,
  results: results.map(({ result }) => result),
  ...(code !== null && { code }),
});
