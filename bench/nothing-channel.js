import { defineChannel, z } from 'yizhan/plugin-kit';

export const KEY = 'bench';

/** A channel that does nothing: what is left is the host's own work. The server of another process loads it by its path. */
export default defineChannel({
  id: 'nothing',
  name: { zh: '空', en: 'Nothing' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['stock.push', 'order.ingest'],
  permissions: ['product:read', 'stock:read'],
  config: { version: 1, schema: z.object({}) },
  verify: async () => undefined,
  inbound: {
    routes: {
      said: {
        method: 'POST',
        path: 'said',
        answers: 'executed',
        authenticate: ({ headers }) => headers['x-key'] === KEY,
        read: ({ body }) => {
          const message = JSON.parse(Buffer.from(body).toString());
          return [{ type: 'said', dedupeKey: message.id, orderingKey: message.id, body: message }];
        },
      },
    },
    normalise: () => ({ ignore: 'nothing to do' }),
  },
  outbound: {
    subscribes: [{ event: 'stock', selection: '{ id stock { available } }' }],
    batch: 20,
    deliver: async (batch) => new Map(batch.map(({ id }) => [id, { outcome: 'ok' }])),
  },
  limits: { concurrency: 8, rps: 100_000 },
});

/** A connection of it that works, written straight into its table. */
export const CONNECT = `
  insert into channel_connection(code, plugin, name, county_code, state, config_version, permissions, events, created_by)
  values ($1, 'nothing', $1, '340323', 'ACTIVE', 1, '{product:read,stock:read}', '{stock}', 'bench')`;
