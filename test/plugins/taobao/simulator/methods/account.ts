import { invalid, remote } from '../errors.js';
import { only } from '../wire.js';
import { need, type Method } from './method.js';
import { changedIn, page } from './trades.js';

export const account: Readonly<Record<string, Method>> = {
  'taobao.user.seller.get': (params, shop) => ({
    user: only({ user_id: '2231958349', nick: shop.nick, status: 'normal' }, need(params, 'fields')),
  }),
  'taobao.refunds.receive.get': (params, shop) => {
    const { rows, count } = page(changedIn(shop.refunds.values(), params), params, need(params, 'fields'));
    return { ...count, ...(rows.length > 0 && { refunds: { refund: rows } }) };
  },
  'taobao.refund.get': (params, shop) => {
    const refund = shop.refunds.get(need(params, 'refund_id'));
    if (!refund) throw remote('isv.refund-not-exist');
    return { refund: only({ ...refund }, need(params, 'fields')) };
  },
  'taobao.tmc.user.permit': (params, shop) => {
    shop.topics.clear();
    for (const topic of need(params, 'topics').split(',')) shop.topics.add(topic);
    return { is_success: true };
  },
  'taobao.tmc.user.get': (params, shop) => {
    need(params, 'nick');
    return shop.topics.size > 0 ? { tmc_user: { user_nick: shop.nick, topics: { string: [...shop.topics] } } } : {};
  },
  'taobao.tmc.user.cancel': (_params, shop) => {
    shop.topics.clear();
    return { is_success: true };
  },
  'taobao.tmc.messages.consume': (params, shop) => {
    const quantity = Number(params['quantity'] ?? 100);
    if (!(quantity >= 10 && quantity <= 200)) throw invalid('quantity');
    const given = shop
      .consume(quantity)
      .map(({ id, topic, content }) => ({ id, topic, content, user_nick: shop.nick }));
    return given.length > 0 ? { messages: { tmc_message: given } } : {};
  },
  'taobao.tmc.messages.confirm': (params, shop) => {
    const ids = need(params, 's_message_ids').split(',');
    if (ids.length > 200) throw invalid('s_message_ids');
    shop.confirm(ids);
    return { is_success: true };
  },
};
