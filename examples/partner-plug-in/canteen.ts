import { defineChannel, NotVerified, type Json } from 'yizhan/plugin-kit';
import { outbound } from './goods.ts';
import { asMessage, meaningOf, parsed } from './orders.ts';
import { ask } from './remote.ts';
import { settings } from './settings.ts';
import { isTheirs } from './signature.ts';

/** The ordering system of office and school canteens: they order our goods, and we keep their list of them. */
export const canteen = defineChannel({
  id: 'canteen',
  name: { zh: '单位食堂订货', en: 'Canteen orders' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['catalogue.publish', 'stock.push', 'order.ingest', 'payment'],
  permissions: ['product:read', 'stock:read', 'order:read', 'order:write', 'payment:write'],
  config: settings,

  async verify(call) {
    const { status } = await ask(call, 'GET', 'account');
    if (status === 401) throw new NotVerified('KEY_REFUSED', 'The canteen service refuses this key.', 'key');
    if (status !== 200) throw new NotVerified('NO_ACCOUNT', `The canteen service answers ${status}.`, 'url');
  },

  inbound: {
    routes: {
      orders: {
        method: 'POST',
        path: 'orders',
        answers: 'stored',
        authenticate: (request, { config, clock }) => isTheirs(request, config.pushKey, clock),
        read: ({ body }) => [asMessage(parsed(body))],
      },
    },
    // What a push did not bring, a look at the list does.
    polls: {
      changes: {
        everySeconds: 60,
        async poll(cursor, call) {
          const { status, body } = await ask(call, 'GET', `changes?after=${Number(cursor ?? 0)}`);
          if (status !== 200) throw new Error(`the list of changes answers ${status}`);
          const { changes, next, more } = body as { changes: Json[]; next: number; more: boolean };
          return { messages: changes.map(asMessage), cursor: next, more };
        },
      },
    },
    normalise: meaningOf,
  },

  outbound,

  reconcile: {
    everySeconds: 3_600,
    async *listRemote(_since, call) {
      const { status, body } = await ask(call, 'GET', 'items');
      if (status !== 200) throw new Error(`the list of items answers ${status}`);
      for (const { item, quantity } of (body as { items: { item: string; quantity: number }[] }).items)
        yield { kind: 'stock', externalId: item, quantity: String(quantity) };
    },
  },

  async health(call) {
    const { status } = await ask(call, 'GET', 'account');
    if (status === 200) return { status: 'OK' };
    if (status === 401)
      return { status: 'UNAUTHORISED', code: 'KEY_REFUSED', message: 'Enter the new key, and verify the connection.' };
    return { status: 'DOWN', code: `HTTP_${status}`, message: 'The canteen service does not work.' };
  },

  limits: { rps: 10, concurrency: 4, timeoutMs: 5_000 },
});
