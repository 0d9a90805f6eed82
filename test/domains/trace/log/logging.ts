import { createHash } from 'node:crypto';
import { appendLeaves, Heads } from '../../../../src/domains/trace/log/index.js';
import { Database } from '../../../../src/platform/persistence/index.js';
import { createPrivacy } from '../../../../src/platform/privacy/index.js';
import { cloneDatabase } from '../../../kit/database.js';
import { SECRET } from '../../../kit/app.js';

/** Commitments that are all different, as salted ones are. */
export const commitment = (n: number): Buffer => createHash('sha256').update(`commitment ${n}`).digest();
export const commitments = (from: number, to: number): Buffer[] =>
  Array.from({ length: to - from }, (_, i) => commitment(from + i));

export interface Log {
  readonly db: Database;
  readonly url: string;
  readonly heads: Heads;
  /** Moves the clock of the heads. */
  at(time: string): void;
  append(leaves: readonly Buffer[]): Promise<number>;
  stop(): Promise<void>;
}

/** A log on a database of its own. */
export async function openLog(): Promise<Log> {
  const { url, drop } = await cloneDatabase();
  const db = await Database.open({ url, entities: [], onError: () => undefined });
  let now = '2026-11-27T00:00:00.000Z';
  const heads = new Heads({
    db,
    privacy: createPrivacy(new Map([[1, SECRET]]), 1),
    clock: { now: () => new Date(now) },
    origin: 'yizhan.example.cn/trace/340323',
  });
  return {
    db,
    url,
    heads,
    at: (time) => void (now = time),
    append: (leaves) => db.command((tx) => appendLeaves(tx, leaves)),
    stop: async () => {
      await db.close();
      await drop();
    },
  };
}
