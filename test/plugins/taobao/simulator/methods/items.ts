import { invalid, remote } from '../errors.js';
import type { Shop, SimItem } from '../shop.js';
import { only } from '../wire.js';
import { need, type Method, type Params } from './method.js';

function find(shop: Shop, params: Params, name = 'num_iid'): SimItem {
  const item = shop.items.get(need(params, name));
  if (!item) throw remote('isv.item-not-exist:invalid-numiid-or-iid');
  return item;
}

const whole = (text: string, name: string): number => {
  if (!/^\d+$/.test(text)) throw invalid(name);
  return Number(text);
};

/** Type 1 sets a quantity, 2 steps it, and never goes below none. */
const changed = (was: number, given: number, type = '1'): number => (type === '2' ? Math.max(0, was + given) : given);

/** What stands in an `<itemSchema>`. */
export function fieldsOf(schema: string): Record<string, string> {
  if (!/^<itemSchema>.*<\/itemSchema>$/s.test(schema)) throw invalid('schema');
  const found = schema.matchAll(/<field id="([^"]+)"[^>]*><value>([^<]*)<\/value><\/field>/g);
  const text = (value: string) =>
    value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return Object.fromEntries([...found].map(([, id, value]) => [id!, text(value!)]));
}

export const items: Readonly<Record<string, Method>> = {
  'taobao.skus.quantity.update': (params, shop) => {
    const item = find(shop, params);
    const pairs = need(params, 'skuid_quantities').split(';');
    if (pairs.length > 20) throw invalid('skuid_quantities');
    const told = pairs.map((pair) => {
      const [id, quantity] = pair.split(':');
      const sku = item.skus.find(({ sku_id }) => sku_id === id);
      if (!sku) throw remote('isv.invalid-sku-id');
      return { sku, quantity: whole(quantity ?? '', 'skuid_quantities') };
    });
    for (const { sku, quantity } of told) sku.quantity = changed(sku.quantity, quantity, params['type']);
    item.num = item.skus.reduce((sum, { quantity }) => sum + quantity, 0);
    return { item: { num_iid: item.num_iid, num: item.num, modified: shop.time() } };
  },
  'taobao.item.quantity.update': (params, shop) => {
    const item = find(shop, params);
    item.num = changed(item.num, whole(need(params, 'quantity'), 'quantity'), params['type']);
    return { item: { num_iid: item.num_iid, num: item.num, modified: shop.time() } };
  },
  'taobao.skus.custom.get': (params, shop) => {
    const sku = [...shop.items.values()].flatMap(({ num_iid, skus }) =>
      skus.filter(({ outer_id }) => outer_id === need(params, 'outer_id')).map((one) => ({ ...one, num_iid })),
    );
    return sku.length > 0 ? { skus: { sku } } : {};
  },
  'taobao.items.custom.get': (params, shop) => {
    const item = [...shop.items.values()]
      .filter(({ outer_id }) => outer_id === need(params, 'outer_id'))
      .map((one) => only({ ...one }, need(params, 'fields')));
    return item.length > 0 ? { items: { item } } : {};
  },
  'taobao.item.skus.get': (params, shop) => {
    const ids = need(params, 'num_iids').split(',');
    if (ids.length > 40) throw invalid('num_iids');
    const sku = ids.flatMap((id) => shop.items.get(id)?.skus.map((one) => ({ ...one, num_iid: id })) ?? []);
    return sku.length > 0 ? { skus: { sku } } : {};
  },
  'taobao.items.onsale.get': (params, shop) => {
    const [size, number] = [Number(params['page_size'] ?? 40), Number(params['page_no'] ?? 1)];
    const all = [...shop.items.values()].filter(({ approve_status }) => approve_status === 'onsale');
    const item = all.slice((number - 1) * size, number * size).map((one) => only({ ...one }, need(params, 'fields')));
    return { total_results: all.length, ...(item.length > 0 && { items: { item } }) };
  },
  'taobao.item.update.listing': (params, shop) => {
    const item = find(shop, params);
    const num = whole(need(params, 'num'), 'num');
    if (num < 1) throw remote('isv.item-listing-service-error:NUM_INVALID');
    Object.assign(item, { num, approve_status: 'onsale' });
    return { item: { num_iid: item.num_iid, modified: shop.time() } };
  },
  'taobao.item.update.delisting': (params, shop) => {
    const item = find(shop, params);
    item.approve_status = 'instock';
    return { item: { num_iid: item.num_iid, modified: shop.time() } };
  },
  'alibaba.item.publish.submit': (params, shop) => {
    if (!['taobao', 'tmall'].includes(need(params, 'market'))) throw invalid('market');
    const schema = need(params, 'schema');
    const { title, price, quantity, outerId } = fieldsOf(schema);
    if (!title) throw remote('isv.item-add-service-error:TITLE_REQUIRED');
    if (!/^\d+\.\d\d$/.test(price ?? '')) throw remote('isv.item-add-service-error:PRICE_INVALID');
    const item = shop.item({
      title,
      price: price!,
      num: whole(quantity ?? '', 'quantity'),
      outer_id: outerId,
      published: { cat_id: need(params, 'cat_id'), schema },
    });
    return { item_id: item.num_iid, market: params['market'], create_time: shop.time() };
  },
  'alibaba.item.edit.fastupdate': (params, shop) => {
    const item = find(shop, params, 'item_id');
    const { title, price } = fieldsOf(need(params, 'schema'));
    Object.assign(item, title && { title }, price && { price });
    return { item_id: item.num_iid, update_time: shop.time() };
  },
};
