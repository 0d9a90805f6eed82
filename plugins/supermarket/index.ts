import { BadRequest, defineChannel, type InboundMessage } from 'yizhan/plugin-kit';
import { acknowledgeBatch } from './acknowledge.js';
import { messagesOf, readBatch } from './batch.js';
import { checkSettings, health } from './check-settings.js';
import { config } from './config.js';
import { authenticateDevice, deviceOf } from './device-requests.js';
import { executedEvent, normaliseEvent, refusedEvent } from './events.js';
import { priceList } from './prices.js';
import { acknowledgeDay, normaliseDay, readDay } from './reconcile/declare.js';

const isEvent = ({ type }: InboundMessage): boolean => type === 'event';

/** Supermarket counters: tills that sell offline and send what they sold, stores that declare their days. */
export default defineChannel({
  id: 'supermarket',
  name: { zh: '商超专柜', en: 'Supermarket counters' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['sale.ingest'],
  permissions: ['product:read', 'sale:write'],
  config,
  verify: checkSettings,
  health,
  inbound: {
    routes: {
      batches: {
        method: 'POST',
        path: 'batches',
        maxBytes: 4_000_000,
        answerWithinMs: 60_000,
        authenticate: authenticateDevice,
        read: (request, call) => {
          const { kind, store } = deviceOf(request, call.config);
          if (kind !== 'TILL')
            throw new BadRequest('not a till', { status: 403, body: { code: 'NOT_A_TILL', message: 'not a till' } });
          return messagesOf(readBatch(request, call.config), store);
        },
        answers: 'executed',
        acknowledge: acknowledgeBatch,
      },
      prices: {
        method: 'GET',
        path: 'prices',
        answerWithinMs: 30_000,
        authenticate: authenticateDevice,
        read: () => [],
        answers: 'executed',
        acknowledge: (_outcomes, request, call) => priceList(request, call),
      },
      reconcile: {
        method: 'PUT',
        path: 'reconcile/:store/:date',
        maxBytes: 8_000_000,
        answerWithinMs: 30_000,
        authenticate: authenticateDevice,
        read: readDay,
        answers: 'executed',
        acknowledge: acknowledgeDay,
      },
    },
    normalise: (message, call) => (isEvent(message) ? normaliseEvent(message, call) : normaliseDay(message, call)),
    executed: (message, results, call) => (isEvent(message) ? executedEvent(message, results, call) : 'done'),
    refused: (message, results, call) =>
      isEvent(message)
        ? refusedEvent(message, results, call)
        : { hold: 'UNKNOWN_ARTICLE', message: 'link the article, or mend the settings' },
  },
});
