import { lstatSync, mkdirSync, mkdtempSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { mayEnter, ownFolder, serverAccount, type Account } from './account.js';

/** Where root keeps what another account must reach and the project folder hides. */
export const ROOT_FOLDER = '/var/lib/yizhan';

export interface Layout {
  readonly account: Account | null;
  /** Holds the cluster and the password; only the server's account may enter. */
  readonly home: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
}

/** Where the parts of the embedded server lie below the data folder; makes the folders, touches no server. */
export function layOut(dataDir: string): Layout {
  mkdirSync(dataDir, { recursive: true });
  const wanted = join(dataDir, 'postgres');
  const account = serverAccount(wanted);
  const link = lstatSync(wanted, { throwIfNoEntry: false });
  let home = wanted;
  if (link?.isSymbolicLink()) home = readlinkSync(wanted);
  else if (!mayEnter(account, dataDir)) home = elsewhere(wanted, link !== undefined);
  ownFolder(home, account);
  return paths(dataDir, home, account);
}

/** The same without making anything: for a look at a server that may run. */
export function findLayout(dataDir: string): Layout | null {
  const wanted = join(dataDir, 'postgres');
  const link = lstatSync(wanted, { throwIfNoEntry: false });
  if (!link) return null;
  return paths(dataDir, link.isSymbolicLink() ? readlinkSync(wanted) : wanted, null);
}

/** A new folder each time: one left by a data folder that was deleted must not come back to life in its successor. */
function elsewhere(wanted: string, exists: boolean): string {
  if (exists) return wanted;
  mkdirSync(ROOT_FOLDER, { recursive: true, mode: 0o755 });
  const home = mkdtempSync(join(ROOT_FOLDER, 'data-'));
  symlinkSync(home, wanted);
  return home;
}

const paths = (dataDir: string, home: string, account: Account | null): Layout => ({
  account,
  home,
  cluster: join(home, 'cluster'),
  passwordFile: join(home, 'password'),
  logFile: join(dataDir, 'postgres.log'),
});
