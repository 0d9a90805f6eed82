import type { Bench } from './bench.js';
import type { Declared } from './declared.js';
import type { ChannelSimulator, Manner } from './simulator.js';

/** One thing that the suite proves. */
export interface ConformanceCase {
  /** Stable, for programs. */
  readonly name: string;
  /** What is proved, as a sentence. */
  readonly title: string;
  /** Whether a plug-in must pass it, by what it declares. */
  needs(declared: Declared): boolean;
  /** The part of the simulator that it works with and that is not there, with what to add; null when all is there. */
  lacks?(simulator: ChannelSimulator): string | null;
  /** The manner that it needs: a protocol may be without it. */
  readonly manner?: Manner;
  run(bench: Bench): Promise<void>;
}

export const lacksRequests = ({ inbound }: ChannelSimulator): string | null =>
  inbound?.request ? null : 'the plug-in has routes: add `inbound.story` and `inbound.request` to the simulator';
export const lacksOffers = ({ inbound }: ChannelSimulator): string | null =>
  inbound?.offer ? null : 'the plug-in has polls or sources: add `inbound.story` and `inbound.offer` to the simulator';
export const lacksInbound = ({ inbound }: ChannelSimulator): string | null =>
  inbound?.request || inbound?.offer
    ? null
    : 'the plug-in takes messages: add `inbound`, with `request` for routes and `offer` for polls, to the simulator';
export const lacksTold = ({ outbound }: ChannelSimulator): string | null =>
  outbound ? null : 'the plug-in delivers: add `outbound.told` to the simulator';
