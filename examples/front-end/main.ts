import { run, say } from '../settings.js';
import { Storefront, yuan } from './storefront.js';

/** The buyer stands at the county seat, and reads the position from a phone's GPS. */
const HERE = { latitude: 33.32, longitude: 117.31 };
const BUYER = { name: '李明', phone: '13800138000', address: '固镇县谷阳镇黄园街1号' };

/** A visitor's way through the shop: look around, find a shop near by, order, and learn what cannot be had. */
await run(async () => {
  const store = new Storefront();

  const county = await store.county();
  const poor = county.townships.flatMap(({ villages }) => villages);
  say(`${county.name} (${county.code}): ${county.townships.length} townships, ${poor.length} poor villages`);

  const found = await store.search('花生');
  say(`花生: ${found.length} products on the first page`);
  for (const { name, priceFen, unit, producer, stock } of found.slice(0, 3)) {
    say(
      `  ${name}  ${yuan(priceFen)}/${unit}  ${producer.displayName}, ${producer.village.name}  ${stock.available} left`,
    );
  }

  const shops = await store.nearest(HERE);
  for (const { distanceM, shop } of shops)
    say(`${String(distanceM).padStart(6)} m  ${shop.name}  ${shop.openNow ? 'open' : 'closed'}`);

  const product = found.find(({ stock }) => Number(stock.available) >= 1);
  const shop = shops[0]?.shop;
  if (!product || !shop) throw new Error('the county has nothing to sell, or nowhere to fetch it: is this the demo?');

  const order = await store.order({ product, quantity: '1', buyer: BUYER, here: HERE, pickUpShopId: shop.id });
  say(
    `order ${order.number}: ${order.kind}, ${yuan(order.totalFen)}, held until ${order.reservation?.expiresAt ?? 'paid'}`,
  );

  const refused = await store.tooMuch(product, BUYER, shop.id);
  say(`an order of 1,000,000 is refused: ${refused.code}: ${refused.message}`);
});
