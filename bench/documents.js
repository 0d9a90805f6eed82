const PRODUCT = `id name description industry unit scale priceFen photoUrls freshenedAt createdAt stock { available }
  producer { id displayName ... on Household { village { name township { name } } } }`;

export const LIST = `query($after: String) { products(first: 50, after: $after) { edges { node { ${PRODUCT} } } } }`;

export const SINGLE = `query($id: ID!) { product(id: $id) { ${PRODUCT} } }`;

export const ORDER_PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) {
  order { id number status totalFen lines { product { id name } quantity { value unit } amountFen } reservation { expiresAt } }
  userErrors { code field message } } }`;

const stock = (operation) => `mutation($input: Stock${operation}Input!) { stock${operation}(input: $input) {
  stockItem { onHand } userErrors { code } } }`;

export const STOCK_RECEIVE = stock('Receive');
export const STOCK_COUNT = stock('Count');

export const globalId = (type, key) => Buffer.from(`${type}:${key}`).toString('base64url');

/** The cursor of a list of products after the one with this key. */
export const cursorAfter = (key) => Buffer.from(JSON.stringify([key])).toString('base64url');

export const orderInput = (idempotencyKey, product, quantity = '1') => ({
  input: {
    idempotencyKey,
    channel: 'direct',
    buyer: { name: '张三', phone: '13800138000' },
    lines: [{ productId: globalId('Product', product), quantity }],
  },
});
