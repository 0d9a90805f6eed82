import type { AnyChannel, OutboundEvent } from '../plugin-kit/index.js';
import type { ChannelSimulator, Manner } from './simulator.js';

/** What a plug-in says of itself, by which the cases that it must pass are chosen. */
export interface Declared {
  readonly plugin: AnyChannel;
  readonly events: readonly OutboundEvent[];
}

/** Subscriptions may follow from the settings: those of the simulator's account count. */
export function declared(plugin: AnyChannel, simulator: ChannelSimulator): Declared {
  const { outbound, config } = plugin;
  if (!outbound) return { plugin, events: [] };
  const { subscribes } = outbound;
  const list = typeof subscribes === 'function' ? subscribes(config.schema.parse(simulator.settings())) : subscribes;
  return { plugin, events: [...new Set(list.map(({ event }) => event))] };
}

export const hasRoutes = ({ plugin }: Declared): boolean => Object.keys(plugin.inbound?.routes ?? {}).length > 0;
export const isFetched = ({ plugin }: Declared): boolean =>
  Object.keys({ ...plugin.inbound?.polls, ...plugin.inbound?.sources }).length > 0;
export const tells = ({ events }: Declared): boolean => events.length > 0;
export const tellsStock = ({ events }: Declared): boolean => events.includes('stock');

/** Why the remote side is never so; null where it may be. */
export const isNever = ({ without, outbound }: ChannelSimulator, manner: Manner): string | null =>
  without?.[manner] ?? outbound?.without?.[manner] ?? null;
