import { generalErrors, uuidKey } from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import { channelErrors } from '../channels.errors.js';

const FIND = `
  select d.id, d.state, c.county_code as county from delivery d join channel_connection c on c.code = d.connection
   where d.id = $1 for update of d`;
/** Under the same id, as a new try: it keeps its number at the remote side, and begins its time anew. */
const REPLAY = `
  update delivery set state = 'RETRY', attempts = 0, first_tried_at = null, next_at = now(), done_at = null
   where state = 'DEAD' and`;

/** What operators do to dead letters. */
export class DeliveryCommands {
  constructor(
    private readonly db: Database,
    private readonly wake: () => void,
  ) {}

  async replay(viewer: Viewer, deliveryId: string): Promise<string> {
    const id = uuidKey(deliveryId, 'ChannelDelivery');
    await this.db.command(async (tx) => {
      const [found] = await tx.query<{ state: string; county: string }>(FIND, [id]);
      if (!found || !may(viewer, 'manage', 'ChannelConnection', { place: found.county }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'deliveryId', thing: 'delivery' });
      if (found.state !== 'DEAD')
        throw channelErrors.refuse('INVALID_STATE', { field: 'deliveryId', state: found.state });
      await tx.query(`${REPLAY} id = $1`, [id]);
    });
    this.wake();
    return id!;
  }

  /** All dead letters of a connection; answers how many. */
  async replayAll(connection: string, code: string | null): Promise<number> {
    const replayed = await this.db.command((tx) =>
      tx.query(`${REPLAY} connection = $1 and ($2::text is null or code = $2) returning id`, [connection, code]),
    );
    this.wake();
    return replayed.length;
  }
}
