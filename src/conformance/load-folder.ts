import { resolve } from 'node:path';
import { BadFolder, importFolder } from '../channels/index.js';
import type { AnyChannel } from '../plugin-kit/index.js';
import type { ChannelSimulator } from './simulator.js';

/**
 * Loads a plug-in (the default export) and its simulator (`simulator`) from a folder, as the server does.
 *
 * @throws BadFolder
 */
export async function loadFolder(folder: string): Promise<{ plugin: AnyChannel; simulator: ChannelSimulator }> {
  const { default: plugin, simulator } = (await importFolder(resolve(folder))) as Partial<{
    default: AnyChannel;
    simulator: ChannelSimulator;
  }>;
  if (!plugin) throw new BadFolder(`${folder} has no default export: export the plug-in as default`);
  if (!simulator)
    throw new BadFolder(`${folder} has no export \`simulator\`: export the other side, see docs/plug-ins.md`);
  return { plugin, simulator };
}
