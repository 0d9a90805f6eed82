import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyChannel } from '../../plugin-kit/index.js';

/** Plug-ins named by the operator, and why the others could not be loaded. */
export interface Loaded {
  readonly plugins: readonly AnyChannel[];
  readonly faults: readonly string[];
}

/** Loads plug-ins by npm package name or folder: the default export of each, one plug-in or a list. */
export async function loadPlugins(names: readonly string[], from: string = process.cwd()): Promise<Loaded> {
  const plugins: AnyChannel[] = [];
  const faults: string[] = [];
  for (const name of names) {
    try {
      const { default: exported } = (await import(await addressOf(name, from))) as { default?: unknown };
      if (!exported) throw new Error('it has no default export');
      plugins.push(...((Array.isArray(exported) ? exported : [exported]) as AnyChannel[]));
    } catch (error) {
      faults.push(`${name}: it cannot be loaded: ${(error as Error).message}`);
    }
  }
  return { plugins, faults };
}

/** A file, a folder entered by its package.json or index.js, or a package: ours, else of the folder that we run in. */
async function addressOf(name: string, from: string): Promise<string> {
  const require = createRequire(join(from, 'package.json'));
  if (name.startsWith('.') || isAbsolute(name)) {
    const path = isAbsolute(name) ? name : resolve(from, name);
    const file = (await stat(path)).isFile() ? path : require.resolve(path);
    return pathToFileURL(file).href;
  }
  try {
    return import.meta.resolve(name);
  } catch {
    return pathToFileURL(require.resolve(name)).href;
  }
}
