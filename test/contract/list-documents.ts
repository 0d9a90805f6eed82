import { globalId } from '../../src/platform/graphql/index.js';
import { TRACED } from './full-circulation.js';
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
const CONNECTION = `id code name state settings secrets { path set } plugin { id } permissions health { status messagesHeld deliveriesDead connection { code } }`;
/** The first of the county's alliances: they are numbered from 1. */
const FIRST_ALLIANCE = Buffer.from('ProducerAlliance:1').toString('base64url');
const BATCH_BELOW = `label { link } producers { quantity producer { displayName } } inputs { batch { code } } outputs { batch { code } } stock { quantity site { code } }
  steps { step site { code } from { code } } inputUses { name intervalEndsOn } inspections { number results { item } } certificates { number promisor maskedContact }
  events(first: 2) { nodes { id eventId document } pageInfo { hasNextPage } totalCount }`;
const nodes = (fields: string) => `{ nodes { ${fields} } edges { cursor } pageInfo { hasNextPage } totalCount }`;

const SLOTS = 'code level available product { id name }';
const KIOSK = `id online channel owner { kind name } locks { reason } journal { epoch } site { ${SITE} } slots { ${SLOTS} } commands { kind state } devices { code active }`;

/** Every list of the graph that is a page or has many things below it, asked for with all that can be below it. */
export const PAGES: Record<string, (first: number) => string> = {
  'Query.products': (first) => `{ list: products(first: ${first}) ${nodes(PRODUCT)} }`,
  'Query.households': (first) =>
    `{ list: households(first: ${first}) ${nodes(`id displayName householdNo maskedPhone helper village { ${PLACE} ${FORMER} } assistedEntries { at action fields }`)} }`,
  'Query.shops': (first) => `{ list: shops(first: ${first}) ${nodes(SHOP)} }`,
  'Query.stockItems': (first) =>
    `{ list: stockItems(first: ${first}) ${nodes(`id onHand version movements(first: 5) { kind at } site { ${SITE} } product { ${PRODUCT} }`)} }`,
  'Query.orders': (first) =>
    `{ list: orders(first: ${first}) ${nodes(`id number status priceShares { party amountFen } buyer { maskedName } channel { code externalId } payments { kind } refunds { number state payment { transactionId } } parcels { carrier site { code } lines { productName site { code } product { name } } } reservation { expiresAt } returns { kind refundFen } allocations { lineNo alliance { name product { name } } shares { quantity place { name } reason { free } } } pickUpShop { ${SHOP} } visitVillage { name } lines { lineNo quantity { value } site { code place { name } } product { name stock { available } brand { name } producer { displayName } listings { sites { code } } } }`)} }`,
  'Query.disputes': (first) =>
    `{ list: disputes(first: ${first}) ${nodes('id code message facts { name value } state order { number lines { productName } refunds { state } }')} }`,
  'Query.refunds': (first) =>
    `{ list: refunds(first: ${first}) ${nodes('id number state payment { transactionId } order { number lines { productName } }')} }`,
  'Query.pickingExperiences': (first) =>
    `{ list: pickingExperiences(first: ${first}) ${nodes(`id name freePlaces(on: "${DAY}") village { ${PLACE} } shop { ${SHOP} }`)} }`,
  'Query.pickingBookings': (first) =>
    `{ list: pickingBookings(first: ${first}) ${nodes(`id day contact { maskedName } experience { name village { ${PLACE} } shop { ${SHOP} } }`)} }`,
  'Query.events': (first) =>
    `{ list: events(first: ${first}, kinds: [PRODUCT]) { nodes { cursor kind node { id ... on Product { ${PRODUCT} } } } edges { cursor } pageInfo { hasNextPage } } }`,
  'Query.keptLines': (first) =>
    `{ list: keptLines(first: ${first}) ${nodes(`id reason receipt state site { ${SITE} } order { number }`)} }`,
  'Query.counterDeclarations': (first) =>
    `{ list: counterDeclarations(first: ${first}) ${nodes(`declaredFen bookedFen keptBackFen site { ${SITE} } differences { __typename }`)} }`,
  'Query.concessionTerms': (first) =>
    `{ list: concessionTerms(first: ${first}, siteCode: "COUNTER-F1") ${nodes(`id rateBp site { ${SITE} }`)} }`,
  'Query.payoutRuns': (first) =>
    `{ list: payoutRuns(first: ${first}) ${nodes(`id number state place { ${PLACE} } payouts(first: 5) ${nodes(`amountFen producer { displayName village { ${PLACE} } }`)}`)} }`,
  'Query.marketQuotes': (first) => `{ list: marketQuotes(first: ${first}) ${nodes('id goods market priceFen')} }`,
  'Query.plannedOutputs': (first) =>
    `{ list: plannedOutputs(first: ${first}) ${nodes(`id goods quantity { value } producer { displayName village { ${PLACE} } }`)} }`,
  'Query.scaleWarnings': (first) =>
    `{ list: scaleWarnings(first: ${first}) ${nodes(`id goods over { value } village { ${PLACE} }`)} }`,
  'Query.expansionPlans': (first) =>
    `{ list: expansionPlans(first: ${first}) ${nodes(`id state quantity { value } producer { displayName } product { ${LESS} }`)} }`,
  'Query.batches': (first) =>
    `{ list: batches(first: ${first}) ${nodes(`id code state ${BATCH_BELOW} place { ${PLACE} } site { ${SITE} } brand { name } product { ${LESS} }`)} }`,
  'Query.traceEvents': (first) =>
    `{ list: traceEvents(batch: "${TRACED}", first: ${first}) ${nodes('id eventId type bizStep hash leaf document proof')} }`,
  'Query.collectionRounds': (first) =>
    `{ list: collectionRounds(first: ${first}) ${nodes(`id state opensAt site { ${SITE} }`)} }`,
  'Query.collectionReceipts': (first) =>
    `{ list: collectionReceipts(first: ${first}) ${nodes(`id number net batch { code product { name } } producer { displayName } round { state } site { ${SITE} }`)} }`,
  'Query.villagesWithoutOfficer': (first) =>
    `{ list: villagesWithoutOfficer(first: ${first}) ${nodes('code name infoOfficer { displayName } township { name }')} }`,
  'Query.producerAlliances': (first) =>
    `{ list: producerAlliances(first: ${first}) ${nodes(`id name portion { value } site { ${SITE} } product { ${LESS} }`)} }`,
  'Query.allianceMembers': (first) =>
    `{ list: allianceMembers(first: ${first}, allianceId: "${FIRST_ALLIANCE}") ${nodes(`id sold producer { displayName } product { ${LESS} }`)} }`,
  'Query.inspections': (first) =>
    `{ list: inspections(first: ${first}) ${nodes('id number client publication results { item verdict } limits { code values { item } } corrects { number } batch { code product { name } }')} }`,
  'Query.limitTables': (first) =>
    `{ list: limitTables(first: ${first}) ${nodes('id code version values { item most }')} }`,
  'Query.operatorPledges': (first) =>
    `{ list: operatorPledges(first: ${first}) ${nodes('id grade breaches { severity } producer { displayName } site { code }')} }`,
  'Query.brandLicences': (first) =>
    `{ list: brandLicences(first: ${first}) ${nodes('id brand { name } producer { displayName }')} }`,
  'Query.heritageMarks': (first) =>
    `{ list: heritageMarks(first: ${first}) ${nodes('id name producer { displayName }')} }`,
  'Query.stories': (first) => `{ list: stories(first: ${first}) ${nodes('id title brand { name } village { name }')} }`,
  'Query.sites': (first) => `{ list: sites(first: ${first}) ${nodes(SITE)} }`,
  'Query.nearestShops': (first) =>
    `{ list: nearestShops(first: ${first}, point: { latitude: 33.4, longitude: 117.3 }) { distanceM shop { ${SHOP} } } }`,
  'Query.connections': (first) => `{ list: connections(first: ${first}) ${nodes(CONNECTION)} }`,
  'Query.inboxMessages': (first) =>
    `{ list: inboxMessages(first: ${first}) ${nodes('id type state code attempts results { command status } connection { code name }')} }`,
  'Query.deliveries': (first) =>
    `{ list: deliveries(first: ${first}) ${nodes('id event subject state attempts connection { code name }')} }`,
  'Query.channelDifferences': (first) =>
    `{ list: channelDifferences(first: ${first}) ${nodes('kind externalId code ours theirs connection { code }')} }`,
  'Query.channelLinks': (first) =>
    `{ list: channelLinks(first: ${first}, connectionId: "${globalId('ChannelConnection', 'shop-1')}") ${nodes('kind externalId connection { code } thing { id ... on Product { name } }')} }`,
  'Query.kiosks': (first) => `{ list: kiosks(first: ${first}) ${nodes(KIOSK)} }`,
  'Query.counters': (first) => `{ list: counters(first: ${first}) ${nodes(`id owner { name } site { ${SITE} }`)} }`,
  'Query.vends': (first) =>
    `{ list: vends(first: ${first}) ${nodes(`id state slot { ${SLOTS} } order { id number lines { lineNo } }`)} }`,
  'Query.outletAlerts': (first) => `{ list: outletAlerts(first: ${first}) ${nodes(`id kind facts site { ${SITE} }`)} }`,
  'Query.auditReports': (first) =>
    `{ list: auditReports(first: ${first}) ${nodes(`id state kiosk { ${KIOSK} } lines { slot differenceCount }`)} }`,
  'Query.treeHeads': (first) => `{ list: treeHeads(first: ${first}) ${nodes('size rootHash signedAt note')} }`,
  'Showcase.shops': (first) =>
    `{ county { list: showcases { code shops(first: ${first}) { name services openingHours { weekday } place { ${PLACE} } site { code } deliveryArea { kind polygon { latitude } } } } } }`,
};

