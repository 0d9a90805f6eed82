import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { health, verify } from '../../../plugins/wechat/checks.js';
import { accessToken, askWithToken } from '../../../plugins/wechat/mini/mini-client.js';
import { openidOf } from '../../../plugins/wechat/mini/sign-in.js';
import { billOf } from '../../../plugins/wechat/pay/bill.js';
import { chinaDay } from '../../../plugins/wechat/pay/china-time.rules.js';
import { payClient } from '../../../plugins/wechat/pay/pay-client.js';
import { queryTrade } from '../../../plugins/wechat/trades.js';
import { fakeCall, type FakeCall } from './fake-call.js';
import { WechatSimulator } from './simulator/index.js';

const remote = new WechatSimulator();
let call: FakeCall;
const body = (out_trade_no: string) => ({
  ...{ appid: remote.account.appid, mchid: remote.account.mchid, out_trade_no, description: '花生' },
  ...{ notify_url: 'https://yizhan.example.cn/n', amount: { total: 5, currency: 'CNY' } },
});
const prepay = (no = 'YZ-CLIENT', as = call) =>
  payClient(as).post<{ code_url: string }>('/v3/pay/transactions/native', body(no));
const fault = async (asked: Promise<unknown>) =>
  asked.then(
    (answer) => ({ answered: answer }),
    (error: { code: string; remedy: string; afterSeconds?: number; field?: string }) => error,
  );

beforeAll(async () => {
  await remote.start();
  call = fakeCall(remote);
});
afterAll(() => remote.stop());
afterEach(() => {
  remote.failure = null;
  remote.skewSeconds = 0;
  remote.signer = remote.account.byPublicKey;
});

describe('WeChat Pay', () => {
  test('is asked through the host’s fetch alone, and answers of both keys are taken', async () => {
    const urls: string[] = [];
    const watched = fakeCall(remote, {
      fetch: (url, init) => {
        urls.push(`${init?.method} ${url}`);
        return fetch(url, init);
      },
    });
    expect((await prepay('YZ-BOTH', watched)).code_url).toMatch(/^weixin:/);
    remote.signer = remote.account.byCertificate;
    expect((await prepay('YZ-BOTH', watched)).code_url).toMatch(/^weixin:/);
    expect(urls).toEqual(Array(2).fill(`POST ${remote.url}/v3/pay/transactions/native`));
    expect(await queryTrade('YZ-NOBODY', watched.config, payClient(watched))).toBeNull();
    expect(await queryTrade('YZ-BOTH', watched.config, payClient(watched))).toMatchObject({ trade_state: 'NOTPAY' });
    const path = '/v3/pay/transactions/out-trade-no/YZ-BOTH/close';
    expect(await payClient(watched).post(path, { mchid: remote.account.mchid })).toBe('');
  });

  test('a day’s bill is fetched, and held to the hash that was told; a day without one is empty', async () => {
    await prepay('YZ-BILLED');
    const { transactionId } = remote.trades.pay('YZ-BILLED');
    const bill = (day: string) => billOf(day, remote.account.appid, payClient(call));
    expect(await bill(chinaDay(new Date()))).toEqual([
      { kind: 'payment', externalId: transactionId, order: 'YZ-BILLED', amountFen: 5 },
    ]);
    expect(await bill('2020-01-01')).toEqual([]);
    remote.failure = { path: 'billdownload', status: 200 };
    await expect(bill(chinaDay(new Date()))).rejects.toThrow('does not have the hash');
  });

  test('an answer of another key, or from another time, is not believed; the account is not to blame', async () => {
    remote.signer = { ...remote.account.byCertificate, serial: remote.account.byPublicKey.serial };
    expect(await fault(prepay())).toMatchObject({ code: 'ANSWER_NOT_VERIFIED', remedy: 'retry' });
    remote.signer = { ...remote.account.byCertificate, serial: 'UNKNOWN' };
    expect(await fault(prepay())).toMatchObject({ code: 'ANSWER_NOT_VERIFIED', remedy: 'retry' });
    remote.signer = remote.account.byPublicKey;
    for (const skew of [600, -600]) {
      remote.skewSeconds = skew;
      expect(await fault(prepay())).toMatchObject({ code: 'CLOCK_SKEW', remedy: 'retry' });
      expect(await health(call)).toMatchObject({ status: 'DEGRADED', code: 'CLOCK_SKEW' });
    }
  });

  test('a busy, broken, cut or silent line is tried again, and stopped by the host’s signal', async () => {
    remote.failure = { status: 429, retryAfter: 7 };
    expect(await fault(prepay())).toMatchObject({ code: 'FREQUENCY_LIMITED', remedy: 'retry', afterSeconds: 7 });
    remote.failure = { status: 502 };
    expect(await fault(prepay())).toMatchObject({ code: 'SYSTEM_ERROR', remedy: 'retry' });
    remote.failure = { how: 'reset' };
    expect(await fault(prepay())).toMatchObject({ code: 'UNREACHABLE', remedy: 'retry' });
    remote.failure = { how: 'hang' };
    const stop = new AbortController();
    const asked = fault(prepay('YZ-HANG', fakeCall(remote, { signal: stop.signal })));
    stop.abort();
    expect(await asked).toMatchObject({ code: 'UNREACHABLE', remedy: 'retry' });
  });
});

