import type { Logger } from 'pino';
import type { Database } from './database.js';

/** How far behind the primary public reading may be. */
const LAG_MS = 3_000;
const LOOK_MS = 1_000;

interface Head {
  epoch: string;
  pos: number;
}

/** The database for public reading: a replica while it keeps up, otherwise the primary. */
export interface ReadReplica {
  readonly reading: Database;
  stop(): Promise<void>;
}

/**
 * Watches a replica by the head of the event log: every change that readers see moves it. One that is more than three seconds
 * behind, or does not answer, is left out until it has caught up; the log says so once.
 */
export function watchReplica(
  primary: Database,
  url: string,
  logger: Logger,
  onError: (error: Error) => void,
): ReadReplica {
  let fit = false;
  let said: boolean | undefined;
  /** The primary's heads of the last seconds, oldest first. */
  const heads: { head: Head; at: number }[] = [];

  const judge = (now: boolean, error?: unknown) => {
    fit = now;
    if (said === now) return;
    said = now;
    if (now) logger.info('public queries are read from the replica');
    else logger.warn({ err: error }, 'the replica is away or too far behind: public queries are read from the primary');
  };
  // A connection that breaks says it first: only what is under way on it fails.
  const replica = primary.readingFrom(url, (error) => {
    judge(false, error);
    onError(error);
  });
  const look = async () => {
    try {
      const [head, copy] = await Promise.all([headOf(primary), headOf(replica)]);
      heads.push({ head, at: Date.now() });
      while (heads.length > 1 && heads[1]!.at <= Date.now() - LAG_MS) heads.shift();
      const { epoch, pos } = heads[0]!.head;
      judge(copy.epoch === epoch && copy.pos >= pos);
    } catch (error) {
      judge(false, error);
    }
  };
  let looking: Promise<void> = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MS);
  return {
    get reading() {
      return fit ? replica : primary;
    },
    stop: async () => {
      clearInterval(timer);
      await looking;
      await replica.pool.end();
    },
  };
}

async function headOf(db: Database): Promise<Head> {
  const [head] = await db.read<Head>('replica_head', 'select epoch, pos from feed_head');
  return head!;
}
