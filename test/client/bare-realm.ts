import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { createContext, SourceTextModule, type Context, type Module } from 'node:vm';
import { transformSync } from '@swc/core';

const resolveEsm = createRequire(import.meta.url).resolve;

export interface Loaded {
  /** What the module exports. */
  readonly namespace: Record<string, unknown>;
  /** What was imported by name, and not by a relative path: packages and `node:` modules. */
  readonly packages: string[];
}

/** Runs a module of ours and all it imports where there is nothing but the given globals: no Node, no `process`, no `require`. */
export async function loadBare(path: string, globals: Record<string, unknown>): Promise<Loaded> {
  const context = createContext({ ...globals });
  const modules = new Map<string, SourceTextModule>();
  const packages = new Set<string>();
  const link = (specifier: string, from: Module): SourceTextModule => {
    if (specifier.startsWith('.')) return load(resolve(dirname(from.identifier), specifier), context);
    packages.add(specifier);
    // The package's own answer for `require`, beside which its module for browsers lies.
    return load(resolveEsm(specifier).replace(/\.cjs$/, '.js'), context);
  };
  const load = (file: string, realm: Context): SourceTextModule => {
    const found = modules.get(file);
    if (found) return found;
    const typed = file.replace(/\.js$/, '.ts');
    const source = existsSync(typed)
      ? transformSync(readFileSync(typed, 'utf8'), { filename: typed }).code
      : readFileSync(file, 'utf8');
    const module = new SourceTextModule(source, { context: realm, identifier: file });
    modules.set(file, module);
    return module;
  };
  const root = load(resolve(path), context);
  await root.link(link);
  await root.evaluate();
  return { namespace: root.namespace as Record<string, unknown>, packages: [...packages].toSorted() };
}
