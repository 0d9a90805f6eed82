import { createHmac } from 'node:crypto';
import {
  RemoteServer,
  type ChannelSimulator,
  type Goods,
  type RemoteReply,
  type RemoteRequest,
  type Said,
  type Signing,
  type Story,
  type Told,
} from 'yizhan/plugin-kit/conformance';

const KEY = 'roadside-key-0b61f2';
const told: Told[] = [];
const keys = new Set<string>();
let items = 0;

const server = new RemoteServer((request): RemoteReply => {
  if (request.headers['authorization'] !== `Bearer ${KEY}`) return { status: 401 };
  if (request.path === '/account') return { status: 200, body: { ok: true } };
  return request.method === 'PUT' && request.path.startsWith('/items/') ? stock(request) : { status: 404 };
});

function stock({ path, headers, body, manner }: RemoteRequest): RemoteReply {
  if (manner === 'refusing') return { status: 422, body: { error: 'we do not sell this' } };
  const key = headers['idempotency-key'] ?? '';
  const effect = !keys.has(key);
  keys.add(key);
  const { quantity } = JSON.parse(body) as { quantity: number };
  told.push({ event: 'stock', item: path.slice('/items/'.length), key, effect, quantity: String(quantity) });
  return { status: 200, body: { ok: true } };
}

/** The other side: `yizhan plugin test` works it, so that no account of theirs is needed. */
export const simulator: ChannelSimulator = {
  start: () => server.start(),
  stop: () => server.stop(),
  behave: (manner) => server.behave(manner),
  settings: () => ({ url: server.url, key: KEY }),
  wrongSettings: () => ({ url: server.url, key: 'roadside-key-of-another' }),
  // Products are entered there by hand, and an operator links them.
  enter: () => ({ kind: 'product', externalId: `R${++items}` }),
  inbound: { story, request, toleranceSeconds: 300 },
  outbound: { told: () => told, busySeconds: 30 },
};

function story({ externalId, priceFen }: Goods, number: number): Story {
  const id = `RS-${number}`;
  return {
    messages: [{ id, at: '2026-03-01T08:00:00Z', item: externalId, count: 1, amountFen: priceFen }],
    becomes: {
      link: { kind: 'order', externalId: id },
      selection: '... on Order { status totalFen }',
      data: { status: 'PLACED', totalFen: priceFen },
    },
  };
}

function request(said: Said, { at, as }: Signing) {
  const body = JSON.stringify(said);
  const time = Math.floor(at.getTime() / 1000);
  const key = as === 'genuine' ? KEY : 'the key of somebody else';
  const signature = createHmac('sha256', key).update(`${time}.${body}`).digest('hex');
  return { method: 'POST', path: 'orders', headers: { signature: `t=${time},v1=${signature}` }, body };
}
