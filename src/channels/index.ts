export { createChannels, type Channels } from './host.js';
export type { ChannelsOptions } from './parts.js';
export { createCommandExecutor, type TerminalPort } from './commands/index.js';
export type { CommandConnection, CommandExecutor, GraphPort } from './ports.js';
export { loadPlugins } from './registry/load-plugins.js';
export { BadFolder, importFolder } from './registry/plugin-folder.js';
export { selectionFaults } from './registry/selections.js';
export { USUAL_TIMINGS, type ChannelTimings } from './timings.js';
