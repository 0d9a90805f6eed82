import type { AnyChannel } from 'yizhan/plugin-kit';
import { describeChannelPlugin, type ChannelSimulator } from 'yizhan/plugin-kit/conformance';
import { cloneDatabase } from './database.js';

/** The conformance suite, on a database cloned from the tests' own template. */
export const conforms = (plugin: AnyChannel, simulator: ChannelSimulator): void =>
  describeChannelPlugin(plugin, simulator, { database: cloneDatabase });
