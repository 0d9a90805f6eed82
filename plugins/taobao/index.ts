import { defineChannel } from 'yizhan/plugin-kit';
import { health } from './account/health.js';
import { reconcile } from './account/reconcile.js';
import { activate, deactivate } from './account/subscribe.js';
import { verify } from './account/verify.js';
import { schema, type Config } from './config.js';
import { hintsPoll } from './messages/hints.js';
import { normalise, refused } from './messages/normalise.js';
import { outbound } from './out/deliver.js';
import { refundsPoll } from './refunds/refunds-poll.js';
import { tradesPoll } from './trades/trades-poll.js';

/** Taobao by its open platform (TOP): one connection is one shop. */
export default defineChannel<Config>({
  id: 'taobao',
  name: { zh: '淘宝', en: 'Taobao' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['catalogue.publish', 'stock.push', 'order.ingest', 'payment', 'refund', 'shipping'],
  permissions: ['product:read', 'stock:read', 'order:read', 'order:write', 'payment:write'],
  config: { version: 1, schema },
  verify,
  activate,
  deactivate,
  inbound: { polls: { trades: tradesPoll, refunds: refundsPoll, hints: hintsPoll }, normalise, refused },
  outbound,
  reconcile,
  health,
  // A shop's application may ask 40 times a second and more; a page of 100 trades is one question.
  limits: { rps: 20, concurrency: 4, timeoutMs: 30_000 },
});
