import { createVerify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { databaseSwitch } from '../../kit/database-switch.js';
import { OPERATOR } from '../../kit/goods.js';
import { until } from '../../channels/connecting.js';
import { CODE, expire, look, PRICE, startShop, type Shop } from './wechat-shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
beforeEach(() => {
  shop.remote.failure = null;
  shop.remote.skewSeconds = 0;
  shop.remote.notices.waiting.length = 0;
});

const PAID = { kind: 'PAYMENT', method: 'wechat.jsapi', amountFen: PRICE, settles: true };
const shuffled = <T>(list: T[]) =>
  list
    .map((one) => [Math.random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);

describe('signing in', () => {
  test('a code makes a customer once; nothing of the session leaves the server', async () => {
    const { remote, app } = shop;
    const before = await shop.count('customer');
    const ask = (code: string) =>
      app.ask(
        'mutation($code: String!) { wechatSignIn(input: { code: $code }) { token userErrors { code field message } } }',
        { code },
      );
    const code = remote.mini.login('o-twice');
    const first = await ask(code);
    expect(JSON.stringify(first)).not.toContain('session');
    expect(first.data.wechatSignIn).toEqual({ token: expect.any(String), userErrors: [] });
    expect((await ask(code)).data.wechatSignIn).toEqual({
      token: null,
      userErrors: [
        { code: 'BAD_CODE', field: null, message: 'The sign-in code is not valid or too old: sign in again' },
      ],
    });
    const again = await shop.signIn('o-twice');
    const viewer = (token: string) => app.ask('{ viewer { kind name } }', {}, { token });
    expect((await viewer(again)).data).toEqual((await viewer(first.data.wechatSignIn.token)).data);
    expect((await shop.count('customer')) - before).toBe(1);
    const { rows } = await app.db.pool.query("select id from customer where channel = $1 and external_id = 'o-twice'", [
      CODE,
    ]);
    expect(rows).toHaveLength(1);
  });

  test('a blocked account, a busy WeChat and nonsense are told apart, in the reader’s language', async () => {
    const { remote, app } = shop;
    const code = async (text: string, language = 'zh') =>
      (
        await app.ask(
          'mutation($code: String!) { wechatSignIn(input: { code: $code }) { userErrors { code message } } }',
          { code: text },
          { language },
        )
      ).data.wechatSignIn.userErrors[0];
    expect(await code(remote.mini.login('o-blocked'))).toEqual({ code: 'BLOCKED', message: '该微信账号被限制登录' });
    expect((await code('no such code!')).code).toBe('BAD_CODE');
    remote.failure = { path: 'jscode2session', status: 500 };
    expect(await code(remote.mini.login('o-busy'), 'en')).toEqual({
      code: 'BUSY',
      message: 'WeChat does not answer just now: try again',
    });
  });
});

describe('opening a payment', () => {
  test('the amount is the order’s, the parameters are signed by the merchant, and asking again is the same payment', async () => {
    const { remote } = shop;
    const { id, number, token } = await shop.toPay();
    const { parameters } = await shop.prepay(id, { token });
    const trade = remote.trades.get(number);
    expect([trade.total, trade.type, parameters.package]).toEqual([PRICE, 'JSAPI', `prepay_id=${trade.prepayId}`]);
    expect(JSON.parse(trade.body)).toMatchObject({
      ...{ out_trade_no: number, notify_url: `${shop.app.url}/channels/${CODE}/notices` },
      ...{ payer: { openid: trade.openid }, settle_info: { profit_sharing: false } },
      time_expire: expect.stringMatching(/\+08:00$/),
    });
    const text = [remote.account.appid, parameters.timeStamp, parameters.nonceStr, parameters.package, ''].join('\n');
    expect(
      createVerify('RSA-SHA256').update(text).verify(remote.account.merchantPublicKey, parameters.paySign, 'base64'),
    ).toBe(true);
  });

  test('a kiosk shows a code; somebody else’s order, a visitor and an order that is over get nothing', async () => {
    const { remote } = shop;
    const mine = await shop.toPay();
    expect((await shop.prepay(mine.id, OPERATOR, 'NATIVE')).codeUrl).toMatch(/^weixin:\/\/wxpay/);
    expect(remote.trades.get(`${mine.number}-N`)).toMatchObject({ type: 'NATIVE', total: PRICE });
    const codes = async (...given: Parameters<Shop['prepay']>) =>
      (await shop.prepay(...given)).userErrors.map(({ code }: { code: string }) => code);
    expect(await codes(mine.id, OPERATOR)).toEqual(['NOT_SIGNED_IN']);
    expect(await codes(mine.id, { token: await shop.signIn() })).toEqual(['NOT_FOUND']);
    await expect(shop.prepay(mine.id, {})).rejects.toThrow('UNAUTHENTICATED');
    await shop.act('Cancel', mine.id);
    expect(await codes(mine.id, mine)).toEqual(['NOT_PAYABLE']);
    remote.failure = { path: '/jsapi', status: 500 };
    expect(await codes((await shop.place(mine.token)).id, mine)).toEqual(['BUSY']);
  });
});

describe('a payment is told', () => {
  test('the order is paid, and the buyer’s notice answered 204', async () => {
    const { remote } = shop;
    const { id, number } = await shop.toPay();
    const trade = remote.buyerPays(number);
    await shop.settle();
    expect(remote.notices.tried.at(-1)!.status).toBe(204);
    expect(await shop.order(id)).toMatchObject({
      ...{ status: 'PAID', paidFen: PRICE },
      payments: [{ ...PAID, transactionId: trade.transactionId }],
    });
  });

  test('twenty notices at once, in any order, of any id and either key: one effect, all answered 204', async () => {
    const { remote } = shop;
    const orders = await Promise.all([shop.toPay(), shop.toPay()]);
    const notices = orders.flatMap(({ number }) => {
      const trade = remote.trades.pay(number);
      const same = remote.paymentNotice(trade);
      return Array.from({ length: 20 }, (_, i) => {
        remote.notices.signer = i % 3 === 0 ? remote.account.byCertificate : remote.account.byPublicKey;
        return i % 2 === 0 ? same : remote.paymentNotice(trade);
      });
    });
    remote.notices.signer = remote.account.byPublicKey;
    expect(new Set(await Promise.all(shuffled(notices).map(shop.notify)))).toEqual(new Set([204]));
    await shop.settle();
    for (const { id } of orders)
      expect(await shop.order(id)).toMatchObject({ status: 'PAID', paidFen: PRICE, payments: [PAID], refunds: [] });
  });

  test('forged, touched, probing, unknown and late notices are 401 and leave nothing', async () => {
    const { remote } = shop;
    const { id, number } = await shop.toPay();
    const trade = remote.trades.pay(number);
    const good = remote.paymentNotice(trade);
    const header = (name: string, value: string) => ({
      ...good,
      headers: { ...good.headers, [`wechatpay-${name}`]: value },
    });
    const [kept, messages] = [await shop.count('inbox_request'), await shop.count('inbox_message')];
    const late = (seconds: number) => {
      remote.skewSeconds = seconds;
      return remote.paymentNotice(trade);
    };
    const bad = [
      header('signature', Buffer.from('forged').toString('base64')),
      header('signature', `WECHATPAY/SIGNTEST/${good.headers['wechatpay-signature']}`),
      header('serial', 'PUB_KEY_ID_UNKNOWN'),
      header('nonce', 'another'),
      { ...good, body: good.body.replace('支付', '付款') },
      { ...good, body: JSON.stringify(JSON.parse(good.body), null, 2) },
      ...[600, -600, 310, -310].map(late),
    ];
    remote.skewSeconds = 0;
    for (const notice of bad) expect(await shop.notify(notice)).toBe(401);
    expect([await shop.count('inbox_request'), await shop.count('inbox_message')]).toEqual([kept, messages]);
    expect(await shop.order(id)).toMatchObject({ status: 'PLACED', payments: [] });
    const answer = await fetch(good.url, { method: 'POST', headers: bad[0]!.headers, body: bad[0]!.body });
    expect(await answer.json()).toEqual({ code: 'FAIL', message: 'FORGED' });
  });

  test('a notice of another account, amount or order is kept and answered, pays nothing and raises a dispute', async () => {
    const { remote } = shop;
    const { id, number } = await shop.toPay();
    const trade = remote.trades.pay(number);
    const other = (transaction_id: string, over: object) => remote.paymentNotice(trade, { transaction_id, ...over });
    const notices = [
      other('T-MCH', { mchid: '1900000000' }),
      other('T-APP', { appid: 'wx0000000000000000' }),
      other('T-AMOUNT', { amount: { total: PRICE - 1, payer_total: PRICE - 1, currency: 'CNY' } }),
      other('T-NOBODY', { out_trade_no: 'YZ-NOBODYS' }),
    ];
    for (const notice of notices) expect([await shop.notify(notice), await shop.notify(notice)]).toEqual([204, 204]);
    await shop.settle();
    expect(await shop.order(id)).toMatchObject({ status: 'PLACED', paidFen: 0, payments: [] });
    const raised = (await shop.disputes())
      .map(({ code, order, facts }) => [
        code,
        order?.number,
        facts.find(({ name }: { name: string }) => name === 'transactionId').value,
      ])
      .filter(([, , transaction]) => String(transaction).startsWith('T-'));
    expect(raised.sort()).toEqual([
      ['AMOUNT_MISMATCH', number, 'T-AMOUNT'],
      ['UNKNOWN_ORDER', undefined, 'T-NOBODY'],
      ['WRONG_APP', number, 'T-APP'],
      ['WRONG_MERCHANT', number, 'T-MCH'],
    ]);
    // The true notice still pays.
    expect(await shop.notify(remote.paymentNotice(trade))).toBe(204);
    await shop.settle();
    expect((await shop.order(id)).status).toBe('PAID');
  });

  test('a body that was sealed with another key, or says nothing, is refused so that it comes again', async () => {
    const { remote } = shop;
    const { number } = await shop.toPay();
    const trade = remote.trades.pay(number);
    const url = trade.notifyUrl;
    const strange = JSON.parse(remote.paymentNotice(trade).body) as { resource: { nonce: string } };
    strange.resource.nonce = '000000000000';
    const sent = [JSON.stringify(strange), '{}', 'no json'].map((body) =>
      shop.notify(remote.notices.signed(url, body)),
    );
    expect(await Promise.all(sent)).toEqual([400, 400, 400]);
  });

  test('with our database down it is 5xx, comes again, and pays then', async () => {
    const { remote } = shop;
    const { id, number } = await shop.toPay();
    remote.buyerPays(number);
    const database = await databaseSwitch(shop.app.databaseUrl);
    await database.down();
    await remote.deliverNotices();
    const { status } = remote.notices.tried.at(-1)!;
    await database.up();
    expect(status).toBeGreaterThanOrEqual(500);
    expect(remote.notices.waiting).toHaveLength(1);
    remote.notices.waiting[0]!.dueAt = 0;
    await until(async () => {
      await remote.deliverNotices();
      remote.notices.waiting.forEach((one) => (one.dueAt = 0));
      return remote.notices.waiting.length === 0;
    }, 'the database');
    await shop.settle();
    expect(await shop.order(id)).toMatchObject({ status: 'PAID', payments: [PAID] });
  });
});

describe('nothing is told', () => {
  test('a payment whose notice never came is found by asking', async () => {
    const { id, number } = await shop.toPay();
    shop.remote.trades.pay(number);
    await look(shop, 'trades');
    await until(async () => (await shop.order(id)).status === 'PAID', 'the payment');
    expect(await shop.order(id)).toMatchObject({ paidFen: PRICE, payments: [PAID] });
  });

  test('an order that runs out is closed at WeChat; paid all the same, its money goes back under one number', async () => {
    const { remote } = shop;
    const { id, number } = await shop.toPay();
    await expire(shop, id);
    await shop.settle();
    expect(remote.trades.get(number).state).toBe('CLOSED');
    const trade = remote.buyerPays(number, { anyway: true });
    const again = remote.paymentNotice(trade);
    await shop.settle();
    expect(await shop.notify(again)).toBe(204);
    await shop.settle();
    const order = await shop.order(id);
    expect(order).toMatchObject({
      ...{ status: 'EXPIRED', paidFen: PRICE, refundingFen: PRICE, refundedFen: 0 },
      payments: [{ ...PAID, settles: false }],
      refunds: [{ amountFen: PRICE, state: 'REQUESTED' }],
    });
    const [made] = [...remote.refunds.all.values()].filter(({ outTradeNo }) => outTradeNo === number);
    expect(made).toMatchObject({ outRefundNo: order.refunds[0].number, amount: PRICE });
    remote.refundSettles(made!.outRefundNo);
    await shop.settle();
    expect(await shop.order(id)).toMatchObject({
      refundedFen: PRICE,
      refundingFen: 0,
      refunds: [{ state: 'SUCCEEDED' }],
    });
  });

  test('paid by two codes at once, the second payment goes back', async () => {
    const { remote } = shop;
    const { id, number, token } = await shop.toPay();
    await shop.prepay(id, { token }, 'NATIVE');
    remote.buyerPays(number);
    remote.buyerPays(`${number}-N`);
    await shop.settle();
    await shop.settle();
    const { status, paidFen, refunds } = await shop.order(id);
    expect([status, paidFen, refunds.length]).toEqual(['PAID', 2 * PRICE, 1]);
    expect(remote.refunds.get(refunds[0].number)).toMatchObject({ amount: PRICE });
  });

  test('paid a second time by a code whose notice never came: found by asking, and goes back', async () => {
    const { remote } = shop;
    const { id, number, token } = await shop.toPay();
    await shop.prepay(id, { token }, 'NATIVE');
    remote.trades.pay(`${number}-N`);
    remote.buyerPays(number);
    await shop.settle();
    expect(await shop.order(id)).toMatchObject({ status: 'PAID', paidFen: PRICE, refunds: [] });
    await look(shop, 'trades');
    await until(async () => (await shop.order(id)).paidFen === 2 * PRICE, 'the second payment');
    await shop.settle();
    const { status, payments, refunds } = await shop.order(id);
    expect([status, payments.map(({ method }: { method: string }) => method)]).toEqual([
      'PAID',
      ['wechat.jsapi', 'wechat.native'],
    ]);
    expect(refunds).toMatchObject([{ amountFen: PRICE, state: 'REQUESTED' }]);
    expect(remote.refunds.get(refunds[0].number)).toMatchObject({ outTradeNo: `${number}-N`, amount: PRICE });
  });
});