describe('the mini-program', () => {
  test('a code is exchanged once; the session key goes no further', async () => {
    const code = remote.mini.login('o-new');
    expect(await openidOf(code, call)).toBe('o-new');
    expect(await fault(openidOf(code, call))).toMatchObject({ code: 'BAD_CODE', remedy: 'permanent' });
    expect(await fault(openidOf(remote.mini.login('blocked'), call))).toMatchObject({ code: 'BLOCKED' });
  });

  test('the token is fetched once, and again when it was taken back', async () => {
    const before = remote.mini.tokensFetched;
    const fresh = fakeCall(remote);
    const token = await accessToken(fresh);
    expect(await accessToken(fresh)).toBe(token);
    expect(remote.mini.tokensFetched).toBe(before + 1);
    remote.mini.revokeTokens();
    const sent = await fault(askWithToken('/cgi-bin/message/subscribe/send', { template_id: 'none' }, fresh));
    expect(sent).toMatchObject({ code: 'BAD_TEMPLATE', errcode: 40037 });
    expect(remote.mini.tokensFetched).toBe(before + 2);
    expect(await accessToken(fresh)).not.toBe(token);
  });

  test('what it cannot reach is told without the secret in the address', async () => {
    remote.failure = { how: 'reset' };
    const error = (await fault(openidOf('x', call))) as unknown as Error & { code: string };
    expect(error.code).toBe('UNREACHABLE');
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(remote.account.appSecret);
  });
});

describe('settings are tried before a connection is used', () => {
  const tried = (settings: object) => fault(verify(fakeCall(remote, { settings })));

  test('good ones pass, by either key of WeChat Pay', async () => {
    await verify(call);
    remote.signer = remote.account.byCertificate;
    await verify(fakeCall(remote, { settings: { publicKey: undefined } }));
    expect(await health(call)).toEqual({ status: 'OK' });
  });

  test('each wrong one is named', async () => {
    const other = new WechatSimulator().settings('https://x.example.cn');
    expect(await tried({ appid: 'wx0000000000000000' })).toMatchObject({ code: 'BAD_APPID', field: 'appid' });
    expect(await tried({ appSecret: 'wrong' })).toMatchObject({ code: 'BAD_SECRET', field: 'appSecret' });
    expect(await tried({ merchantKey: other['merchantKey'] })).toMatchObject({
      code: 'SIGN_ERROR',
      field: 'merchantKey',
    });
    expect(await tried({ apiV3Key: 'x'.repeat(32) })).toMatchObject({ code: 'BAD_API_V3_KEY', field: 'apiV3Key' });
    expect(await tried({ publicKey: other['publicKey'], certificates: [] })).toMatchObject({
      ...{ code: 'ANSWER_NOT_VERIFIED', field: 'publicKey' },
    });
  });

  test('health says who is down, and who refuses us', async () => {
    remote.failure = { path: '/v3/' };
    expect(await health(call)).toMatchObject({ status: 'DOWN', code: 'SYSTEM_ERROR' });
    remote.failure = { path: '/cgi-bin/', how: 'reset' };
    expect(await health(call)).toMatchObject({ status: 'DOWN', code: 'UNREACHABLE' });
    remote.failure = null;
    expect(await health(fakeCall(remote, { settings: { appSecret: 'wrong' } }))).toMatchObject({
      ...{ status: 'UNAUTHORISED', code: 'BAD_SECRET' },
    });
  });
});
