import { invalid, remote } from '../errors.js';
import type { Shop, SimTrade } from '../shop.js';
import { moment, only } from '../wire.js';
import { need, type Method, type Params } from './method.js';

const DAY = 24 * 3_600_000;

/** A page of what falls into the times, newest first; a total is given unless `use_has_next` asks for less. */
export function page<Row extends { modified: string }>(
  all: readonly Row[],
  params: Params,
  fields: string,
): { rows: object[]; count: object } {
  const size = Number(params['page_size'] ?? 40);
  const number = Number(params['page_no'] ?? 1);
  if (!(size >= 1 && size <= 100)) throw invalid('page_size');
  if (!(number >= 1)) throw invalid('page_no');
  const rows = all.slice((number - 1) * size, number * size).map((row) => only({ ...row }, fields));
  const hasNext = params['use_has_next'] === 'true';
  return { rows, count: hasNext ? { has_next: all.length > number * size } : { total_results: all.length } };
}

export function changedIn<Row extends { modified: string }>(rows: Iterable<Row>, params: Params): Row[] {
  const [start, end] = [need(params, 'start_modified'), need(params, 'end_modified')];
  if (Number.isNaN(moment(start))) throw invalid('start_modified');
  if (!(moment(end) >= moment(start) && moment(end) - moment(start) <= DAY)) throw invalid('end_modified');
  return [...rows].filter(({ modified }) => modified >= start && modified <= end).sort(newestFirst);
}

const newestFirst = (a: { modified: string }, b: { modified: string }) =>
  a.modified === b.modified ? 0 : a.modified < b.modified ? 1 : -1;

function find(shop: Shop, params: Params): SimTrade {
  const trade = shop.trades.get(need(params, 'tid'));
  if (!trade) throw remote('isv.trade-not-exist');
  return trade;
}

/** What was laid ready comes in that order to whoever reads from the end. */
function listed(shop: Shop, params: Params): SimTrade[] {
  const laid = new Set(shop.laid.map(({ tid }) => tid));
  const others = changedIn(shop.trades.values(), params).filter(({ tid }) => !laid.has(tid));
  return [...shop.laid.toReversed(), ...others];
}

export const trades: Readonly<Record<string, Method>> = {
  'taobao.trades.sold.increment.get': (params, shop) => {
    const { rows, count } = page(listed(shop, params), params, need(params, 'fields'));
    return { ...count, ...(rows.length > 0 && { trades: { trade: rows } }) };
  },
  'taobao.trades.sold.get': (params, shop) => {
    const all = [...shop.trades.values()].filter(
      ({ created, status }) =>
        created >= need(params, 'start_created') &&
        created <= need(params, 'end_created') &&
        (!params['status'] || status === params['status']),
    );
    const { rows, count } = page(all.sort(newestFirst), params, need(params, 'fields'));
    return { ...count, ...(rows.length > 0 && { trades: { trade: rows } }) };
  },
  'taobao.trade.fullinfo.get': (params, shop) => ({ trade: only({ ...find(shop, params) }, need(params, 'fields')) }),
  'taobao.trade.close': (params, shop) => {
    const trade = find(shop, params);
    need(params, 'close_reason');
    if (trade.status !== 'WAIT_BUYER_PAY') throw remote('isv.trade-status-invalid');
    const { modified } = shop.change(trade.tid, { status: 'TRADE_CLOSED_BY_TAOBAO' }, 'taobao_trade_TradeClose');
    return { trade: { tid: trade.tid, modified } };
  },
  'taobao.top.oaid.decrypt': (params, shop) => {
    const asked = JSON.parse(need(params, 'query_list')) as { oaid: string; tid: string }[];
    if (asked.length > 20) throw invalid('query_list');
    const receiver = asked.flatMap(({ oaid, tid }) => {
      const found = shop.receivers.get(oaid);
      return found ? { oaid, tid, ...found } : [];
    });
    return { receiver_list: { receiver } };
  },
  'taobao.logistics.offline.send': (params, shop) => {
    const trade = find(shop, params);
    need(params, 'out_sid');
    need(params, 'company_code');
    if (!['WAIT_SELLER_SEND_GOODS', 'SELLER_CONSIGNED_PART'].includes(trade.status))
      throw remote('isv.logistics-offline-service-error:B04', 'the trade cannot be sent');
    const split = params['is_split'] === '1';
    const named = params['sub_tid']?.split(',') ?? [];
    if (split && (named.length === 0 || named.length > 50)) throw invalid('sub_tid');
    const lines = trade.orders.order.filter(({ oid }) => !split || named.includes(oid));
    if (split && lines.length !== named.length) throw invalid('sub_tid');
    if (lines.some(({ status }) => status !== 'WAIT_SELLER_SEND_GOODS'))
      throw remote('isv.logistics-offline-service-error:S01', 'a line was sent before');
    for (const line of lines)
      Object.assign(line, {
        status: 'WAIT_BUYER_CONFIRM_GOODS',
        invoice_no: params['out_sid'],
        logistics_company: params['company_code'],
      });
    const all = trade.orders.order.every(({ status }) => status !== 'WAIT_SELLER_SEND_GOODS');
    trade.status = all ? 'WAIT_BUYER_CONFIRM_GOODS' : 'SELLER_CONSIGNED_PART';
    trade.consign_time = trade.modified = shop.time();
    shop.tell('taobao_trade_TradeSellerShip', { tid: trade.tid });
    return { shipping: { is_success: true } };
  },
};
