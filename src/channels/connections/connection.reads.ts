import { ReadModel, type RequestContext } from '../../platform/graphql/index.js';
import type { ConnectionRow } from './connection.types.js';

export interface HealthRow {
  connection: object;
  status: string;
  code: string | null;
  message: string | null;
  checkedAt: string | null;
  since: string | null;
}

/** How connections do: what the last look found, and the counts of now. */
const HEALTH = `
  select c.code as key, case when c.state in ('ACTIVE', 'SUSPENDED') then coalesce(h.status, 'UNKNOWN') else 'UNKNOWN' end as status, h.code, h.note as message, h.checked_at as "checkedAt", h.since,
         (select count(*) from inbox_message m where m.connection = c.code and m.state in ('PENDING', 'WAITING')) as "messagesWaiting",
         (select count(*) from inbox_message m where m.connection = c.code and m.state = 'HELD') as "messagesHeld",
         d.pending as "deliveriesPending", d.oldest as "oldestDeliveryAt",
         (select count(*) from delivery x where x.connection = c.code and x.state = 'DEAD') as "deliveriesDead",
         (select count(*) from channel_difference f where f.connection = c.code and f.settled_at is null) as "differencesOpen"
    from channel_connection c left join channel_health h on h.connection = c.code
    cross join lateral (select count(*) as pending, min(x.created_at) as oldest from delivery x
                         where x.connection = c.code and x.state in ('PENDING', 'RETRY', 'SENDING')) d
   where c.code = any($1)`;

export const connectionReads = new ReadModel<ConnectionRow>({
  type: 'ChannelConnection',
  table: 'channel_connection',
  key: 'code',
  columns: {
    code: '$t.code',
    name: '$t.name',
    pluginId: { sql: '$t.plugin', always: true },
    state: '$t.state',
    settings: '$t.settings',
    secretPaths: { sql: '$t.secret_paths', for: ['secrets'] },
    configVersion: '$t.config_version',
    permissions: '$t.permissions',
    version: '$t.version',
    createdAt: '$t.created_at',
    updatedAt: '$t.updated_at',
  },
}).contribute('health', async (rows, context) => {
  const found = await healthOf(
    context,
    rows.map(({ code }) => code),
  );
  rows.forEach((row, n) => Object.assign(row, { health: { ...found[n], connection: row } }));
});

/** The health of connections, in the order of their codes. */
export async function healthOf(
  { db }: RequestContext,
  codes: readonly string[],
): Promise<Omit<HealthRow, 'connection'>[]> {
  const rows = await db.read<HealthRow & { key: string }>('channel_health', HEALTH, [codes]);
  const byCode = new Map(rows.map((row) => [row.key, row]));
  return codes.map((code) => byCode.get(code)!);
}
