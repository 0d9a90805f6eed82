import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyChannel } from '../plugin-kit/index.js';
import type { ChannelSimulator } from './simulator.js';

/** A folder that holds no plug-in to be tried; `message` says what is missing. */
export class BadFolder extends Error {
  override readonly name = 'BadFolder';
}

const KIT: Readonly<Record<string, string>> = {
  'yizhan/plugin-kit': '../plugin-kit/index.js',
  'yizhan/plugin-kit/conformance': './index.js',
};

/**
 * Loads a plug-in (the default export) and its simulator (`simulator`) from a folder: `main` of its package.json, else its
 * `index.ts` or `index.js`. TypeScript is run as it is, with its types left out.
 *
 * @throws BadFolder
 */
export async function loadFolder(folder: string): Promise<{ plugin: AnyChannel; simulator: ChannelSimulator }> {
  const entry = entryOf(resolve(folder));
  if (entry.endsWith('.ts') && !process.features.typescript)
    throw new BadFolder(
      `${entry} is TypeScript: Node 22.18 or newer runs it, or build it and name the result as "main"`,
    );
  provideKit();
  const { default: plugin, simulator } = (await import(pathToFileURL(entry).href)) as Partial<{
    default: AnyChannel;
    simulator: ChannelSimulator;
  }>;
  if (!plugin) throw new BadFolder(`${entry} has no default export: export the plug-in as default`);
  if (!simulator)
    throw new BadFolder(`${entry} has no export \`simulator\`: export the other side, see docs/plug-ins.md`);
  return { plugin, simulator };
}

function entryOf(folder: string): string {
  try {
    return createRequire(join(folder, 'package.json')).resolve(folder);
  } catch {
    const entry = ['index.ts', 'index.js'].map((name) => join(folder, name)).find(existsSync);
    if (entry) return entry;
    throw new BadFolder(`${folder} holds no plug-in: neither "main" of a package.json nor index.ts nor index.js`);
  }
}

/** The kit is this program's own, wherever the folder lies: a second copy would have errors and types of its own. */
function provideKit(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier in KIT ? next(KIT[specifier]!, { ...context, parentURL: import.meta.url }) : next(specifier, context),
  });
}
