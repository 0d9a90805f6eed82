import type { Reconcile, RemoteRecord } from 'yizhan/plugin-kit';
import { billOf } from './pay/bill.js';
import { billDays, dayBegins } from './pay/china-time.rules.js';
import { payClient } from './pay/pay-client.js';
import type { Settings } from './settings.js';

/** The daily bills of WeChat Pay, held against our payments and refunds. */
export const reconcile: Reconcile<Settings> = {
  everySeconds: 6 * 3600,
  listRemote: async function* (since, call) {
    const pay = payClient(call);
    const days = billDays(since, call.clock.now());
    for (const day of days) yield* await billOf(day, call.config.appid, pay);
    if (days.length > 0) yield* listedWithin(days[0]!, days.at(-1)!);
  },
};

const DAY_MS = 86_400_000;
/** WeChat Pay dates a refund by when it took it, a moment after we asked: the next look decides about the last hour. */
const LATE_MS = 3_600_000;

function listedWithin(first: string, last: string): RemoteRecord[] {
  const from = dayBegins(first).toISOString();
  const end = dayBegins(last).getTime() + DAY_MS;
  return [
    { kind: 'end', of: 'payment', from, to: new Date(end).toISOString() },
    { kind: 'end', of: 'refund', from, to: new Date(end - LATE_MS).toISOString() },
  ];
}
