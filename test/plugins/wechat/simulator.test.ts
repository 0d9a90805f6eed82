import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { RETRIES, WechatSimulator } from './simulator/index.js';

// The simulator is proved with an independent client: whatever this library takes, and refuses, WeChat Pay's own would.
let at = Date.now();
const remote = new WechatSimulator(() => new Date(at));

// The library takes any path as a chain of names.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- its own types end where a path begins
type Api = any;

function client(over: Record<string, unknown> = {}): Api {
  const { mchid, merchantSerial, merchantPrivatePem, byPublicKey, byCertificate } = remote.account;
  const certs = { [byPublicKey.serial]: byPublicKey.pem, [byCertificate.serial]: byCertificate.pem };
  const settings = { mchid, serial: merchantSerial, privateKey: merchantPrivatePem, certs, baseURL: remote.url };
  return (new Wechatpay({ ...settings, ...over } as never) as unknown as { v3: Api }).v3;
}

const order = (out_trade_no: string, over: object = {}) => ({
  ...{ appid: remote.account.appid, mchid: remote.account.mchid, out_trade_no, description: '黑花生' },
  notify_url: 'https://yizhan.example.cn/notices',
  amount: { total: 1980, currency: 'CNY' },
  payer: { openid: 'o-buyer' },
  ...over,
});

const refusal = async (asked: Promise<unknown>) => {
  const error = (await asked.then(
    () => expect('a refusal').toBe('no refusal'),
    (caught: unknown) => caught,
  )) as { code?: string; response?: { status: number; data: { code: string } } };
  return error.response?.data?.code ?? error.code;
};

beforeAll(() => remote.start());
afterAll(() => remote.stop());

