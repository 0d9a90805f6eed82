/**
 * What a channel partner builds on, and all of it. A channel is one value made by {@link defineChannel}. Words:
 * a *connection* is one account of a channel; a *message* is what the remote side says, kept until it is executed as
 * *commands*; a *delivery* is what we say; a *link* is a pair of their id and ours.
 */
export {
  GraphError,
  LinkTaken,
  type Call,
  type Json,
  type Links,
  type PluginLog,
  type SharedValue,
  type Streams,
} from './call.js';
export { channelFaults, KIT_VERSION } from './check-channel.js';
export type {
  BookedSale,
  Command,
  CommandKind,
  CommandRefusal,
  CommandResult,
  Declaration,
  ImportedLine,
  ImportedOrder,
  OrderRef,
  PaymentFacts,
  ProductRef,
  SoldLine,
} from './commands.js';
export { COMMAND_PERMISSIONS, PERMISSIONS, type Permission } from './permissions.js';
export { secret, secretPaths, z, type ConfigSpec } from './config.js';
export {
  CAPABILITIES,
  NotVerified,
  type AddedField,
  type AnyChannel,
  type Capability,
  type ChannelPlugin,
  type FieldCall,
  type GraphqlAddition,
} from './contract.js';
export { BadChannel, defineChannel } from './define-channel.js';
export {
  AccountRefused,
  BadRequest,
  type Inbound,
  type InboundMessage,
  type Intake,
  type Outcome,
  type Poll,
  type Polled,
  type RawRequest,
  type Reply,
  type Route,
  type Source,
} from './inbound.js';
export {
  OUTBOUND_EVENTS,
  type Delivery,
  type DeliveryResult,
  type HealthReport,
  type Limits,
  type Outbound,
  type OutboundEvent,
  type Reconcile,
  type RemoteRecord,
  type Subscription,
} from './outbound.js';
export type { Clock } from '../shared/clock.js';
export { fen, formatYuan, parseYuan, splitFen, sumFen } from '../shared/money.js';
export { formatQuantity, parseQuantity } from '../shared/quantity.js';
