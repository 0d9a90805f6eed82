import { ReadModel } from '../../../platform/graphql/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { producerReads } from '../../people/index.js';
import { siteReads } from '../../places/index.js';
import { batchReads } from '../batch.reads.js';
import type { CollectionReceiptRow, CollectionRoundRow } from './collection.types.js';

export const roundReads = new ReadModel<CollectionRoundRow>({
  type: 'CollectionRound',
  table: 'collection_round',
  key: 'key',
  columns: {
    key: '$t.id',
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    opensAt: { sql: '$t.opens_at', always: true },
    closesAt: '$t.closes_at',
    state: '$t.state',
    note: '$t.note',
  },
}).one('site', siteReads, 'siteCode', (r, s) => `left join site ${s} on ${s}.code = ${r}.site_code`);

type Weights = { gross?: string; tare?: string; net?: string };

export const receiptReads = new ReadModel<CollectionReceiptRow>({
  type: 'CollectionReceipt',
  table: 'collection_receipt',
  key: 'key',
  columns: {
    key: '$t.id',
    number: '$t.number',
    batchKey: { sql: '$t.batch_id', always: true },
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '(select place_code from site where code = $t.site_code)', always: true },
    producerKey: { sql: '$t.producer_id', always: true },
    roundKey: { sql: '$t.round_id', always: true },
    scale: { sql: '(select scale from batch where id = $t.batch_id)', always: true },
    grossSteps: { sql: '$t.gross', always: true },
    tareSteps: { sql: '$t.tare', always: true },
    netSteps: { sql: '$t.net', always: true },
    grade: '$t.grade',
    unitPriceFen: '$t.unit_price_fen',
    amountFen: '$t.amount_fen',
    payment: '$t.payment',
    paidMethod: '$t.paid_method',
    paidAt: '$t.paid_at',
    receivedAt: '$t.received_at',
  },
  finish: (row: CollectionReceiptRow & Weights) => {
    row.gross = formatQuantity(row.grossSteps, row.scale);
    row.tare = formatQuantity(row.tareSteps, row.scale);
    row.net = formatQuantity(row.netSteps, row.scale);
  },
})
  .one('batch', batchReads, 'batchKey', (r, b) => `left join batch ${b} on ${b}.id = ${r}.batch_id`)
  .one('site', siteReads, 'siteCode', (r, s) => `left join site ${s} on ${s}.code = ${r}.site_code`)
  .one('producer', producerReads, 'producerKey', (r, p) => `left join producer ${p} on ${p}.id = ${r}.producer_id`)
  .one('round', roundReads, 'roundKey', (r, c) => `left join collection_round ${c} on ${c}.id = ${r}.round_id`);
