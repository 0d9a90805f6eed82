import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import type { Database, Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { channelErrors } from '../channels.errors.js';
import { cell, requestCell } from './sealed-cells.js';
import type { InboxMessageReasonInput } from './inbox.types.js';

interface Found {
  readonly key: number;
  readonly state: string;
  readonly connection: string;
  readonly county: string;
  readonly dedupeKey: string;
  readonly bodySealed: string;
  readonly request: string | null;
  readonly rawSealed: string | null;
}

const FIND = `
  select m.id::float8 as key, m.state, m.connection, c.county_code as county, m.dedupe_key as "dedupeKey",
         m.body_sealed as "bodySealed", r.id::text as request, r.body_sealed as "rawSealed"
    from inbox_message m join channel_connection c on c.code = m.connection left join inbox_request r on r.id = m.request_id
   where m.id = $1 for update of m`;

/** What operators do to messages: try again, give up, look inside. */
export class InboxCommands {
  constructor(
    private readonly db: Database,
    private readonly privacy: Privacy,
    private readonly wake: () => void,
  ) {}

  /** Tried again now, under new command keys where something was refused. */
  async retry(viewer: Viewer, id: string): Promise<number> {
    const key = await this.db.command(async (tx) => {
      const message = await this.find(tx, viewer, id, 'manage');
      if (message.state === 'DONE')
        throw channelErrors.refuse('INVALID_STATE', { field: 'messageId', state: message.state });
      await tx.query(`update inbox_message set state = 'PENDING', next_at = now(), since = now() where id = $1`, [
        message.key,
      ]);
      return message.key;
    });
    this.wake();
    return key;
  }

  /** Done without effect: what came after it goes on. */
  async dismiss(viewer: Viewer, input: InboxMessageReasonInput): Promise<number> {
    const reason = reasonOf(input);
    const key = await this.db.command(async (tx) => {
      const message = await this.find(tx, viewer, input.messageId, 'manage');
      if (message.state === 'DONE')
        throw channelErrors.refuse('INVALID_STATE', { field: 'messageId', state: message.state });
      await tx.query(
        `with gone as (
           update inbox_message set state = 'DONE', code = 'DISMISSED', note = $2, done_at = now(), lease = null, lease_until = null
            where id = $1 returning id, connection, ordering_key)
         update inbox_message m set next_at = now() from gone g
          where m.connection = g.connection and m.ordering_key = g.ordering_key and m.id <> g.id
            and m.state in ('PENDING', 'WAITING')`,
        [message.key, `${viewer.scope}: ${reason}`],
      );
      return message.key;
    });
    this.wake();
    return key;
  }

  /** Opens what was said, for a stated reason; who saw what is in the access log before anything is shown. */
  reveal(viewer: Viewer, input: InboxMessageReasonInput): Promise<{ body: unknown; raw: string | null }> {
    const reason = reasonOf(input);
    return this.db.command(async (tx) => {
      const message = await this.find(tx, viewer, input.messageId, 'reveal');
      await tx.query('insert into personal_data_access(viewer, subject, fields, reason) values ($1, $2, $3, $4)', [
        ...[viewer.scope, `inbox_message:${message.key}`, ['body'], reason],
      ]);
      const { request, rawSealed } = message;
      const raw = rawSealed && Buffer.from(this.privacy.open(rawSealed, requestCell(request!)), 'base64').toString();
      return { raw, body: JSON.parse(this.privacy.open(message.bodySealed, cell('body', message))) as unknown };
    });
  }

  private async find(tx: Transaction, viewer: Viewer, id: string, action: 'manage' | 'reveal'): Promise<Found> {
    const [found] = await tx.query<Found>(FIND, [numericKey(id, 'InboxMessage')]);
    if (!found || !may(viewer, action, 'ChannelConnection', { place: found.county }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'messageId', thing: 'message' });
    return found;
  }
}

function reasonOf({ reason }: InboxMessageReasonInput): string {
  const text = reason.trim();
  if ([...text].length < 5 || [...text].length > 200) throw channelErrors.refuse('BAD_REASON', { field: 'reason' });
  return text;
}
