import { expect, test } from '@jest/globals';
import { BadBill, readBill } from '../../../plugins/wechat/pay/bill.rules.js';
import { billDays } from '../../../plugins/wechat/pay/china-time.rules.js';
import { bill } from './simulator/bill.js';
import { WechatSimulator } from './simulator/index.js';

const now = new Date('2026-03-01T04:00:00Z');
const remote = new WechatSimulator(() => now);
const { account, trades, refunds } = remote;

const open = (no: string, total: number) => {
  const request = {
    ...{ appid: account.appid, mchid: account.mchid, out_trade_no: no, description: '花生' },
    ...{ notify_url: 'http://x/n', amount: { total, currency: 'CNY' }, payer: { openid: 'o1' } },
  };
  trades.prepay('JSAPI', JSON.stringify(request));
  return trades.pay(no).transactionId!;
};
const paid = [open('YZ260301AAA', 1980), open('YZ260301BBB-N', 5)];
const refund = (no: string, id: string, amount: number, total: number) =>
  refunds.ask(
    JSON.stringify({ out_trade_no: no, out_refund_no: id, amount: { refund: amount, total, currency: 'CNY' } }),
  );
refund('YZ260301AAA', 'R1', 980, 1980);
refund('YZ260301AAA', 'R2', 1, 1980);
refunds.settle('R2', 'CLOSED');
const text = bill('2026-03-01', account, trades, refunds)!;

test('payments and refunds in yuan with backticks are read to the fen; a failed refund moved no money', () => {
  expect(readBill(text, account.appid)).toEqual([
    { kind: 'payment', externalId: paid[0], order: 'YZ260301AAA', amountFen: 1980 },
    { kind: 'payment', externalId: paid[1], order: 'YZ260301BBB', amountFen: 5 },
    { kind: 'refund', externalId: refunds.get('R1').refundId, refund: 'R1', amountFen: 980 },
  ]);
  expect(readBill(`\uFEFF${text.replaceAll('\r\n', '\n')}`, account.appid)).toHaveLength(3);
  // Another mini-program of the merchant has a connection of its own.
  expect(readBill(text, 'wx0000000000000000')).toEqual([]);
});

test('a bill that was cut, or whose rows do not add up, is refused whole', () => {
  const lines = text.trimEnd().split('\r\n');
  const without = (at: number) => lines.filter((_, i) => i !== at).join('\n');
  const broken = [
    '',
    lines.slice(0, 3).join('\n'),
    without(1),
    without(lines.length - 1),
    text.replace('0.60%,`19.80', '0.60%,`19.81'),
    text.replace('0.60%,`19.80', '0.60%,`19.8O'),
    text.replace('订单金额,申请', '金额,申请'),
    text.replace('`2026', '2026'),
    `${text}${lines[1]}\r\n`,
  ];
  for (const one of broken) expect(() => readBill(one, account.appid)).toThrow(BadBill);
});

test('a day’s bill is asked for from ten in the morning of the next, and from the day that was looked at last', () => {
  const at = (time: string) => new Date(`${time}+08:00`);
  const looked = at('2026-02-28T23:00:00');
  expect(billDays(looked, at('2026-03-01T09:59:59'))).toEqual(['2026-02-26', '2026-02-27']);
  expect(billDays(looked, at('2026-03-01T10:00:00'))).toEqual(['2026-02-26', '2026-02-27', '2026-02-28']);
  expect(billDays(at('2026-03-01T10:00:01'), at('2026-03-01T16:00:00'))).toEqual(['2026-02-27', '2026-02-28']);
  expect(billDays(null, at('2026-03-01T16:00:00'))).toEqual(['2026-02-27', '2026-02-28']);
  expect(billDays(at('2025-01-01T00:00:00'), at('2026-03-01T12:00:00'))).toHaveLength(90);
});