/** Lists without a page: 5 classes, 8 halls, 8 brands, 12 townships with 229 villages. Their statements go by the levels asked for. */
export const BOUNDED: Record<string, [query: string, most: number]> = {
  'Query.industryHalls': [`{ industryHalls { name products(first: 2) ${nodes(LESS)} } }`, 9],
  'Query.brands': [`{ brands { name products(first: 2) ${nodes(LESS)} } }`, 9],
  'Query.monitoring': [`{ monitoring(from: "2026-01-01", until: "2026-12-31") { class batches } }`, 1],
  'Query.nodes': ['', 12],
  // Of the first counter there is: its global id.
  'Query.counterDays': [
    `{ counterDays(counterId: "Q291bnRlcjox", from: "2026-01-01", to: "2026-02-28") { day takingsFen stock { productName closing } } }`,
    3,
  ],
  'Query.channelPlugins': [`{ channelPlugins { id version settingsSchema } }`, 1],
  'Query.channelHealth': [`{ channelHealth { status connection { code plugin { id } } } }`, 3],
  'Query.wechatTemplates': [`{ wechatTemplates { message templateId } }`, 1],
  'County.townships': [
    `{ county { townships { name formerCodes { code } villages { code category formerCodes { code } township { name } } } } }`,
    8,
  ],
  'IncomeReport.rows': [
    '{ incomeReport(placeCode: "340323", year: 2026) { totalFen rows { place { name } incomeFen } } }',
    3,
  ],
  'Query.logKeys': ['{ logKeys { verifierKey } }', 1],
  'Query.targets': ['{ targets(countyCode: "340323", year: 2026) { kind targetCount actualCount actualFen } }', 3],
  'Query.auditBreaches': ['{ auditBreaches { rule subject } }', 1],
  'Query.ledgerBalances': ['{ ledgerBalances { kind balanceFen } }', 1],
  'County.showcases': [`{ county { showcases { name place { name } shops(first: 2) { name } } } }`, 5],
};

