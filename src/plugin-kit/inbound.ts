import type { Call, Json } from './call.js';
import type { Command, CommandResult } from './commands.js';
import { NamedError } from './named-error.js';

/** A request as it came: `body` is the raw bytes, `headers` have lower-case names, `path` begins after the connection. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** As sent, from the first slash on, with the query: what a signature over the path or the URL is made of. */
  readonly url: string;
  /** What stands in the path where the route has `:name`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes are sent as they are, anything else as JSON. */
  readonly body?: Json | Uint8Array;
}

/** One thing that was said to us, small enough to be kept whole. */
export interface InboundMessage {
  /** Which kind of message: `normalise` decides by it. */
  readonly type: string;
  /** The same thing said again has the same key: it takes effect once. Unique within the connection. */
  readonly dedupeKey: string;
  /** Messages of one key are executed one after the other, in the order they were stored; null for none. */
  readonly orderingKey: string | null;
  /**
   * For a message that says how something stands by now: of one type and ordering key, one with a lower version (compared as
   * text) than another that is kept is passed over. So what is held gives way to what came since.
   */
  readonly version?: string;
  /** Its number, from 1, in a stream that is counted without gaps, such as a till's journal; see {@link Call.streams}. */
  readonly sequence?: { readonly stream: string; readonly number: number };
  readonly body: Json;
}

/** What the host answers for a message when the route asks how it went. */
export interface Outcome {
  readonly message: InboundMessage;
  /**
   * `DONE`: all its commands were executed or refused, see `results`. `HELD`: kept until somebody mends something.
   * `WAITING`: kept, to be tried again by itself. `CONFLICT`: its key came before with another body; it was not kept.
   */
  readonly state: 'DONE' | 'HELD' | 'WAITING' | 'CONFLICT';
  /** It came before, and its first outcome is given. */
  readonly duplicate: boolean;
  readonly results: readonly CommandResult[];
  /** Why it is held or waits. */
  readonly code?: string;
}

/** A way for them to call us: `/channels/<connection code>/<path>`. */
export interface Route<Config> {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Relative, with `:name` for a segment: `notices/pay`, `reconcile/:store/:date`. */
  readonly path: string;
  /** Largest body taken, in bytes. Default 1 MB. */
  readonly maxBytes?: number;
  /** They must be answered within this time. Default 4,000 ms. */
  readonly answerWithinMs?: number;
  /**
   * Decides by raw bytes, headers, secrets and clock whether it is really them, before anything is stored. `false`, or a throw,
   * answers 401 (or the given reply) and leaves no trace but a count.
   */
  authenticate(request: RawRequest, call: Call<Config>): Promise<boolean | Reply> | boolean | Reply;
  /** The messages in a request that is really theirs. A throw of {@link BadRequest} answers 400 and stores nothing. */
  read(request: RawRequest, call: Call<Config>): Promise<readonly InboundMessage[]> | readonly InboundMessage[];
  /**
   * When to answer: `stored` once the messages are kept (they are executed right after), `executed` once their outcome is
   * known; if that is not in time, 503, and the same request later finds the outcome.
   */
  readonly answers: 'stored' | 'executed';
  /** The answer. Left out: 204. */
  acknowledge?(outcomes: readonly Outcome[], request: RawRequest, call: Call<Config>): Promise<Reply> | Reply;
}

/** Thrown by {@link Route.read} for a request that is theirs and makes no sense; the message is answered. */
export class BadRequest extends NamedError {
  constructor(
    message: string,
    readonly reply: Reply = { status: 400, body: { error: message } },
  ) {
    super(message);
    this.name = 'BadRequest';
  }
}

/** What one look at the remote side found. */
export interface Polled {
  readonly messages: readonly InboundMessage[];
  /** Where the next look begins; kept in the transaction that stores the messages. */
  readonly cursor: Json;
  /** There is more to be had at once. */
  readonly more: boolean;
}

/** Thrown by a {@link Poll}: the account itself is refused. The connection is suspended until it is verified again. */
export class AccountRefused extends NamedError {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'AccountRefused';
  }
}

/** A way for us to ask them, again and again, by one process at a time. */
export interface Poll<Config> {
  readonly everySeconds: number;
  /** `cursor` is what the last look answered; null at the first. Looking twice from one cursor must be harmless. */
  poll(cursor: Json, call: Call<Config>): Promise<Polled>;
  /** Called after the messages are kept: for services that deliver until they are told. May be called again after a crash. */
  confirm?(polled: Polled, call: Call<Config>): Promise<void>;
}

/** A line held open by one process at a time, such as a broker's topic. */
export interface Source<Config> {
  /** Opens it; `receive` resolves when the message is kept, and only then may it be acknowledged there. */
  open(receive: (message: InboundMessage) => Promise<void>, call: Call<Config>): Promise<{ close(): Promise<void> }>;
}

/** What a message means. */
export type Intake =
  | { readonly commands: readonly Command[] }
  /** Nothing to do, and why: it is kept as done. */
  | { readonly ignore: string }
  /** Cannot be understood before something else arrives: tried again after a while, and after each message of its key. */
  | { readonly wait: string; readonly retryAfterSeconds?: number }
  /** A person must mend something, such as map a SKU: listed, and tried again when they say so or the link is made. */
  | { readonly hold: string; readonly message: string };

export interface Inbound<Config> {
  readonly routes?: Readonly<Record<string, Route<Config>>>;
  readonly polls?: Readonly<Record<string, Poll<Config>>>;
  readonly sources?: Readonly<Record<string, Source<Config>>>;
  /**
   * Turns a message into commands; may ask the remote side and the graph. The host executes them in order and stops at the
   * first that is refused. It may be called again for the same message, after a crash or a wait. A throw is a retry.
   */
  normalise(message: InboundMessage, call: Call<Config>): Promise<Intake> | Intake;
  /**
   * Told when all commands of `normalise` were done; answers what else is to be done, or becomes of the message. Left out:
   * it is done. Like `normalise` it may be called again for the same message.
   */
  executed?(
    message: InboundMessage,
    results: readonly CommandResult[],
    call: Call<Config>,
  ): Promise<Intake | 'done'> | Intake | 'done';
  /**
   * Told of refused commands; answers what becomes of the message. Left out: `UNKNOWN_PRODUCT` holds it, the rest is done.
   */
  refused?(
    message: InboundMessage,
    results: readonly CommandResult[],
    call: Call<Config>,
  ): Promise<Intake | 'done'> | Intake | 'done';
}
