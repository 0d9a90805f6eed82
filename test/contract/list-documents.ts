import { DAY } from './full-county.js';

const PLACE = 'code name ... on Village { category township { code name county { name } } }';
const FORMER = 'code ... on Village { formerCodes { code } township { formerCodes { code } } }';
const SITE = `code name place { ${PLACE} }`;
const PRODUCT = `id name priceShares { party amountFen } unit scale priceFen photoUrls freshness stock { available } village { name township { name } } brand { name }
  listings { channel priceFen sites { ${SITE} } }
  producer { id displayName village { ${PLACE} } ... on Household { category assistedEntries { at action fields } } }`;
const LESS =
  'name stock { available } brand { name } producer { id displayName village { township { name } } } listings { channel sites { code } }';
const SHOP = `id name services openNow openingHours { weekday } place { ${PLACE} } site { ${SITE} } deliveryArea { kind polygon { latitude } } showcase { name place { name } }`;
const nodes = (fields: string) => `{ nodes { ${fields} } edges { cursor } pageInfo { hasNextPage } totalCount }`;

/** Every list of the graph that is a page or has many things below it, asked for with all that can be below it. */
export const PAGES: Record<string, (first: number) => string> = {
  'Query.products': (first) => `{ list: products(first: ${first}) ${nodes(PRODUCT)} }`,
  'Query.households': (first) =>
    `{ list: households(first: ${first}) ${nodes(`id displayName householdNo maskedPhone helper village { ${PLACE} ${FORMER} } assistedEntries { at action fields }`)} }`,
  'Query.shops': (first) => `{ list: shops(first: ${first}) ${nodes(SHOP)} }`,
  'Query.stockItems': (first) =>
    `{ list: stockItems(first: ${first}) ${nodes(`id onHand version movements(first: 5) { kind at } site { ${SITE} } product { ${PRODUCT} }`)} }`,
  'Query.orders': (first) =>
    `{ list: orders(first: ${first}) ${nodes(`id number status priceShares { party amountFen } buyer { maskedName } reservation { expiresAt } returns { kind refundFen } pickUpShop { ${SHOP} } visitVillage { name } lines { lineNo quantity { value } site { code place { name } } product { name stock { available } brand { name } producer { displayName } listings { sites { code } } } }`)} }`,
  'Query.pickingExperiences': (first) =>
    `{ list: pickingExperiences(first: ${first}) ${nodes(`id name freePlaces(on: "${DAY}") village { ${PLACE} } shop { ${SHOP} }`)} }`,
  'Query.pickingBookings': (first) =>
    `{ list: pickingBookings(first: ${first}) ${nodes(`id day contact { maskedName } experience { name village { ${PLACE} } shop { ${SHOP} } }`)} }`,
  'Query.events': (first) =>
    `{ list: events(first: ${first}, kinds: [PRODUCT]) { nodes { cursor kind node { id ... on Product { ${PRODUCT} } } } edges { cursor } pageInfo { hasNextPage } } }`,
  'Query.payoutRuns': (first) =>
    `{ list: payoutRuns(first: ${first}) ${nodes(`id number state place { ${PLACE} } payouts(first: 5) ${nodes(`amountFen producer { displayName village { ${PLACE} } }`)}`)} }`,
  'Query.sites': (first) => `{ list: sites(first: ${first}) ${nodes(SITE)} }`,
  'Query.nearestShops': (first) =>
    `{ list: nearestShops(first: ${first}, point: { latitude: 33.4, longitude: 117.3 }) { distanceM shop { ${SHOP} } } }`,
  'Showcase.shops': (first) =>
    `{ county { list: showcases { code shops(first: ${first}) { name services openingHours { weekday } place { ${PLACE} } site { code } deliveryArea { kind polygon { latitude } } } } } }`,
};

/** Lists without a page: 8 halls, 8 brands, 12 townships with 229 villages. Their statements go by the levels asked for. */
export const BOUNDED: Record<string, [query: string, most: number]> = {
  'Query.industryHalls': [`{ industryHalls { name products(first: 2) ${nodes(LESS)} } }`, 9],
  'Query.brands': [`{ brands { name products(first: 2) ${nodes(LESS)} } }`, 9],
  'Query.nodes': ['', 12],
  'County.townships': [
    `{ county { townships { name formerCodes { code } villages { code category formerCodes { code } township { name } } } } }`,
    8,
  ],
  'IncomeReport.rows': [
    '{ incomeReport(placeCode: "340323", year: 2026) { totalFen rows { place { name } incomeFen } } }',
    3,
  ],
  'Query.auditBreaches': ['{ auditBreaches { rule subject } }', 1],
  'Query.ledgerBalances': ['{ ledgerBalances { kind balanceFen } }', 1],
  'County.showcases': [`{ county { showcases { name place { name } shops(first: 2) { name } } } }`, 5],
};

/** Lists that come with the row they belong to, asked for in the documents above. */
export const BELOW = [
  'Brand.products',
  'DeliveryArea.polygon',
  'Household.assistedEntries',
  'IndustryHall.products',
  'Listing.sites',
  'Order.lines',
  'Order.priceShares',
  'Order.returns',
  'PayoutRun.payouts',
  'Product.listings',
  'Product.priceShares',
  'SharePlan.channelFees',
  'Shop.openingHours',
  'Statement.lines',
  'StockItem.movements',
  'Township.formerCodes',
  'Township.villages',
  'Village.formerCodes',
];
