import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { latestHead, postHead, writeHeads } from '../domains/trace/index.js';
import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logging/index.js';
import { Database } from '../platform/persistence/index.js';
import { writeKey } from '../proof/index.js';
import { atConsole } from './county.js';

/**
 * Signs the newest head, then writes all heads into a folder, or posts the newest; answers what to tell. A log that was forked signs
 * none, and yet what was signed before is brought away: it is the evidence.
 */
export async function headsCommand(
  url: string,
  config: Config,
  logger: Logger,
  { out, post }: { out?: string | undefined; post?: string | undefined },
): Promise<string> {
  const told: string[] = [];
  try {
    await atConsole(url, config, logger, ({ trace }) => trace.heads.sign());
  } finally {
    await withHeads(url, async (db) => {
      const head = await latestHead(db);
      if (!head) told.push('The log is empty: there is no head yet.');
      else if (out === undefined && post === undefined) told.push(head.note.trimEnd());
      if (head && out !== undefined) {
        const folder = resolve(out);
        await mkdir(folder, { recursive: true });
        told.push(`${await writeHeads(db, folder)} new heads in ${folder}`);
      }
      if (head && post !== undefined) {
        await postHead(db, post);
        told.push(`sent the head of ${head.size} entries to ${post}`);
      }
    });
  }
  return `${told.join('\n')}\n`;
}

/** Makes a new key for the heads; answers it as a verifier key. */
export const rotateKeyCommand = (url: string, config: Config, logger: Logger): Promise<string> =>
  atConsole(url, config, logger, async ({ trace }) => writeKey((await trace.heads.rotate()).key));

async function withHeads(url: string, work: (db: Database) => Promise<void>): Promise<void> {
  const db = await Database.open({ url, entities: [], readPool: 1, onError: () => undefined });
  try {
    await work(db);
  } finally {
    await db.close();
  }
}
