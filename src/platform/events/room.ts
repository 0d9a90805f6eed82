import type pg from 'pg';
import type { Logger } from 'pino';

const RETRY_MS = 1_000;

export interface RoomOptions {
  /** Events moved at once, at most. */
  batch: number;
  /** Positions in a partition. */
  partitionSize: number;
  logger: Logger;
}

/** How far the log's partitions reach, as the one who moves events knows it. */
export interface Room {
  readonly head: number;
  /** To be told of every new head. @throws when there is no room for another batch and none can be made now */
  reached(head: number): Promise<void>;
}

/** Makes partitions until the log has room for `ahead` more events; answers the first position beyond them. */
export async function extendLog(client: pg.Client, ahead: number, partitionSize: number): Promise<number> {
  const { rows } = await client.query<{ end: string }>('select event_log_room_v1($1, $2) as "end"', [
    ahead,
    partitionSize,
  ]);
  return Number(rows[0]!.end);
}

/** Room for two batches at least, and a tenth of a partition, so that nobody waits at the edge of one. */
export async function makeRoom(client: pg.Client, { batch, partitionSize, logger }: RoomOptions): Promise<Room> {
  const ahead = Math.max(2 * batch, Math.floor(partitionSize / 10));
  const { rows } = await client.query<{ pos: string }>('select pos from feed_head');
  const head = Number(rows[0]!.pos);
  let end = await extendLog(client, ahead, partitionSize);
  let tried = -Infinity;
  return {
    head,
    reached: async (reached) => {
      const urgent = end <= reached + batch;
      if (end > reached + ahead || (!urgent && performance.now() - tried < RETRY_MS)) return;
      tried = performance.now();
      try {
        end = await extendLog(client, ahead, partitionSize);
      } catch (error) {
        if (urgent) throw error;
        // Somebody has the table locked, such as for its statistics: there is still room for a while.
        logger.debug({ err: error }, 'the next partition of the event log is made later');
      }
    },
  };
}
