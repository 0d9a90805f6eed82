import { ReadModel } from '../../../platform/graphql/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { siteReads } from '../../places/index.js';
import { batchReads } from '../batch.reads.js';
import type { BatchTransferRow } from './flow.types.js';

export const transferReads = new ReadModel<BatchTransferRow>({
  type: 'BatchTransfer',
  table: 'batch_transfer',
  key: 'key',
  columns: {
    key: '$t.id',
    fromCode: { sql: '$t.from_site', always: true },
    toCode: { sql: '$t.to_site', always: true },
    state: '$t.state',
    sentAt: '$t.sent_at',
    arrivedAt: '$t.arrived_at',
  },
})
  .one('from', siteReads, 'fromCode', (t, s) => `left join site ${s} on ${s}.code = ${t}.from_site`)
  .one('to', siteReads, 'toCode', (t, s) => `left join site ${s} on ${s}.code = ${t}.to_site`)
  .contribute('lines', async (transfers, context) => {
    const rows = await context.db.read<{
      transfer: string;
      batch: number;
      sent: number;
      arrived: number | null;
      scale: number;
    }>(
      'transfer_lines',
      `select l.transfer_id as transfer, l.batch_id as batch, l.sent, l.arrived, b.scale
         from batch_transfer_line l join batch b on b.id = l.batch_id where l.transfer_id = any($1) order by l.batch_id`,
      [transfers.map(({ key }) => key)],
    );
    const of = Map.groupBy(rows, (row) => row.transfer);
    for (const transfer of transfers)
      transfer.lines = (of.get(transfer.key) ?? []).map(({ batch, sent, arrived, scale }) => ({
        batch: () => batchReads.byKey(context, batch),
        sent: formatQuantity(sent, scale),
        arrived: arrived === null ? null : formatQuantity(arrived, scale),
      }));
  });
