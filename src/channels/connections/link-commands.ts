import { generalErrors } from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/policy/index.js';
import { keyOfOurs } from '../calls/links.js';
import { channelErrors } from '../channels.errors.js';
import type { ConnectionCommands } from './connection-commands.js';
import type { ChannelLinkInput, ChannelLinkRemoveInput } from './connection.inputs.js';

/** Their ids and ours, as operators pair them. */
export class LinkCommands {
  constructor(
    private readonly db: Database,
    private readonly connections: ConnectionCommands,
    private readonly linked: (connection: string, kind: string) => Promise<void>,
  ) {}

  /** Answers the link's key. The same again changes nothing; either of the two paired otherwise is refused. */
  async set(viewer: Viewer, input: ChannelLinkInput): Promise<number> {
    const { code: connection } = await this.connections.find(viewer, input.connectionId);
    const { kind, externalId: theirs } = input;
    if (!/^[a-z][a-z-]{1,29}$/.test(kind)) throw channelErrors.refuse('UNKNOWN_KIND', { field: 'kind' });
    const ours = keyOfOurs(kind, input.id);
    if (ours === null || (kind === 'product' && !(await this.isProduct(ours))))
      throw generalErrors.refuse('NOT_FOUND', { field: 'id', thing: kind });
    if (theirs.length < 1 || theirs.length > 200)
      throw generalErrors.refuse('INVALID', {
        field: 'externalId',
        expected: '须为 1 至 200 个字符',
        expectedEn: '1 to 200 characters are expected',
      });
    const key = await this.db.command(async (tx) => {
      await tx.query(
        'insert into channel_link(connection, kind, theirs, ours) values ($1, $2, $3, $4) on conflict do nothing',
        [connection, kind, theirs, ours],
      );
      const [same] = await tx.query<{ id: number }>(
        'select id::float8 as id from channel_link where connection = $1 and kind = $2 and theirs = $3 and ours = $4',
        [connection, kind, theirs, ours],
      );
      if (!same) throw channelErrors.refuse('LINK_TAKEN', { field: 'externalId' });
      return same.id;
    });
    await this.linked(connection, kind);
    return key;
  }

  async remove(viewer: Viewer, { connectionId, kind, externalId }: ChannelLinkRemoveInput): Promise<string> {
    const { code } = await this.connections.find(viewer, connectionId);
    const gone = await this.db.command((tx) =>
      tx.query('delete from channel_link where connection = $1 and kind = $2 and theirs = $3 returning theirs', [
        ...[code, kind, externalId],
      ]),
    );
    if (gone.length === 0) throw generalErrors.refuse('NOT_FOUND', { field: 'externalId', thing: 'link' });
    return code;
  }

  private async isProduct(key: string): Promise<boolean> {
    const found = await this.db.read('is_product', 'select 1 as one from product where id::text = $1', [key]);
    return found.length > 0;
  }
}
