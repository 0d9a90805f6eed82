import type { Call, Json } from './call.js';

/** What the host tells of, and the type of the graph that a selection is made on. */
export const OUTBOUND_EVENTS = {
  /** A product listed on the connection changed, was put on it or taken off it. */
  product: 'Product',
  /** The stock of a product listed on the connection changed: always the newest full quantity. */
  stock: 'Product',
  /** An order of the connection changed. */
  order: 'Order',
  /** Money of an order of the connection is to go back: the delivery's `id` is the stable number to send it under. */
  refund: 'Refund',
  /** A kiosk that sells on the connection changed: its slots, prices, locks or commands. Always the newest of it all. */
  terminal: 'Kiosk',
} as const;

export type OutboundEvent = keyof typeof OUTBOUND_EVENTS;

export interface Subscription {
  readonly event: OutboundEvent;
  /** What to be told, as a GraphQL selection such as `{ id name priceFen }`; checked against the graph at registration. */
  readonly selection: string;
}

/** One thing to be told to the remote side. At least once: the same `id` again is the same delivery. */
export interface Delivery {
  /** Stable over retries: the idempotency key to send. */
  readonly id: string;
  readonly event: OutboundEvent;
  /** Our global id of what it is about. */
  readonly subject: string;
  /** Their id of it, where it is linked. */
  readonly externalId: string | null;
  /** Only grows for a subject: an older one after a newer one is dropped. */
  readonly sequence: number;
  /** ISO 8601 in UTC. */
  readonly occurredAt: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** The selection as it is now; null where it is no longer the connection's to sell. */
  readonly data: Json;
}

export type DeliveryResult =
  | { readonly outcome: 'ok'; /** Links their id of the subject. */ readonly externalId?: string }
  /** Try again by the host's policy, or not before `afterSeconds`. */
  | { readonly outcome: 'retry'; readonly code: string; readonly message?: string; readonly afterSeconds?: number }
  /** Trying again cannot help: a dead letter, listed, replayed when somebody says so. */
  | { readonly outcome: 'permanent'; readonly code: string; readonly message?: string }
  /** The account itself is refused: deliveries stop until it is verified again. */
  | { readonly outcome: 'suspend'; readonly code: string; readonly message?: string };

export interface Outbound<Config> {
  /** A list, or one that follows from the settings, such as a selection that the partner chose; checked when they are stored. */
  readonly subscribes: readonly Subscription[] | ((config: Config) => readonly Subscription[]);
  /** Deliveries given at once, at most. Default 1. */
  readonly batch?: number;
  /**
   * Tells the remote side. Answers one result a delivery, by its `id`; one left out, a throw and a late answer count as
   * `retry`. Deliveries of one subject come one after the other, never at once.
   */
  deliver(batch: readonly Delivery[], call: Call<Config>): Promise<ReadonlyMap<string, DeliveryResult>>;
}

/** Something as the remote side has it, to be held against ours. */
export type RemoteRecord =
  | { readonly kind: 'payment'; readonly externalId: string; readonly order: string; readonly amountFen: number }
  | { readonly kind: 'refund'; readonly externalId: string; readonly refund: string; readonly amountFen: number }
  | { readonly kind: 'order'; readonly externalId: string; readonly amountFen: number }
  /** `externalId` of a product; quantity as the channel shows it, a decimal string. */
  | { readonly kind: 'stock'; readonly externalId: string; readonly quantity: string }
  /**
   * All of a kind from one time until before another were listed above: what else we have is missing there. A payment's time
   * is when it was paid, a refund's when it was asked for. ISO 8601.
   */
  | { readonly kind: 'end'; readonly of: 'payment' | 'refund'; readonly from: string; readonly to: string };

/** Holds the remote side's books against ours. Differences are listed; a difference of stock is told again. */
export interface Reconcile<Config> {
  readonly everySeconds: number;
  /** All that changed there since a time (null: all there is). */
  listRemote(since: Date | null, call: Call<Config>): AsyncIterable<RemoteRecord>;
}

export interface HealthReport {
  readonly status: 'OK' | 'DEGRADED' | 'DOWN' | 'UNAUTHORISED';
  /** Stable, for programs, such as `SESSION_EXPIRES_SOON`. */
  readonly code?: string;
  /** For the operator: what is wrong and what to do. */
  readonly message?: string;
}

export interface Limits {
  /** Requests a second to the remote side, from all processes of the server together. Default 20. */
  readonly rps?: number;
  /** Calls of the plug-in at once, in each process; a process that is full gives what comes in fewer places. Default 4. */
  readonly concurrency?: number;
  /** One call's time. Default 10,000 ms. */
  readonly timeoutMs?: number;
}
