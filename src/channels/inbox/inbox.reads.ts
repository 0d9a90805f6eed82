import { ReadModel } from '../../platform/graphql/index.js';
import { connectionReads } from '../connections/connection.reads.js';
import type { InboxMessageRow } from './inbox.types.js';

export const inboxReads = new ReadModel<InboxMessageRow>({
  type: 'InboxMessage',
  table: 'inbox_message',
  key: 'key',
  columns: {
    key: '$t.id',
    connectionCode: { sql: '$t.connection', always: true },
    dedupeKey: { sql: '$t.dedupe_key', always: true },
    type: '$t.type',
    orderingKey: '$t.ordering_key',
    state: '$t.state',
    code: '$t.code',
    note: '$t.note',
    attempts: '$t.attempts',
    resultsSealed: { sql: '$t.results_sealed', for: ['results'] },
    receivedAt: '$t.received_at',
    nextAt: `case when $t.state in ('PENDING', 'WAITING') then $t.next_at end`,
    doneAt: '$t.done_at',
  },
}).one(
  'connection',
  connectionReads,
  'connectionCode',
  (m, c) => `left join channel_connection ${c} on ${c}.code = ${m}.connection`,
);
