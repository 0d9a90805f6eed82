import { defineChannel, OUTBOUND_EVENTS, type DeliveryResult, type OutboundEvent } from 'yizhan/plugin-kit';
import { deliver, verify } from './deliver.js';
import { settings, type Settings } from './settings.js';

const EVENTS = Object.keys(OUTBOUND_EVENTS) as OutboundEvent[];

/** For partners who write no plug-in: signed webhooks out, and in by the graph with the connection's token. */
export default defineChannel<Settings>({
  id: 'remote',
  name: { zh: '远程渠道', en: 'Remote channel' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['catalogue.publish', 'stock.push', 'order.ingest', 'refund'],
  permissions: [
    ...(['product:read', 'stock:read', 'order:read', 'order:write', 'payment:write'] as const),
    ...(['trace:read', 'trace:write'] as const),
  ],
  config: { version: 1, schema: settings },
  verify,
  outbound: {
    subscribes: ({ selections }) =>
      EVENTS.flatMap((event) => (selections[event] === undefined ? [] : [{ event, selection: selections[event] }])),
    deliver: async ([delivery], call) =>
      new Map<string, DeliveryResult>([[delivery!.id, await deliver(delivery!, call)]]),
  },
  limits: { rps: 50, concurrency: 8, timeoutMs: 10_000 },
});
