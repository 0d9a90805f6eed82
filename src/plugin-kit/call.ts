import type { Clock } from '../shared/clock.js';
import { NamedError } from './named-error.js';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a plug-in may say in the log; secrets of the connection are taken out of whatever it says. */
export interface PluginLog {
  debug(message: string, facts?: Readonly<Record<string, unknown>>): void;
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Their ids and ours, one to one within a connection and a kind such as `order`, `product`, `sku`, `refund`. */
export interface Links {
  /** Our global id of their thing; null while it is not linked. */
  ours(kind: string, theirs: string): Promise<string | null>;
  /** Their id of our thing; null while it is not linked. */
  theirs(kind: string, ours: string): Promise<string | null>;
  /** Links the two. The same again changes nothing; either of them linked elsewhere throws {@link LinkTaken}. */
  link(kind: string, theirs: string, ours: string): Promise<void>;
}

/** What {@link Links.link} throws: one of the two ids already has another partner. */
export class LinkTaken extends NamedError {
  constructor(
    readonly kind: string,
    readonly theirs: string,
    readonly ours: string,
  ) {
    super(`${kind} ${theirs} cannot be linked with ${ours}: one of them is linked already`);
    this.name = 'LinkTaken';
  }
}

/** Which numbers of a counted stream are kept; see `sequence` of a message. */
export interface Streams {
  /**
   * `through`: all from 1 to it are here. `last`: the highest that is here. `missing`: the first 100 gaps between them, each
   * with its first and last number. All 0 and empty for a stream that nothing came of.
   */
  seen(stream: string): Promise<{
    readonly through: number;
    readonly last: number;
    readonly missing: readonly (readonly [number, number])[];
  }>;
  /** Streams of this connection that have gaps now, at most 100. */
  withGaps(): Promise<readonly string[]>;
}

/** A value that all processes share until it expires, such as an access token of the remote side. */
export interface SharedValue {
  readonly value: string;
  readonly expiresAt: Date;
}

/**
 * What the host hands a plug-in with every call: the connection it works for and its ways out. Nothing of it may be kept
 * beyond the call. Nothing a plug-in does runs inside one of the host's database transactions.
 */
export interface Call<Config> {
  /** The account it works for; `code` is the order's and the listing's channel. */
  readonly connection: { readonly code: string; readonly plugin: string };
  /** Checked settings, with the secrets in clear. */
  readonly config: Config;
  readonly clock: Clock;
  /** After it the host has given up on this call. */
  readonly deadline: Date;
  /** Aborted at the deadline, and when the server stops. */
  readonly signal: AbortSignal;
  readonly log: PluginLog;
  readonly links: Links;
  readonly streams: Streams;
  /**
   * `fetch` with the connection's limits of rate and concurrency and the call's signal; it reaches no private address unless
   * the operator allows it, and follows no redirect to one. Rejects with a `TypeError` as `fetch` does.
   */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /**
   * Reads our graph with the connection's permissions. Answers `data`; throws {@link GraphError} where the graph refuses.
   */
  graph<Data = Record<string, Json>>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /**
   * A value shared by all processes, kept encrypted: `make` runs once at a time over all of them, when there is none or fewer
   * than `renewSeconds` are left (default 300). `fresh` distrusts what is there, once.
   */
  shared(
    key: string,
    make: () => Promise<SharedValue>,
    options?: { readonly renewSeconds?: number; readonly fresh?: boolean },
  ): Promise<string>;
}

/** What {@link Call.graph} throws: the graph's own errors, with their codes. */
export class GraphError extends NamedError {
  constructor(readonly errors: readonly { readonly message: string; readonly code: string }[]) {
    super(errors.map(({ code, message }) => `${code}: ${message}`).join('; '));
    this.name = 'GraphError';
  }
}
