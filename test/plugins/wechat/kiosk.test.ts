import { afterAll, beforeAll, expect, test } from '@jest/globals';
import wechat from '../../../plugins/wechat/index.js';
import { connect, list, QUICK } from '../../channels/connecting.js';
import {
  app,
  authorise,
  makeKiosk,
  report,
  reserve,
  slotsOf,
  startOutlets,
  until,
  vendNow,
  type KioskUnderTest,
} from '../../domains/outlets/kiosk-kit.js';
import { WechatSimulator } from './simulator/index.js';
import { CODE, shopOf, type Shop } from './wechat-shop.js';

const remote = new WechatSimulator();
let kiosk: KioskUnderTest;
let shop: Shop;

// A machine that takes its money by a code of WeChat Pay sells on the connection of that.
beforeAll(async () => {
  await remote.start();
  await startOutlets({ plugins: [wechat], timings: QUICK });
  await connect(app, CODE, remote.settings(app.url), 'wechat');
  kiosk = await makeKiosk({ slots: { A1: 3 }, priceFen: 1_200, channel: CODE });
  await list(app, kiosk.productId, CODE);
  shop = shopOf(app, remote, kiosk.productId);
});
afterAll(async () => {
  await app.stop();
  await remote.stop();
});

/** One that is held, shown with its code, and paid by whoever scans that. */
async function paid(): Promise<{ vendId: string; orderId: string; number: string }> {
  const { vend } = await reserve(kiosk);
  const { codeUrl, userErrors } = await shop.prepay(vend.order.id, { token: kiosk.token }, 'NATIVE');
  expect([userErrors, codeUrl]).toEqual([[], expect.stringMatching(/^weixin:\/\/wxpay/)]);
  const { number } = await shop.order(vend.order.id);
  expect(remote.buyerPays(`${number}-N`)).toMatchObject({ type: 'NATIVE', total: 1_200 });
  await shop.settle();
  await until(async () => (await vendNow(vend.id)).state === 'PAID');
  return { vendId: vend.id, orderId: vend.order.id, number };
}

test('a vend is paid by the code on the screen, given out, and uploaded as picked up', async () => {
  const { vendId, orderId, number } = await paid();
  const { authorisation } = await authorise(kiosk, vendId);
  expect((await report(kiosk, authorisation.token, 'VENDED')).userErrors).toEqual([]);
  await shop.settle();
  expect(await shop.order(orderId)).toMatchObject({
    ...{ status: 'COMPLETED', paidFen: 1_200, refundedFen: 0, refunds: [] },
    payments: [{ method: 'wechat.native', settles: true }],
  });
  expect(await slotsOf(kiosk)).toEqual({ A1: [3, 1, 2, 0] });
  expect(remote.mini.shipments.get(`${number}-N`)).toMatchObject([
    {
      order_key: { order_number_type: 1, mchid: remote.account.mchid, out_trade_no: `${number}-N` },
      ...{ logistics_type: 4, delivery_mode: 1, shipping_list: [{ item_desc: expect.stringMatching(/×1箱$/) }] },
      payer: { openid: remote.trades.get(`${number}-N`).openid },
    },
  ]);
});

test('a vend that fails is paid back by the same way, once, and nothing is uploaded', async () => {
  const { vendId, orderId, number } = await paid();
  const { authorisation } = await authorise(kiosk, vendId);
  await Promise.all([1, 2, 3].map(() => report(kiosk, authorisation.token, 'FAILED')));
  await until(async () => {
    await shop.settle();
    return remote.refunds.all.size === 1;
  });
  const [refund] = [...remote.refunds.all.values()];
  expect(refund).toMatchObject({ outTradeNo: `${number}-N`, amount: 1_200, total: 1_200 });
  remote.refundSettles(refund!.outRefundNo);
  await shop.settle();
  expect(await shop.order(orderId)).toMatchObject({ refundedFen: 1_200, refundingFen: 0 });
  await until(async () => (await vendNow(vendId)).state === 'REFUNDED');
  expect(remote.mini.shipments.get(`${number}-N`)).toBeUndefined();
  expect(await slotsOf(kiosk)).toEqual({ A1: [3, 1, 2, 0] });
});
