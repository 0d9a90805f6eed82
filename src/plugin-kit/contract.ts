import type { Call, Json } from './call.js';
import type { Command, CommandResult } from './commands.js';
import type { ConfigSpec } from './config.js';
import type { Inbound } from './inbound.js';
import type { HealthReport, Limits, Outbound, Reconcile } from './outbound.js';
import { NamedError } from './named-error.js';
import type { Permission } from './permissions.js';

export const CAPABILITIES = [
  'catalogue.publish',
  'stock.push',
  'order.ingest',
  'payment',
  'refund',
  'shipping',
  'sign-in',
  'terminal',
  'sale.ingest',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** Who asked, for a field that a plug-in adds to the graph; `as.graph` reads with their permissions, not the connection's. */
export interface FieldCall<Config> extends Call<Config> {
  readonly viewer: {
    readonly kind: string;
    readonly id: string;
    /** Their id of a customer whom this connection signed in; null for everybody else. */
    readonly externalId: string | null;
    /** The language of messages for them. */
    readonly language: 'zh' | 'en';
  };
  readonly as: { graph<Data = Record<string, Json>>(document: string, variables?: object): Promise<Data> };
  /** Executes a command at once, as one that came in. */
  execute(command: Command): Promise<CommandResult>;
}

/** A field that a plug-in adds. `allow` is `action Subject` of our policy, such as `pay Order`; `public` is for everyone. */
export interface AddedField<Config> {
  readonly allow: string;
  resolve(args: Readonly<Record<string, Json>>, call: FieldCall<Config>): Promise<unknown>;
}

/**
 * Fields added to Query and Mutation, with types of their own. Every name begins with the plug-in's id (`wechatPrepay`,
 * `WechatPrepayInput`); nothing of ours is changed. The host gives each field the argument `connection: String`, needed only
 * when the plug-in has several that are active.
 */
export interface GraphqlAddition<Config> {
  /** SDL: `extend type Query`, `extend type Mutation`, and types, inputs and enums of its own. */
  readonly typeDefs: string;
  readonly queries?: Readonly<Record<string, AddedField<Config>>>;
  readonly mutations?: Readonly<Record<string, AddedField<Config>>>;
}

/** A channel: what it is, may and can. A value without state; the host calls its functions, any of them at the same time. */
export interface ChannelPlugin<Config = never> {
  /** `^[a-z][a-z0-9]{1,29}$`. */
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Semantic version of the plug-in itself. */
  readonly version: string;
  /** Range of the kit's versions that it was written for, such as `^1`. */
  readonly api: string;
  readonly capabilities: readonly Capability[];
  readonly permissions: readonly Permission[];
  readonly config: ConfigSpec<Config>;
  /** Asks the remote side whether these settings are good, changing nothing there. Throws {@link NotVerified} if not. */
  verify(call: Call<Config>): Promise<void>;
  /** Prepares the remote side, such as registering an address. The connection works only after it succeeded. */
  activate?(call: Call<Config>): Promise<void>;
  deactivate?(call: Call<Config>): Promise<void>;
  readonly inbound?: Inbound<Config>;
  readonly outbound?: Outbound<Config>;
  readonly reconcile?: Reconcile<Config>;
  health?(call: Call<Config>): Promise<HealthReport>;
  readonly limits?: Limits;
  readonly graphql?: GraphqlAddition<Config>;
}

/** What {@link ChannelPlugin.verify} throws: the settings are not good. `field` names the one at fault. */
export class NotVerified extends NamedError {
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
  ) {
    super(message);
    this.name = 'NotVerified';
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of plug-ins has as many types of settings
export type AnyChannel = ChannelPlugin<any>;
