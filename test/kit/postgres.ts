import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startEmbedded, type EmbeddedServer } from '../../src/platform/persistence/embedded/index.js';
import { prepareTemplate } from './template.js';

let server: EmbeddedServer | null = null;
let folder: string | null = null;

/** The server of `DATABASE_URL`, else an embedded one that is forgotten afterwards; with a fresh template. */
export async function startPostgres(): Promise<string> {
  const url = process.env.DATABASE_URL || (await embedded());
  await prepareTemplate(url);
  return url;
}

export async function stopPostgres(): Promise<void> {
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}

const IN_MEMORY = '/dev/shm';
/** Two files' databases, and the log that PostgreSQL keeps of all of them. */
const ROOM_BYTES = 4 * 1024 ** 3;

/**
 * In memory where there is room: each file makes and drops a database of some 1,500 files, and ext4 looks at every inode that was
 * freed in the last minute before it gives out another. That was a quarter of all the processor time of a run.
 */
function roomiest(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize >= ROOM_BYTES ? IN_MEMORY : tmpdir();
}

async function embedded(): Promise<string> {
  folder = mkdtempSync(join(roomiest(), 'yizhan-test-'));
  // Root hands the server to another account, which must be able to enter.
  chmodSync(folder, 0o755);
  server = await startEmbedded({ dataDir: folder, logger: pino({ level: 'warn' }), durable: false });
  return server.url;
}
