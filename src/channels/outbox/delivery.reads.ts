import { globalId, ReadModel } from '../../platform/graphql/index.js';
import { OUTBOUND_EVENTS } from '../../plugin-kit/index.js';
import { connectionReads } from '../connections/connection.reads.js';
import type { DeliveryRow } from './delivery.types.js';

export const deliveryReads = new ReadModel<DeliveryRow>({
  type: 'ChannelDelivery',
  table: 'delivery',
  key: 'key',
  columns: {
    key: '$t.id',
    connectionCode: { sql: '$t.connection', always: true },
    event: { sql: '$t.event', always: true },
    subjectKey: { sql: '$t.subject', always: true },
    sequence: '$t.sequence',
    state: '$t.state',
    attempts: '$t.attempts',
    code: '$t.code',
    note: '$t.note',
    createdAt: '$t.created_at',
    nextAt: `case when $t.state in ('PENDING', 'RETRY') then $t.next_at end`,
    doneAt: '$t.done_at',
  },
  finish: (row: DeliveryRow & { subject?: string }) => {
    row.subject = globalId(OUTBOUND_EVENTS[row.event], row.subjectKey);
  },
}).one(
  'connection',
  connectionReads,
  'connectionCode',
  (d, c) => `left join channel_connection ${c} on ${c}.code = ${d}.connection`,
);
