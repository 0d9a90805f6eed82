import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
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

async function embedded(): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-test-'));
  // Root hands the server to another account, which must be able to enter.
  chmodSync(folder, 0o755);
  server = await startEmbedded({ dataDir: folder, logger: pino({ level: 'warn' }), durable: false });
  return server.url;
}
