/**
 * The conformance suite: whether a channel plug-in does as it must, on the real host with a PostgreSQL, against a simulator
 * of the remote side that its author brings. {@link describeChannelPlugin} runs it under a test framework,
 * `yizhan plugin test FOLDER` from the command line.
 */
export { describeChannelPlugin } from './describe.js';
export { leftOut, runConformance } from './run.js';
export type { CaseResult, ConformanceReport } from './result.js';
export type { ConformanceOptions } from './options.js';
export { RemoteServer, type RemoteOptions, type RemoteReply, type RemoteRequest } from './remote.js';
export {
  MANNERS,
  type Altered,
  type Answered,
  type AskOperator,
  type ChannelSimulator,
  type Entered,
  type Goods,
  type Manner,
  type Said,
  type SayToUs,
  type Settings,
  type SignedRequest,
  type Signing,
  type SimulatedInbound,
  type SimulatedOutbound,
  type Story,
  type Told,
} from './simulator.js';
