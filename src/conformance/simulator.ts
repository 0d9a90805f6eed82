import type { Json, OutboundEvent } from '../plugin-kit/index.js';

/** How the remote side behaves from now on. The cases name the ones they need. */
export const MANNERS = [
  'well',
  /** Refuses for now, in the protocol's own way of saying "too often" (HTTP 429), and says when to come back if it can. */
  'busy',
  /** Fails inside: HTTP 500. */
  'failing',
  /** Takes what it is told, and never answers. */
  'hanging',
  /** Takes what it is told, and cuts the connection instead of answering. */
  'resetting',
  /** Cannot be reached: nothing listens. */
  'down',
  /** Refuses what it is told for good, such as an item that it does not sell. */
  'refusing',
  /** Of several things told at once takes the first, and fails the others for now. */
  'partial',
] as const;

export type Manner = (typeof MANNERS)[number];

/** Settings of a connection as an operator would enter them. */
export type Settings = Readonly<Record<string, Json>>;

/** A product of ours that is listed on the connection, and what they call it. */
export interface Goods {
  /** Our global id. */
  readonly id: string;
  /** Theirs. */
  readonly externalId: string;
  readonly name: string;
  readonly priceFen: number;
  readonly unit: 'PIECE';
  /** The site of ours that holds its stock. */
  readonly siteCode: string;
}

/** Asks our graph as the county's operator; throws where it refuses. */
export type AskOperator = (document: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answered>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
export type Answered = Record<string, any>;

/** Says a message to us in whichever way the plug-in takes messages; throws where it is not taken. */
export type SayToUs = (said: Said) => Promise<void>;

/** Something that the remote side says: its own affair. The cases hand it back, to be said in this way or that. */
export type Said = Json;

/** What happened over there with one thing of theirs, such as an order: one ordering key, in the right order. */
export interface Story {
  /** One or more; two at least where the plug-in gives its messages an ordering key. */
  readonly messages: readonly Said[];
  /** What must have come of it on our side, in whatever order and however often the messages came. */
  readonly becomes: {
    /**
     * Which thing of ours: the kind of link and their id by which it is found, such as `order` and their order number; or our
     * global id, of what they have no id of their own for.
     */
    readonly link: { readonly kind: string; readonly externalId: string } | { readonly id: string };
    /** A selection on the graph's `Node`, such as `... on Order { state }`. */
    readonly selection: string;
    /** Exactly what it must answer. */
    readonly data: Json;
  };
}

/** How a request is to be signed. */
export interface Signing {
  /** When they say they sign it. */
  readonly at: Date;
  /** `forged`: well formed, with another key than ours. `probe`: what they send to see whether we verify at all. */
  readonly as: 'genuine' | 'forged' | 'probe';
}

export interface SignedRequest {
  readonly method: string;
  /** What follows `/channels/<connection code>/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What we answered. */
export interface SimulatedAnswer {
  readonly status: number;
  readonly body: string;
}

export interface SimulatedInbound {
  /**
   * Makes up something new each time: `number` differs, and so must their ids. What an operator enters here before it can
   * happen, such as the machine that says it, is asked of our graph.
   */
  story(goods: Goods, number: number, ask: AskOperator): Story | Promise<Story>;
  /** A story that polls and sources can bring, where they bring less than requests do. Left out: `story`. */
  fetched?(goods: Goods, number: number, ask: AskOperator): Story | Promise<Story>;
  /** The request that says one message; where the plug-in has routes. A repeat is made with another time and nonce. */
  request?(said: Said, signing: Signing): SignedRequest;
  /** Whether an answer of ours tells them that the message was taken. Left out: any 2xx. */
  taken?(answer: SimulatedAnswer): boolean;
  /** Whether a message said again was answered as it must be. Left out: word for word as it was at first. */
  repeated?(first: SimulatedAnswer, again: SimulatedAnswer): boolean;
  /** How far the time of a request may be from ours; null where the protocol has no time in what it signs. */
  readonly toleranceSeconds?: number | null;
  /** The remote side sends probes: `request` makes them. */
  readonly probes?: boolean;
  /** Lays messages ready in this order, to be found by the plug-in's polls or sources; where it has them. */
  offer?(said: readonly Said[]): void | Promise<void>;
}

/** A thing that the remote side took from us, at each time that it was told. */
export interface Told {
  readonly event: OutboundEvent;
  /** Their id of what it is about; ours where they have none. */
  readonly item: string;
  /** What it was told under to know a repeat by; null where the protocol has no such thing. */
  readonly key: string | null;
  /** It changed something there. False for a repeat that was known by its key, or that says what was so already. */
  readonly effect: boolean;
  /** Of stock: the quantity as a decimal. */
  readonly quantity?: string;
}

/** What {@link SimulatedOutbound.change} changed. */
export interface Altered {
  readonly event: OutboundEvent;
  readonly item: string;
  readonly subject?: string;
}

export interface SimulatedOutbound {
  /** Everything taken since the start, in order. What was refused or failed is not in it. */
  told(): readonly Told[];
  /**
   * Changes something of ours that the plug-in must tell, each time something new, and answers the `item` it is told with, and
   * as `subject` our global id of it where no link names it by the `item`. Needed where the plug-in subscribes neither `stock` nor `product`: those the cases change themselves.
   */
  change?(goods: Goods, ask: AskOperator): Promise<Altered>;
  /** Makes ready, while all is well, what `change` is to change of these goods, such as an order that is paid. */
  prepare?(goods: Goods, ask: AskOperator, say: SayToUs): Promise<void>;
  /** The seconds that it says to wait when it is `busy`; 20 at least, so that no back-off of ours looks like obedience. */
  readonly busySeconds?: number | null;
  /** Manners that the protocol does not have, each with the reason: their cases are not run. */
  readonly without?: Readonly<Partial<Record<Manner, string>>>;
}

/** What {@link ChannelSimulator.enter} answers. */
export interface Entered {
  readonly kind: string;
  readonly externalId: string;
}

/**
 * The remote side, brought by the plug-in's author: a server on the loopback with its own keys and state. The connection that it
 * is tried on has the plug-in's id as its code.
 */
export interface ChannelSimulator {
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Settings of an account that it knows, for the plug-in's present `config.version`. Also asked for before `start`, where
   * subscriptions follow from the settings.
   */
  settings(): Settings;
  /** Settings that are well formed, and that the remote side refuses; `verify` must throw `NotVerified`. */
  wrongSettings(): Settings;
  /** The settings of the same account as older versions of the plug-in kept them, one for each version that may be about. */
  readonly olderSettings?: () => readonly { readonly version: number; readonly settings: Settings }[];
  behave(manner: Manner): void | Promise<void>;
  /**
   * Their id of a product of ours that somebody enters there by hand, such as into a machine, and the kind of link (`product`,
   * `sku`). Needed where the plug-in publishes no products itself.
   */
  enter?(product: Omit<Goods, 'externalId'>, ask: AskOperator): Entered | Promise<Entered>;
  /** Manners that there are none of, each with the reason, such as of a remote side that only calls us: as `outbound.without`. */
  readonly without?: Readonly<Partial<Record<Manner, string>>>;
  readonly inbound?: SimulatedInbound;
  readonly outbound?: SimulatedOutbound;
}