describe('driven by wechatpay-axios-plugin', () => {
  test('a trade is opened, asked for, paid, refunded in parts and found in the bill', async () => {
    const v3 = client();
    const { data: prepay } = await v3.pay.transactions.jsapi.post(order('YZ-SIM-1'));
    expect(prepay).toEqual({ prepay_id: expect.stringMatching(/^wx[0-9a-f]{32}$/) });
    const query = () =>
      v3.pay.transactions.outTradeNo['{no}'].get({ params: { mchid: remote.account.mchid }, no: 'YZ-SIM-1' });
    expect((await query()).data).toMatchObject({ trade_state: 'NOTPAY', out_trade_no: 'YZ-SIM-1' });
    const { transactionId } = remote.trades.pay('YZ-SIM-1');
    expect((await query()).data).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 1980 } });

    const refund = (out_refund_no: string, amount: number) =>
      v3.refund.domestic.refunds.post({
        ...{ transaction_id: transactionId, out_refund_no },
        amount: { refund: amount, total: 1980, currency: 'CNY' },
      });
    expect((await refund('R1', 480)).data).toMatchObject({ status: 'PROCESSING', out_refund_no: 'R1' });
    expect((await refund('R1', 480)).data).toMatchObject({ status: 'PROCESSING', out_refund_no: 'R1' });
    expect(await refusal(refund('R2', 1501))).toBe('RULE_LIMIT');
    expect((await refund('R2', 1500)).data).toMatchObject({ status: 'PROCESSING' });
    expect([...remote.refunds.all.keys()]).toEqual(['R1', 'R2']);

    const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
    const { data: address } = await v3.bill.tradebill.get({ params: { bill_date: day, bill_type: 'ALL' } });
    const { data: file } = await v3.billdownload.file.get({
      params: { token: day },
      responseType: 'arraybuffer',
    });
    expect(address).toMatchObject({ hash_type: 'SHA1', download_url: expect.stringContaining(day) });
    const { rows, summary } = Formatter.castCsvBill(Buffer.from(file)) as Record<string, Record<string, string>[]>;
    expect(rows!.map((row) => [row['商户订单号'], row['订单金额'], row['申请退款金额']])).toEqual([
      ['YZ-SIM-1', '19.80', '0.00'],
      ['YZ-SIM-1', '0.00', '4.80'],
      ['YZ-SIM-1', '0.00', '15.00'],
    ]);
    expect(summary).toMatchObject({ 总交易单数: '3', 订单总金额: '19.80', 申请退款总金额: '19.80' });
  });

  test('a code for a screen, closed before anybody pays', async () => {
    const native = client().pay.transactions.native;
    expect((await native.post(order('YZ-SIM-2', { payer: undefined }))).data).toEqual({
      code_url: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/),
    });
    const close = () =>
      client().pay.transactions.outTradeNo['{no}'].close.post({ mchid: remote.account.mchid }, { no: 'YZ-SIM-2' });
    expect((await close()).status).toBe(204);
    expect(await refusal(close())).toBe('ORDER_CLOSED');
    expect(await refusal(native.post(order('YZ-SIM-2', { payer: undefined })))).toBe('ORDER_CLOSED');
  });

  test('both kinds of answers verify; a strange key, a touched answer and another time do not', async () => {
    const ask = (over = {}) => client(over).pay.transactions.native.post(order('YZ-SIM-3'));
    remote.signer = remote.account.byCertificate;
    expect((await ask()).status).toBe(200);
    const { byPublicKey } = remote.account;
    expect(await refusal(ask({ certs: { [byPublicKey.serial]: byPublicKey.pem } }))).toBe(
      'EV3_RES_HEADER_PLATFORM_SERIAL',
    );
    remote.signer = { ...remote.account.byCertificate, serial: byPublicKey.serial };
    expect(await refusal(ask())).toBe('EV3_RES_HEADER_SIGNATURE_DIGEST');
    remote.signer = byPublicKey;
    remote.skewSeconds = 299;
    expect((await ask()).status).toBe(200);
    remote.skewSeconds = 600;
    expect(await refusal(ask())).toBe('SIGN_ERROR');
    remote.skewSeconds = 0;
    expect(await refusal(ask({ serial: 'ABCDEF' }))).toBe('SIGN_ERROR');
    expect(await refusal(client().pay.transactions.jsapi.post(order('x')))).toBe('PARAM_ERROR');
  });

  test('its notices verify and open as the library does it, by key and by certificate', () => {
    const trade = remote.trades.get('YZ-SIM-1');
    const { byPublicKey, byCertificate, apiV3Key } = remote.account;
    for (const { serial, pem } of [byPublicKey, byCertificate]) {
      remote.notices.signer = serial === byPublicKey.serial ? byPublicKey : byCertificate;
      const { headers, body } = remote.paymentNotice(trade);
      const text = Formatter.response(headers['wechatpay-timestamp']!, headers['wechatpay-nonce']!, body);
      expect(headers['wechatpay-serial']).toBe(serial);
      expect(Rsa.verify(text, headers['wechatpay-signature']!, Rsa.from(pem, 'public'))).toBe(true);
      const { resource } = JSON.parse(body) as { resource: Record<string, string> };
      const opened = Aes.AesGcm.decrypt(
        resource['ciphertext']!,
        apiV3Key,
        resource['nonce']!,
        resource['associated_data']!,
      );
      expect(JSON.parse(opened)).toMatchObject({ out_trade_no: 'YZ-SIM-1', amount: { total: 1980 } });
    }
    remote.notices.signer = byPublicKey;
  });
});

test('a notice that is refused comes back by WeChat’s schedule, and no more after a day', async () => {
  remote.notices.waiting.length = 0;
  remote.notices.tried.length = 0;
  const start = at;
  remote.notices.send('http://unused', 'TRANSACTION.SUCCESS', {});
  const due = RETRIES.reduce<number[]>((times, wait) => [...times, times.at(-1)! + wait], [0]);
  for (const seconds of due) {
    at = start + seconds * 1000 - 1;
    await remote.deliverNotices(async () => 500);
    at = start + seconds * 1000;
    await remote.deliverNotices(async () => 500);
  }
  expect(remote.notices.tried.map(({ at: time }) => (time.getTime() - start) / 1000)).toEqual(due);
  expect(due.at(-1)).toBe(24 * 3600 + 4 * 60);
  expect(remote.notices.waiting).toEqual([]);

  remote.notices.send('http://unused', 'TRANSACTION.SUCCESS', {});
  await remote.deliverNotices(async () => 503);
  at += 15_000;
  await remote.deliverNotices(async () => 204);
  expect(remote.notices.waiting).toEqual([]);
  expect(remote.notices.tried.slice(-2).map(({ status }) => status)).toEqual([503, 204]);
});