/** Lists that come with the row they belong to, asked for in the documents above. */
export const BELOW = [
  'AuditReport.lines',
  'Batch.certificates',
  'Batch.events',
  'Batch.inputUses',
  'Batch.inputs',
  'Batch.inspections',
  'Batch.outputs',
  'Batch.producers',
  'Batch.steps',
  'Batch.stock',
  'BatchReach.made',
  'BatchReach.orders',
  'BatchReach.origins',
  'BatchReach.producers',
  'BatchReach.sites',
  'BatchTransfer.lines',
  'Brand.products',
  'ConcessionStatement.rates',
  'CounterDay.stock',
  'CounterDeclaration.differences',
  'DeliveryArea.polygon',
  'Dispute.facts',
  'Household.assistedEntries',
  'InboxMessage.results',
  'IndustryHall.products',
  'Inspection.results',
  'JournalReceipt.missing',
  'JournalReceipt.results',
  'Kiosk.commands',
  'Kiosk.devices',
  'Kiosk.locks',
  'Kiosk.slots',
  'LimitTable.values',
  'Listing.sites',
  'OperatorPledge.breaches',
  'Order.allocations',
  'Order.lines',
  'Order.parcels',
  'Order.payments',
  'Order.priceShares',
  'Order.refunds',
  'Order.returns',
  'OrderAllocation.shares',
  'OrderParcel.lines',
  'PayoutRun.payouts',
  'Product.listings',
  'Product.priceShares',
  'SharePlan.channelFees',
  'Shop.openingHours',
  'Statement.lines',
  'StockItem.movements',
  'Township.formerCodes',
  'Township.villages',
  // Counted in test/domains/trace/way/statements.test.ts: a trace is no list.
  'Trace.certificates',
  'Trace.inputUses',
  'Trace.inspections',
  'Trace.made',
  'Trace.origins',
  'Trace.priceShares',
  'Trace.producers',
  'Trace.sites',
  'Trace.steps',
  'Village.formerCodes',
];
