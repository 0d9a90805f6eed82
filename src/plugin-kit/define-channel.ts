import { channelFaults } from './check-channel.js';
import type { AnyChannel, ChannelPlugin } from './contract.js';
import { NamedError } from './named-error.js';

/** What {@link defineChannel} throws: every fault of the declaration. */
export class BadChannel extends NamedError {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'BadChannel';
  }
}

/**
 * Declares a channel. Its settings' type is that of its schema. What can be seen to be wrong without a host is said at once;
 * the host looks again when it registers it, and checks the selections and added fields against the graph.
 *
 * @throws BadChannel with every fault
 */
export function defineChannel<Config>(plugin: ChannelPlugin<Config>): ChannelPlugin<Config> {
  const faults = channelFaults(plugin as AnyChannel);
  if (faults.length > 0) throw new BadChannel(faults);
  return Object.freeze(plugin);
}
