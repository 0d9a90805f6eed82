import { ReadModel } from '../../../platform/graphql/index.js';
import { kioskReads } from '../outlet.reads.js';
import type { AuditLine } from './audit.types.js';

export interface AuditRow {
  id: string;
  key: string;
  kioskKey: number;
  siteCode: string;
  placeCode: string;
  channel: string;
  lines?: AuditLine[];
}

export const AUDITS = `(select a.*, o.site_code, o.place_code, o.channel from kiosk_audit a join outlet o on o.id = a.outlet_id)`;

export const auditReads = new ReadModel<AuditRow>({
  type: 'AuditReport',
  table: AUDITS,
  key: 'key',
  columns: {
    key: '$t.id',
    kioskKey: { sql: '$t.outlet_id', always: true },
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    channel: { sql: '$t.channel', always: true },
    state: '$t.state',
    epoch: '$t.epoch',
    serial: '$t.serial',
    warnings: '$t.warnings',
    receivedAt: '$t.received_at',
  },
}).contribute('lines', async (audits, { db }) => {
  const rows = await db.read<AuditLine & { audit: string }>(
    'audit_lines',
    `select audit_id as audit, code as slot, coalesce(d_their_count, 0) as "machineCount", coalesce(d_their_fen, 0) as "machineFen",
            coalesce(d_our_count, 0) as "bookedCount", coalesce(d_our_fen, 0) as "bookedFen",
            coalesce(d_their_count - d_our_count, 0) as "differenceCount", coalesce(d_their_fen - d_our_fen, 0) as "differenceFen", resolved
       from kiosk_audit_line where audit_id = any($1::uuid[]) order by audit_id, code`,
    [audits.map(({ key }) => key)],
  );
  const byAudit = Map.groupBy(rows, (row) => row.audit);
  for (const audit of audits) audit.lines = byAudit.get(audit.key) ?? [];
});
auditReads.one(
  'kiosk',
  kioskReads,
  'kioskKey',
  (a, k) => `left join ${kioskReads.spec.table} ${k} on ${k}.outlet_id = ${a}.outlet_id`,
);
