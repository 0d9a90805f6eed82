import { createHash, createHmac } from 'node:crypto';
import type { Json } from 'yizhan/plugin-kit';
import type { ChannelSimulator, Goods, Signing, Story } from 'yizhan/plugin-kit/conformance';
import { ACCOUNT, CanteenService } from './canteen-service.ts';

/** The canteen service, as the conformance suite works it. Each has its own state. */
export function createSimulator(): ChannelSimulator {
  const service = new CanteenService();
  const { server } = service;
  return {
    start: () => server.start(),
    stop: () => server.stop(),
    settings: () => ({ url: server.url, ...ACCOUNT }),
    wrongSettings: () => ({ url: server.url, ...ACCOUNT, key: 'canteen-key-of-somebody-else' }),
    olderSettings: () => [{ version: 1, settings: { address: server.url.slice('http://'.length), ...ACCOUNT } }],
    behave: (manner) => server.behave(manner),
    inbound: {
      story: orderPaid,
      request: signed,
      toleranceSeconds: 300,
      probes: true,
      offer: (said) => said.forEach((change) => service.addChange(change)),
    },
    outbound: { told: () => service.told, busySeconds: 30 },
  };
}

export const simulator = createSimulator();

/** Two pieces ordered, then paid for. */
function orderPaid({ externalId, priceFen }: Goods, number: number): Story {
  const orderNo = `CT-${number}`;
  const amountFen = 2 * priceFen;
  const at = '2026-03-01T08:00:00Z';
  const lines = [{ item: externalId, count: 2, amountFen }];
  return {
    messages: [
      { eventId: `${orderNo}-1`, event: 'placed', orderNo, at, lines },
      { eventId: `${orderNo}-2`, event: 'paid', orderNo, at, payment: { no: `${orderNo}-P`, amountFen } },
    ],
    becomes: {
      link: { kind: 'order', externalId: orderNo },
      selection: '... on Order { status totalFen paidFen }',
      data: { status: 'PAID', totalFen: amountFen, paidFen: amountFen },
    },
  };
}

function signed(change: Json, { at, as }: Signing) {
  const body = JSON.stringify(change);
  const time = String(Math.floor(at.getTime() / 1000));
  const digest = createHash('sha256').update(body).digest('hex');
  const key = as === 'forged' ? 'a key of somebody else' : ACCOUNT.pushKey;
  const signature = createHmac('sha256', key).update(`${time}\n${digest}`).digest('hex');
  return {
    method: 'POST',
    path: 'orders',
    headers: {
      'content-type': 'application/json',
      'canteen-time': time,
      'canteen-digest': digest,
      'canteen-signature': as === 'probe' ? `probe${signature.slice(5)}` : signature,
    },
    body,
  };
}
