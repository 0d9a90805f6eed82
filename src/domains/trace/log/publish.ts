import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../../platform/persistence/index.js';
import { headsAfter, latestHead, type HeadRow } from './heads.js';

/** A file of the folder says something else of a head than the log now does: one of the two was changed. */
export class HeadDiffers extends Error {
  override readonly name = 'HeadDiffers';
}

/** The place that heads are sent to did not take one. */
export class HeadRefused extends Error {
  override readonly name = 'HeadRefused';
}

const PAGE = 500;
const TIMEOUT_MS = 20_000;
/** Once a day, with an hour for retries: the job looks every hour. */
const DUE_AFTER_S = 23 * 3600;

/** `000000001234-000000000056.txt`: how many leaves, and the head's own number. Files sort as heads were signed. */
export const headFile = ({ id, size }: Pick<HeadRow, 'id' | 'size'>): string =>
  `${String(size).padStart(12, '0')}-${String(id).padStart(12, '0')}.txt`;

/**
 * Writes every head into a folder, a file each, and leaves files that are there as they are. Answers how many are new.
 * @throws HeadDiffers where a file is there with another text: the folder keeps what was once published
 */
export async function writeHeads(db: Pick<Database, 'read'>, folder: string): Promise<number> {
  let written = 0;
  for (let after = 0; ;) {
    const heads = await headsAfter(db, after, PAGE);
    for (const head of heads) written += Number(await writeOnce(join(folder, headFile(head)), head.note));
    if (heads.length < PAGE) return written;
    after = heads.at(-1)!.id;
  }
}

/** Whether the file is new. */
async function writeOnce(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if ((await readFile(file, 'utf8')) !== text)
    throw new HeadDiffers(`${file} holds another head than the log: keep it, it is evidence`);
  return false;
}

/** Sends the newest head by POST as `text/plain`; what was sent is written down. Null where no head was signed yet. @throws HeadRefused */
export async function postHead(db: Database, url: string): Promise<HeadRow | null> {
  const head = await latestHead(db);
  if (!head) return null;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: head.note,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new HeadRefused(`${url} cannot be reached: ${causeOf(error)}`);
  });
  await response.body?.cancel();
  if (!response.ok) throw new HeadRefused(`${url} answered ${response.status}`);
  await db.command((tx) =>
    tx.query('insert into trace_head_sent(head_id, target) values ($1, $2) on conflict do nothing', [head.id, url]),
  );
  return head;
}

/** Sends the newest head if it was not sent there and the last one was a day ago. Answers whether one was sent. */
export async function postHeadDaily(db: Database, url: string): Promise<boolean> {
  const [state] = await db.read<{ due: boolean }>(
    'trace_head_due',
    `select coalesce(max(sent_at) < now() - make_interval(secs => $2), true)
            and coalesce(max(head_id) < (select id from trace_head order by size desc, id desc limit 1), true) as due
       from trace_head_sent where target = $1`,
    [url, DUE_AFTER_S],
  );
  return Boolean(state?.due) && (await postHead(db, url)) !== null;
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
