import { existsSync, statSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A path that holds no plug-in; `message` says what is missing. */
export class BadFolder extends Error {
  override readonly name = 'BadFolder';
}

/** By address and not by import: the suite stands above, and is looked for only where a partner's folder asks for it. */
const KIT: Readonly<Record<string, string>> = {
  'yizhan/plugin-kit': '../../plugin-kit/index.js',
  'yizhan/plugin-kit/conformance': '../../conformance/index.js',
};

/**
 * Imports a plug-in's module from a file or a folder, wherever it lies: of a folder `main` of its package.json, else its
 * `index.ts` or `index.js`. TypeScript is run as it is, with its types left out.
 *
 * @throws BadFolder
 */
export async function importFolder(path: string): Promise<Readonly<Record<string, unknown>>> {
  const entry = entryOf(path);
  if (entry.endsWith('.ts') && !process.features.typescript)
    throw new BadFolder(
      `${entry} is TypeScript: Node 22.18 or newer runs it, or build it and name the result as "main"`,
    );
  provideKit();
  return (await import(pathToFileURL(entry).href)) as Readonly<Record<string, unknown>>;
}

function entryOf(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  try {
    return createRequire(join(path, 'package.json')).resolve(path);
  } catch {
    const entry = ['index.ts', 'index.js'].map((name) => join(path, name)).find(existsSync);
    if (entry) return entry;
    throw new BadFolder(`${path} holds no plug-in: neither "main" of a package.json nor index.ts nor index.js`);
  }
}

let provided = false;

/** The kit is this program's own, wherever the folder lies: a second copy would have errors and types of its own. */
function provideKit(): void {
  if (provided) return;
  provided = true;
  // Older Nodes have no hooks: a folder then needs `yizhan` among its own packages.
  module.registerHooks?.({
    resolve: (specifier, context, next) =>
      specifier in KIT ? next(KIT[specifier]!, { ...context, parentURL: import.meta.url }) : next(specifier, context),
  });
}
