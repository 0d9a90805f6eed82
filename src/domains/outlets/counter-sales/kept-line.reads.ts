import { ReadModel } from '../../../platform/graphql/index.js';
import { siteReads } from '../../places/index.js';

export interface KeptLineRow {
  id: string;
  key: number;
  siteCode: string;
  placeCode: string;
  channel: string;
  orderId: string | null;
  state: string;
}

export const keptLineReads = new ReadModel<KeptLineRow>({
  type: 'KeptLine',
  table: `(select k.*, r.channel, r.external_id, r.site_code, r.business_date, r.happened_at, s.place_code
             from kept_line k join counter_receipt r on r.id = k.receipt_id join site s on s.code = r.site_code)`,
  key: 'key',
  columns: {
    key: '$t.id',
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    channel: { sql: '$t.channel', always: true },
    orderId: { sql: '$t.order_id', for: ['order'] },
    receipt: '$t.external_id',
    line: '$t.line',
    ref: '$t.ref',
    reason: '$t.reason',
    amountFen: '$t.amount_fen',
    state: '$t.state',
    businessDate: { sql: '$t.business_date::text', for: ['businessDate'] },
    soldAt: { sql: '$t.happened_at', for: ['soldAt'] },
  },
}).one('site', siteReads, 'siteCode', (k, s) => `left join site ${s} on ${s}.code = ${k}.site_code`);
