import type { FeedEvent } from '../events/index.js';
import type { RequestContext } from '../graphql/index.js';

/** What every delta carries: where to go on from, its position in the log, and when it happened. */
export interface Place {
  cursor: string;
  sequence: number;
  occurredAt: string;
}

/** The state exactly at `pos` of `epoch`, in parts that are sent one after the other; at least one, however empty. */
export interface Snapshot {
  epoch: string;
  pos: number;
  parts: object[];
}

/** What a subscription field follows. It is asked once for all who share document, variables and visibility. */
export interface FeedSource {
  /** The kind of events. */
  readonly kind: string;
  /** Every event wanted lies under one of these: the kind itself for all, or narrower ones such as `stock/site/CC-340323`. */
  readonly topics: readonly string[];
  /** The cursor to go on from; without one a snapshot comes first. */
  readonly after: string | null | undefined;
  /** Only the newest state of a subject counts: those far behind are spared the steps between. */
  readonly coalesce: boolean;
  /** What is sent for an event is the same whatever the field's arguments: those who filter differently share it too. */
  readonly uniform?: boolean;
  wants(event: FeedEvent): boolean;
  /**
   * The item to send for an event, as the viewer of `context` may see it; null for nothing. It may load what the thing is now.
   * All of one page share the context's loaders.
   */
  change(event: FeedEvent, at: Place, context: RequestContext): object | null | Promise<object | null>;
  snapshot(context: RequestContext): Promise<Snapshot>;
}

/** A field's `subscribe` answers this, so that the hub can share it; iterated by anyone else, it says so. */
export class FeedSubscription implements AsyncIterable<object> {
  constructor(readonly source: FeedSource) {}

  [Symbol.asyncIterator](): AsyncIterator<object> {
    throw new Error('a feed is followed by the subscription hub');
  }
}
