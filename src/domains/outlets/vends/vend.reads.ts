import { ReadModel } from '../../../platform/graphql/index.js';
import { slotReads } from '../outlet.reads.js';

export interface VendRow {
  id: string;
  key: string;
  slotKey: number;
  orderKey: string;
  siteCode: string;
  placeCode: string;
  channel: string;
}

export const VENDS = `(select v.*, o.site_code, o.place_code, o.channel from vend v join outlet o on o.id = v.outlet_id)`;

export const vendReads = new ReadModel<VendRow>({
  type: 'Vend',
  table: VENDS,
  key: 'key',
  columns: {
    key: '$t.id',
    slotKey: { sql: '$t.slot_id', always: true },
    orderKey: { sql: '$t.order_id', always: true },
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    channel: { sql: '$t.channel', always: true },
    state: '$t.state',
    priceFen: '$t.price_fen',
    source: '$t.source',
    flag: '$t.flag',
    reservedAt: '$t.reserved_at',
    authorisedAt: '$t.authorised_at',
    settledAt: '$t.settled_at',
    version: '$t.version',
  },
}).one('slot', slotReads, 'slotKey', (v, s) => `left join slot ${s} on ${s}.id = ${v}.slot_id`);
