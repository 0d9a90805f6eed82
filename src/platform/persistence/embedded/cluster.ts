import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { giveTo, serverEnvironment, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { EmbeddedError } from './embedded-error.js';
import type { Layout } from './layout.js';

export const USER = 'yizhan';
export const DATABASE = 'yizhan';
const MAJOR = '18';
const DRAFT = 'cluster.new-';

/** Makes the cluster on first use. It is made under another name, so that a killed attempt is never taken for a whole one. */
export async function ensureCluster(layout: Layout, binaries: Binaries, logger: Logger): Promise<void> {
  for (const entry of readdirSync(layout.home)) {
    // Its initdb may still write for a moment: it outlives whoever was killed.
    if (entry.startsWith(DRAFT)) rmSync(join(layout.home, entry), { recursive: true, force: true, maxRetries: 10 });
  }
  if (existsSync(layout.cluster)) {
    checkVersion(layout.cluster);
    giveTo(layout.account, layout.cluster);
    return;
  }
  logger.info({ cluster: layout.cluster }, 'making the PostgreSQL cluster');
  ensurePassword(layout);
  const draft = mkdtempSync(join(layout.home, DRAFT));
  giveTo(layout.account, draft);
  await initialise(layout, binaries, draft);
  appendFileSync(join(draft, 'postgresql.conf'), "\ninclude_if_exists = 'yizhan.conf'\n");
  // In single-user mode, before the rename: whoever can connect finds the database.
  await run(layout.account, binaries.postgres, ['--single', '-D', draft, 'postgres'], `create database ${DATABASE};\n`);
  renameSync(draft, layout.cluster);
}

/** @throws EmbeddedError when this user may not read it */
export function readPassword(layout: Layout): string {
  try {
    return readFileSync(layout.passwordFile, 'utf8').trim();
  } catch (error) {
    throw new EmbeddedError(
      `${layout.passwordFile} cannot be read (${(error as Error).message}): run as the user who started the server`,
    );
  }
}

/** `durable: false` is for tests: a crash of the machine may then lose the cluster. */
export function writeSettings({ cluster, account }: Layout, port: number, durable: boolean): void {
  const settings = {
    listen_addresses: "'127.0.0.1'",
    port: String(port),
    unix_socket_directories: "''",
    max_connections: '100',
    shared_buffers: "'256MB'",
    max_wal_size: "'2GB'",
    jit: 'off',
    // Every disk of today is an SSD, and the county fits into memory: reading fifty rows must not scan the table of them.
    random_page_cost: '1.1',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    log_checkpoints: 'off',
    // Details repeat the values of a row.
    log_error_verbosity: 'terse',
    password_encryption: "'scram-sha-256'",
    idle_in_transaction_session_timeout: "'60s'",
  };
  const path = join(cluster, 'yizhan.conf');
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  writeFileSync(`${path}.new`, `# Written at each start.\n${lines.join('')}`, { mode: 0o600 });
  if (account) chownSync(`${path}.new`, account.uid, account.gid);
  renameSync(`${path}.new`, path);
}

function checkVersion(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR) return;
  throw new EmbeddedError(
    `${cluster} was made by PostgreSQL ${version}, and this is ${MAJOR}: dump it with that version, and load it anew`,
  );
}

function ensurePassword({ passwordFile, account }: Layout): void {
  if (existsSync(passwordFile)) return;
  writeFileSync(`${passwordFile}.new`, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (account) chownSync(`${passwordFile}.new`, account.uid, account.gid);
  renameSync(`${passwordFile}.new`, passwordFile);
}

/** PostgreSQL's own C.UTF-8 sorts; the system's, where it has one, tells Chinese letters from signs for pg_trgm. */
async function initialise({ account, passwordFile }: Layout, binaries: Binaries, draft: string): Promise<void> {
  const fixed = [
    '-D',
    draft,
    '-U',
    USER,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-instructions',
  ];
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  let refused: unknown;
  for (const letters of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    try {
      return await run(account, binaries.initdb, [...fixed, ...builtin, `--lc-ctype=${letters}`]);
    } catch (error) {
      refused = error;
      if (!(error as Error).message.includes('invalid locale')) break;
    }
  }
  throw refused;
}

/** Not synchronous: a signal that comes meanwhile is heard. */
async function run(account: Account | null, program: string, args: string[], input = ''): Promise<void> {
  const child = spawn(program, args, { ...account, cwd: '/', env: serverEnvironment(), windowsHide: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdin.on('error', () => undefined).end(input);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code));
  });
  if (status !== 0) throw new EmbeddedError(`${program} failed: ${said.trim()}`);
}
