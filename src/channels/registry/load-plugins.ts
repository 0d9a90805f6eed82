import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyChannel } from '../../plugin-kit/index.js';
import { importFolder } from './plugin-folder.js';

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
      const { default: exported } = await moduleOf(name, from);
      if (!exported) throw new Error('it has no default export');
      plugins.push(...((Array.isArray(exported) ? exported : [exported]) as AnyChannel[]));
    } catch (error) {
      faults.push(`${name}: it cannot be loaded: ${(error as Error).message}`);
    }
  }
  return { plugins, faults };
}

/** A path is a file or a folder; another name a package, ours or of the folder that we run in, else a folder there. */
async function moduleOf(name: string, from: string): Promise<Readonly<Record<string, unknown>>> {
  const path = isAbsolute(name) ? name : resolve(from, name);
  if (name.startsWith('.') || isAbsolute(name)) return importFolder(path);
  const address = packageAddress(name, from);
  if (address instanceof Error) {
    if (existsSync(path)) return importFolder(path);
    throw address;
  }
  return (await import(address)) as Readonly<Record<string, unknown>>;
}

function packageAddress(name: string, from: string): string | Error {
  try {
    return import.meta.resolve(name);
  } catch {
    try {
      return pathToFileURL(createRequire(join(from, 'package.json')).resolve(name)).href;
    } catch (error) {
      return error as Error;
    }
  }
}
