import { ReadModel } from '../../platform/graphql/index.js';
import { productReads } from '../catalogue/index.js';
import { siteReads } from '../places/index.js';
import { commandReads, type CommandRow } from './commands/command.types.js';
import { locksOf, type Lock } from './health/lock.rules.js';

export interface OutletRow {
  id: string;
  key: number;
  siteCode: string;
  placeCode: string;
  channel: string;
  ownerKind: string;
  ownerName: string;
  owner?: object;
}

export interface KioskRow extends OutletRow {
  version: number;
  openSince: string | null;
  warmSince: string | null;
  lockedSince: string | null;
  temperatureDc: number | null;
  maxTemperatureDc: number;
  journalEpoch: number;
  journalAcked: number;
  locks?: Lock[];
  temperatureC?: number | null;
  maxTemperatureC?: number;
  journal?: object;
  slots?: SlotRow[];
  commands?: CommandRow[];
  devices?: object[];
}

export interface SlotRow {
  id: string;
  key: number;
  kioskKey: number;
  code: string;
  productKey: number;
  scale: number;
  fresh: boolean;
  capacity: number;
  priceFen: number;
  level: number;
  held: number;
  /** Left out in events of before. */
  promised?: number;
  health: string;
  active: boolean;
  version: number;
  available?: number;
}

/** Where an outlet is and who sells there: what the policy rests on, read with every row. */
const OUTLET = {
  siteCode: { sql: '$t.site_code', always: true },
  placeCode: { sql: '$t.place_code', always: true },
  channel: { sql: '$t.channel', always: true },
  ownerKind: { sql: '$t.owner_kind', for: ['owner'] },
  ownerName: { sql: '$t.owner_name', for: ['owner'] },
} as const;

export const KIOSKS = '(select o.*, k.* from kiosk k join outlet o on o.id = k.outlet_id)';

const tenths = (value: number | null | undefined) => (value === null || value === undefined ? null : value / 10);

export const kioskReads = new ReadModel<KioskRow>({
  type: 'Kiosk',
  table: KIOSKS,
  key: 'key',
  columns: {
    key: '$t.outlet_id',
    ...OUTLET,
    online: '$t.online',
    seenAt: '$t.seen_at',
    temperatureDc: { sql: '$t.temperature_dc', for: ['temperatureC'] },
    maxTemperatureDc: { sql: '$t.max_temperature_dc', for: ['maxTemperatureC'] },
    door: '$t.door',
    clockSkewSeconds: '$t.clock_skew_s',
    openSince: { sql: '$t.open_since', for: ['locks'] },
    warmSince: { sql: '$t.warm_since', for: ['locks'] },
    lockedSince: { sql: '$t.locked_since', for: ['locks'] },
    planogramVersion: '$t.planogram',
    journalEpoch: { sql: '$t.journal_epoch', for: ['journal'] },
    journalAcked: { sql: '$t.journal_acked', for: ['journal'] },
    version: '$t.version',
  },
  finish: (row: KioskRow) => {
    row.owner = { kind: row.ownerKind, name: row.ownerName };
    row.locks = locksOf(row);
    row.temperatureC = tenths(row.temperatureDc);
    row.maxTemperatureC = tenths(row.maxTemperatureDc)!;
    row.journal = { epoch: row.journalEpoch, ackedThroughSeq: row.journalAcked };
  },
}).one('site', siteReads, 'siteCode', (k, s) => `left join site ${s} on ${s}.code = ${k}.site_code`);

export const COUNTERS = `(select o.* from outlet o where o.kind = 'COUNTER')`;

export const counterReads = new ReadModel<OutletRow>({
  type: 'Counter',
  table: COUNTERS,
  key: 'key',
  columns: { key: '$t.id', ...OUTLET },
  finish: (row: OutletRow) => {
    row.owner = { kind: row.ownerKind, name: row.ownerName };
  },
}).one('site', siteReads, 'siteCode', (c, s) => `left join site ${s} on ${s}.code = ${c}.site_code`);

export const slotReads = new ReadModel<SlotRow>({
  type: 'Slot',
  table: 'slot',
  key: 'key',
  columns: {
    key: '$t.id',
    kioskKey: { sql: '$t.outlet_id', always: true },
    code: '$t.code',
    productKey: { sql: '$t.product_id', always: true },
    fresh: '$t.fresh',
    capacity: '$t.capacity',
    priceFen: '$t.price_fen',
    level: { sql: '$t.level', always: true },
    held: { sql: '$t.held', always: true },
    promised: { sql: '$t.promised', always: true },
    health: { sql: '$t.health', always: true },
    active: { sql: '$t.active', always: true },
    version: '$t.version',
  },
  finish: (row: SlotRow) => {
    row.available = row.active && row.health === 'OK' ? Math.max(0, row.level - row.held - (row.promised ?? 0)) : 0;
  },
}).one('product', productReads, 'productKey', (s, p) => `left join product ${p} on ${p}.id = ${s}.product_id`);

kioskReads.contribute('slots', async (kiosks, { db }) => {
  const rows = await db.read<SlotRow>(
    'kiosk_slots',
    `select id as key, outlet_id as "kioskKey", code, product_id as "productKey", scale, fresh, capacity, price_fen as "priceFen",
            level, held, promised, health, active, version
       from slot where outlet_id = any($1) and active order by outlet_id, code`,
    [kiosks.map((kiosk) => kiosk.key)],
  );
  const byKiosk = Map.groupBy(rows, (row) => row.kioskKey);
  for (const kiosk of kiosks) kiosk.slots = (byKiosk.get(kiosk.key) ?? []).map((row) => slotReads.row(row));
});

kioskReads.contribute('commands', async (kiosks, { db }) => {
  const rows = await db.read<CommandRow & { kiosk: number }>(
    'kiosk_commands',
    `select outlet_id as kiosk, id as key, kind, state, issued_at as "issuedAt", expires_at as "expiresAt", version
       from kiosk_command where outlet_id = any($1) and state in ('PENDING', 'TAKEN') and expires_at > now() order by outlet_id, id`,
    [kiosks.map((kiosk) => kiosk.key)],
  );
  const byKiosk = Map.groupBy(rows, (row) => row.kiosk);
  for (const kiosk of kiosks) kiosk.commands = (byKiosk.get(kiosk.key) ?? []).map((row) => commandReads.row(row));
});

kioskReads.contribute('devices', async (kiosks, { db }) => {
  const rows = await db.read<{ site: string }>(
    'kiosk_devices',
    `select site_code as site, code, active, credential_version as "keyVersion" from device
      where kind = 'KIOSK' and site_code = any($1) order by site_code, code`,
    [kiosks.map((kiosk) => kiosk.siteCode)],
  );
  const bySite = Map.groupBy(rows, (row) => row.site);
  for (const kiosk of kiosks) kiosk.devices = bySite.get(kiosk.siteCode) ?? [];
});
