import type { Call, Delivery, DeliveryResult } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask } from '../top/ask.js';
import { fetchTrade } from '../trades/fetch-trade.js';
import { hasLeft, isClosed, TRADE_STATES } from '../trades/trade-states.js';
import { readTrade, type Trade } from '../trades/trade.js';
import { companyCode } from './carriers.js';
import { OK, permanent } from './results.js';

export const ORDER_SELECTION = '{ id status parcels { carrier trackingNo lines { externalId } } }';

interface ParcelData {
  readonly carrier: string | null;
  readonly trackingNo: string | null;
  readonly lines: readonly { readonly externalId: string | null }[];
}

interface OrderData {
  readonly status: string;
  readonly parcels: readonly ParcelData[];
}

/**
 * Tells Taobao which parcels left, and closes an unpaid trade whose order we cancelled. What is to be told is decided by the
 * trade as it is there now: told twice, it is told once, and what Taobao forbids to send is not told at all.
 */
export async function deliverOrder(delivery: Delivery, call: Call<Config>): Promise<DeliveryResult> {
  const order = delivery.data as unknown as OrderData | null;
  const tid = delivery.externalId;
  if (!order || !tid) return OK;
  const gone = order.status === 'CANCELLED' || order.status === 'EXPIRED';
  const sent = order.parcels.length > 0 || order.status === 'FULFILLED' || order.status === 'COMPLETED';
  if (!gone && !sent) return OK;
  const trade = readTrade(await fetchTrade(tid, call));
  return gone ? close(trade, call) : send(trade, order, call);
}

/** Money that was paid goes back by a refund of its own. */
async function close(trade: Trade, call: Call<Config>): Promise<DeliveryResult> {
  const facts = TRADE_STATES[trade.status]?.facts ?? [];
  if (facts.length !== 1 || facts[0] !== 'placed') return OK;
  await ask(call, 'taobao.trade.close', { tid: trade.tid, close_reason: '缺货' });
  return OK;
}

async function send(trade: Trade, order: OrderData, call: Call<Config>): Promise<DeliveryResult> {
  const left = new Set(trade.lines.filter((line) => hasLeft(line) || isClosed(line)).map(({ oid }) => oid));
  const open = (parcel: ParcelData) =>
    parcel.lines.flatMap(({ externalId }) => externalId ?? []).filter((oid) => !left.has(oid));
  const parcels = order.parcels.filter((parcel) => open(parcel).length > 0);
  const untold = trade.lines.some(({ oid }) => !left.has(oid));
  if (!untold || (parcels.length === 0 && order.status === 'PAID')) return OK;
  if (!TRADE_STATES[trade.status]?.mayShip)
    return permanent(
      'NOT_TO_BE_SENT',
      `Trade ${trade.tid} is ${trade.status} at Taobao: what was packed must not leave`,
    );
  for (const parcel of parcels) {
    if (!parcel.carrier || !parcel.trackingNo) continue;
    const code = companyCode(parcel.carrier, call.config.carriers);
    if (!code) return permanent('UNKNOWN_CARRIER', `Give Taobao’s code of ${parcel.carrier} in the setting carriers`);
    const lines = open(parcel);
    const split = trade.lines.some(({ oid }) => !left.has(oid) && !lines.includes(oid)) || left.size > 0;
    await ask(call, 'taobao.logistics.offline.send', {
      tid: trade.tid,
      out_sid: parcel.trackingNo,
      company_code: code,
      ...(split && { is_split: 1, sub_tid: lines.join(',') }),
    });
    for (const oid of lines) left.add(oid);
  }
  const withoutParcel = order.status !== 'PAID' && trade.lines.some(({ oid }) => !left.has(oid));
  return withoutParcel || parcels.some((parcel) => open(parcel).length > 0)
    ? permanent('NO_TRACKING_NUMBER', `Trade ${trade.tid} was sent without carrier and number: give them at Taobao`)
    : OK;
}
