/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type AllianceDeclareInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  memberId: string | number;
  /** What the member has ready for the alliance in all, promised goods included; 0 takes back the rest. */
  quantity: string;
};

/** How far a share is. */
export type AllocationShareState =
  /** Brought, or given from the own stock. */
  | 'DELIVERED'
  /** To be brought. */
  | 'PROMISED'
  /** No longer needed: the order was cancelled. */
  | 'RELEASED'
  /** Could not be brought: it was given to others. */
  | 'SHORT';

/** A member cannot bring its share: what is missing is given to others. */
export type AllocationShortfallInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** What will not come. */
  missing: string;
  /** Why: 2 to 200 characters. */
  reason: string;
  shareId: string | number;
};

/** What came of a transfer. A batch that is not named came in full. */
export type BatchArriveInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** Batches of which less came than was sent. */
  lines?: Array<BatchQuantityInput>;
  transferId: string | number;
};

/** A field, herd or flock whose inputs are recorded before anything is harvested of it. */
export type BatchBeginInput = {
  /** Left out: the usual class of the product's industry. */
  class?: InspectionClass | null | undefined;
  /** What is expected of it, in the product’s unit. */
  expected: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  productId: string | number;
};

export type BatchHarvestInput = {
  batchId: string | number;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** Of the harvest or slaughter; left out: today. */
  on?: string | null | undefined;
};

/** How a batch came to be. */
export type BatchOrigin =
  /** Taken in from a producer. */
  | 'COLLECTED'
  /** A crop, herd or flock before its harvest, without stock. */
  | 'FIELD'
  /** Packed of batches of the same goods. */
  | 'PACKED'
  /** Made of batches of other goods. */
  | 'PROCESSED';

/** Makes one batch of several at a site: packs the same goods, or processes them into others. */
export type BatchPackInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** 1 to 100, each batch once. */
  inputs: Array<BatchQuantityInput>;
  /** What is made of them; left out: the same product, packed. */
  productId?: string | number | null | undefined;
  /** How much was made; of the same product no more than went in. */
  quantity: string;
  siteCode: string;
};

export type BatchQuantityInput = {
  batchId: string | number;
  quantity: string;
};

export type BatchRecallInput = {
  batchId: string | number;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** Why, as buyers are told: 2 to 200 characters. */
  reason: string;
};

export type BatchSendInput = {
  fromSiteCode: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** 1 to 100, each batch once. */
  lines: Array<BatchQuantityInput>;
  toSiteCode: string;
  /** Such as its plate: at most 60 characters. */
  vehicle?: string | null | undefined;
};

/** Whether its goods may leave. */
export type BatchState =
  /** Failed a test, or an interval was not kept: stopped everywhere. It stays so. */
  | 'FAILED'
  /** Passed the inspection of its class. */
  | 'PASSED'
  /** Not inspected yet: it may be moved and packed, not sent to a buyer. */
  | 'PENDING'
  /** Called back, with all that was made of it. */
  | 'RECALLED';

/** What can happen to a batch, in about its order. */
export type BatchStepKind =
  | 'ARRIVED'
  | 'BEGUN'
  | 'CERTIFIED'
  | 'COLLECTED'
  | 'CORRECTED'
  | 'DISPATCHED'
  | 'HARVESTED'
  | 'INPUT_USED'
  | 'INSPECTED'
  | 'PACKED'
  | 'PROCESSED'
  | 'RECALLED'
  | 'RETURNED'
  | 'SENT'
  | 'SOLD'
  | 'STOPPED'
  | 'STORED'
  | 'WRITTEN_OFF';

/** On its way, or there. */
export type BatchTransferState =
  | 'ARRIVED'
  | 'SENT';

export type BuyerInput = {
  /** Stored encrypted, shown masked. */
  name: string;
  /** A mobile number of 11 digits; stored encrypted, shown masked. */
  phone: string;
};

/** Why a Catalogue mutation was refused. */
export type CatalogueErrorCode =
  /** A channel is named by 2 to 40 lower-case letters, digits or hyphens */
  | 'BAD_CHANNEL'
  /** The credit code is not valid */
  | 'BAD_CREDIT_CODE'
  /** A description has at most 2000 characters */
  | 'BAD_DESCRIPTION'
  /** A name has 1 to 60 characters */
  | 'BAD_NAME'
  /** The phone number is not valid */
  | 'BAD_PHONE'
  /** Photos are https addresses, at most 9 */
  | 'BAD_PHOTO_URL'
  /** A price is a whole number of fen above zero */
  | 'BAD_PRICE'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** This credit code is registered already */
  | 'DUPLICATE_CREDIT_CODE'
  /** This producer already has a product of this name */
  | 'DUPLICATE_NAME'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** To be sold as “{brand}” it needs a batch that was collected, passed its test and carries the brand */
  | 'NOT_UNIFIED'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** Somebody else has changed the product: read it again */
  | 'STALE'
  /** There is no such brand */
  | 'UNKNOWN_BRAND'
  /** There is no site {site} */
  | 'UNKNOWN_SITE';

/** What the promise rests on: a test, quality control of one’s own, or one’s word alone. */
export type CertificateBasis =
  | 'INTERNAL_CONTROL'
  | 'SELF_PROMISE'
  | 'TEST';

/** A promise by the rule of 2026 (农业农村部令 2025 第 4 号), of one batch. */
export type CertificateIssueInput = {
  basis: CertificateBasis;
  batchId: string | number;
  /** How to reach them. It is sealed; staff of the region see it masked. */
  contact?: string | null | undefined;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** For a test: the passed report, of this batch or one it was made of. It must name every drug used. */
  inspectionId?: string | number | null | undefined;
  /** Who promises: 2 to 60 characters. */
  promisor: string;
};

/** How far a connection is. */
export type ChannelConnectionState =
  /** It works. */
  | 'ACTIVE'
  /** Its settings were never tried, or were changed since. */
  | 'CREATED'
  /** It was switched off: nothing goes in or out. */
  | 'INACTIVE'
  /** The remote side refuses the account: nothing goes out until it is verified again. */
  | 'SUSPENDED'
  /** The remote side took its settings. */
  | 'VERIFIED';

/** How far a delivery is. */
export type ChannelDeliveryState =
  /** A dead letter: trying again cannot help, or was given up. See `deliveryReplay`. */
  | 'DEAD'
  /** The remote side has it. */
  | 'DONE'
  /** A newer one says all that it would have said. */
  | 'DROPPED'
  /** Not tried yet. */
  | 'PENDING'
  /** Tried, and tried again by itself. */
  | 'RETRY'
  /** At work. */
  | 'SENDING';

/** Why a Channel mutation was refused. */
export type ChannelErrorCode =
  /** A connection has a code of 2 to 40 lower-case letters, digits or hyphens, beginning with a letter, and not direct */
  | 'BAD_CODE'
  /** A token holds for 1 to 365 days */
  | 'BAD_DAYS'
  /** A name has 1 to 60 characters */
  | 'BAD_NAME'
  /** A reason of 5 to 200 characters is required */
  | 'BAD_REASON'
  /** {problem} */
  | 'BAD_SETTING'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** There is a connection {code} already */
  | 'DUPLICATE_CODE'
  /** {expectedEn} */
  | 'INVALID'
  /** It is {state}: this cannot be done */
  | 'INVALID_STATE'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** One of the two is linked with another already */
  | 'LINK_TAKEN'
  /** The plug-in does not declare the permission {permission} */
  | 'NOT_DECLARED'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** This connection cannot be started: {problem} */
  | 'NOT_STARTED'
  /** The remote side does not take these settings: {problem} */
  | 'NOT_VERIFIED'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** The remote side did not answer as it should: {problem} */
  | 'REMOTE_FAILED'
  /** Somebody else has changed the connection: read it again */
  | 'STALE'
  /** There is no such kind of link */
  | 'UNKNOWN_KIND'
  /** There is no plug-in {plugin} here */
  | 'UNKNOWN_PLUGIN';

/** What a delivery tells of. */
export type ChannelEvent =
  | 'ORDER'
  | 'PRODUCT'
  | 'REFUND'
  | 'STOCK'
  | 'TERMINAL';

/** How a connection does. */
export type ChannelHealthStatus =
  | 'DEGRADED'
  | 'DOWN'
  | 'OK'
  /** The remote side refuses the account: mend its settings and verify it. */
  | 'UNAUTHORISED'
  /** It does not work, or was not looked at yet. */
  | 'UNKNOWN';

export type ChannelLinkInput = {
  connectionId: string | number;
  /** Their id. */
  externalId: string;
  /** Our id of the same thing. */
  id: string | number;
  /** Such as `product`, `sku` or `order`. */
  kind: string;
};

/** Why a Circulation mutation was refused. */
export type CirculationErrorCode =
  /** This line is allocated already */
  | 'ALREADY_ALLOCATED'
  /** The transfer has arrived already */
  | 'ALREADY_ARRIVED'
  /** The batch is harvested already */
  | 'ALREADY_HARVESTED'
  /** The receipt is paid already */
  | 'ALREADY_PAID'
  /** This product is not inspected as that class */
  | 'BAD_CLASS'
  /** A price is a whole number of fen above zero */
  | 'BAD_PRICE'
  /** Bad quantity: {expectedEn} */
  | 'BAD_QUANTITY'
  /** Expected {least} to {most} characters */
  | 'BAD_TEXT'
  /** Bad time: {expectedEn} */
  | 'BAD_TIME'
  /** Batch {batch} is stopped */
  | 'BATCH_STOPPED'
  /** {promised} is promised to orders: it cannot go below that */
  | 'BELOW_PROMISED'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** Batch {batch} has no conformity certificate of its own */
  | 'CERTIFICATE_MISSING'
  /** The product already has an alliance */
  | 'DUPLICATE_ALLIANCE'
  /** The product or its producer is a member already */
  | 'DUPLICATE_MEMBER'
  /** This carrier already has a parcel of that number */
  | 'DUPLICATE_PARCEL'
  /** The point already has a round at that time */
  | 'DUPLICATE_ROUND'
  /** Only {available} is available */
  | 'INSUFFICIENT_STOCK'
  /** The interval of “{input}” is still running: {action} is allowed from {endsOn} */
  | 'INTERVAL_RUNNING'
  /** {expectedEn} */
  | 'INVALID'
  /** It is {state}: this cannot be done */
  | 'INVALID_STATE'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** {promised} of what is lost is promised to orders: cancel or re-allocate them first */
  | 'LOSS_IS_PROMISED'
  /** Only {input} went in: packing cannot make more of it */
  | 'MORE_THAN_PACKED'
  /** Only {open} of the share is still to come */
  | 'MORE_THAN_PROMISED'
  /** The product of line {line} has no alliance */
  | 'NOT_AN_ALLIANCE'
  /** Expected an active account with the role of information officer in this village */
  | 'NOT_AN_OFFICER'
  /** This batch is no field, herd or flock */
  | 'NOT_A_FIELD'
  /** This site takes no goods in */
  | 'NOT_A_POINT'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** The batch is not harvested yet */
  | 'NOT_HARVESTED'
  /** {missing} of “{product}” has not passed the inspection of its class and may not leave */
  | 'NOT_INSPECTED'
  /** Packing takes batches of one product and class */
  | 'NOT_SAME_GOODS'
  /** To be sold as “{brand}” it needs a batch that was collected, passed its test and carries the brand */
  | 'NOT_UNIFIED'
  /** The household is not willing to take part */
  | 'NOT_WILLING'
  /** A field, herd or flock has no stock */
  | 'NO_GOODS'
  /** The village has no information officer yet */
  | 'NO_OFFICER'
  /** This officer serves another village */
  | 'OFFICER_ELSEWHERE'
  /** Batch {batch} is still on its way */
  | 'ON_THE_WAY'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** The round is {state} */
  | 'ROUND_NOT_OPEN'
  /** From and to are the same site */
  | 'SAME_SITE'
  /** Members have not brought all of their shares of the order yet */
  | 'SHARES_OPEN'
  /** Expected 1 to {most} of them */
  | 'TOO_MANY_LINES'
  /** The same one is there twice */
  | 'TWICE'
  /** The transfer has no such batch */
  | 'UNKNOWN_LINE'
  /** The product is not of this producer */
  | 'WRONG_PRODUCER'
  /** The units differ */
  | 'WRONG_UNIT';

export type CollectionPayInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** How it was paid, such as `cash` or `bank`: 2 to 40 characters. */
  method: string;
  receiptId: string | number;
};

/** A weekly time at a collection point, by its weekday and opening. */
export type CollectionPlanSetInput = {
  /** False: no more rounds are made of it. */
  active?: boolean;
  /** Time in China, later than it opens. */
  closes: string;
  /** Time in China, such as `08:30`. */
  opens: string;
  siteCode: string;
  /** 1 is Monday, 7 Sunday. */
  weekday: number;
};

/** Goods that a producer brings to a point: weighed, graded, priced. */
export type CollectionReceiveInput = {
  /** Left out: the usual class of the product's industry. */
  class?: InspectionClass | null | undefined;
  /** The field, herd or flock it comes from, if one is kept. */
  fieldId?: string | number | null | undefined;
  grade: Grade;
  /** Weight with its container, or count, in the product’s unit. */
  gross: string;
  /** Left out: of the field or flock, else today. */
  harvestedOn?: string | null | undefined;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** How it is paid at once, such as `cash` or `bank`; left out: it is owed. */
  paidBy?: string | null | undefined;
  /** The producer's own product. */
  productId: string | number;
  /** The share of an order that it is brought for. */
  shareId?: string | number | null | undefined;
  /** A collection point or centre of your region. */
  siteCode: string;
  /** Of the container; what is left is bought. */
  tare?: string;
  /** For one whole unit of this grade. */
  unitPriceFen: number;
};

export type ConnectionActionInput = {
  connectionId: string | number;
};

export type ConnectionCreateInput = {
  /** What orders and listings call the channel; never changed afterwards. */
  code: string;
  /** What people call it. */
  name: string;
  /** All that the plug-in declares, if left out. */
  permissions?: Array<string> | null | undefined;
  /** Id of the plug-in, such as `wechat`. */
  plugin: string;
  /** An object as the plug-in's `settingsSchema` says, secrets among them. */
  settings: unknown;
};

export type ConnectionTokenInput = {
  connectionId: string | number;
  /** How long it holds, 1 to 365 days. */
  days?: number;
  /** Ends every token that was issued before. */
  revokeOlder?: boolean;
};

/** What a pair of coordinates is measured in. Answers are always WGS84. */
export type CoordinateSystem =
  /** Baidu maps. */
  | 'BD09'
  /** AMap, Tencent and WeChat: some 560 m off at Guzhen. */
  | 'GCJ02'
  /** GPS and BeiDou receivers, GeoJSON. */
  | 'WGS84';

export type DeliveryInput = {
  /** Stored encrypted. */
  address: string;
  /** Where that is, in any of the three systems: it must lie in the delivery area. */
  point: PointInput;
};

export type DeliveryReplayInput = {
  deliveryId: string | number;
};

export type DisputeResolveInput = {
  disputeId: string | number;
  idempotencyKey: string;
  /** What was done about it: 2 to 500 characters. */
  resolution: string;
};

/** Whether somebody has seen to it. */
export type DisputeState =
  | 'OPEN'
  | 'RESOLVED';

/** What an event of the log tells of. */
export type EventKind =
  | 'ALLOCATION'
  | 'AUDIT_BREACH'
  | 'BATCH'
  | 'HOUSEHOLD'
  | 'KIOSK'
  | 'MARKET_EXPANSION'
  | 'MARKET_QUOTE'
  | 'MARKET_SCALE'
  | 'ORDER'
  | 'OUTLET_ALERT'
  | 'PICKING'
  | 'PRODUCER'
  | 'PRODUCT'
  | 'RECEIPT'
  | 'REFUND'
  | 'ROUND'
  | 'SHOP'
  | 'SITE'
  | 'STOCK'
  | 'STOCK_OVERSOLD';

/** Why more is wanted. */
export type ExpansionCause =
  /** Orders hold more of its product than there is. */
  | 'OVERSOLD'
  /** Orders of its alliance want more than members and alliance have. */
  | 'UNCOVERED_ALLOCATION';

/** A household's own answer to a plan, entered by itself or by whoever helps it. */
export type ExpansionPlanAnswerInput = {
  /** Whether the household takes part. */
  accept: boolean;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  planId: string | number;
  /** When it will be ready; required to accept. */
  readyOn?: string | null | undefined;
};

/** Where an expansion plan stands. */
export type ExpansionPlanState =
  /** It takes part: what it grows is in its planned output. */
  | 'ACCEPTED'
  /** It does not; it is left alone for thirty days. */
  | 'DECLINED'
  /** It did not answer in time. */
  | 'EXPIRED'
  /** The household has not answered yet. */
  | 'PROPOSED';

/** How long ago the listing was last updated, by its industry's rule (mission B5). */
export type Freshness =
  | 'FRESH'
  | 'HIDDEN'
  | 'STALE';

/** How good the goods are, as the point grades them: 一, 二, 三等. */
export type Grade =
  | 'FIRST'
  | 'SECOND'
  | 'THIRD';

export type HandbookImportInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** Take the good rows of a file with bad ones. */
  partial?: boolean;
  /** What `POST /uploads` answered. */
  uploadId: string | number;
};

/** Why a row of a handbook was refused. */
export type HandbookRowErrorCode =
  /** The cell is not a household number. */
  | 'BAD_HOUSEHOLD_NO'
  /** The cell is an ID number with a wrong check character. */
  | 'BAD_ID_NUMBER_CHECKSUM'
  /** The cell is an ID number with no real date. */
  | 'BAD_ID_NUMBER_DATE'
  /** The cell is not of the form of an ID number. */
  | 'BAD_ID_NUMBER_FORM'
  /** The cell is an ID number of an unknown region. */
  | 'BAD_ID_NUMBER_REGION'
  /** The cell is too short or too long a name. */
  | 'BAD_NAME'
  /** The cell is not a mobile number. */
  | 'BAD_PHONE'
  /** The cell is not a price. */
  | 'BAD_PRICE'
  /** The cell is not a quantity of this unit. */
  | 'BAD_QUANTITY'
  /** The cell is not a village code. */
  | 'BAD_VILLAGE_CODE'
  /** The cell is neither yes nor no. */
  | 'BAD_YES_NO'
  /** The cell is an ID number of another household. */
  | 'DUPLICATE_ID_NUMBER'
  /** The cell contradicts or repeats an earlier row. */
  | 'DUPLICATE_ROW'
  /** The cell is a village outside your region. */
  | 'OUT_OF_REGION'
  /** The cell must not be blank. */
  | 'REQUIRED'
  /** The cell is too long. */
  | 'TOO_LONG'
  /** The cell is another unit than the product is sold by. */
  | 'UNIT_FIXED'
  /** The cell is not a category. */
  | 'UNKNOWN_CATEGORY'
  /** The cell is not an industry. */
  | 'UNKNOWN_INDUSTRY'
  /** The cell is not a unit. */
  | 'UNKNOWN_UNIT'
  /** The cell is no village of this county. */
  | 'UNKNOWN_VILLAGE';

/** What the handbook of poverty relief says of a household. */
export type HouseholdCategory =
  /** 一般户. */
  | 'GENERAL'
  /** 监测户. */
  | 'MONITORED'
  /** 脱贫户. */
  | 'RELIEVED';

export type HouseholdRegisterInput = {
  able: boolean;
  category: HouseholdCategory;
  /** 帮扶责任人. */
  helper?: string | null | undefined;
  /** Number within the village: 1 to 20 letters, digits or hyphens. Never changes. */
  householdNo: string;
  /** 18 characters by GB 11643; stored encrypted. */
  idNumber: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** Name of its head; stored encrypted, shown masked. */
  name: string;
  /** At most 500 characters; stored encrypted. */
  note?: string | null | undefined;
  /** Mobile number; stored encrypted. */
  phone?: string | null | undefined;
  /** Code of the village, 12 digits, within the caller's region. */
  villageCode: string;
  willing: boolean;
};

export type InboxMessageActionInput = {
  messageId: string | number;
};

/** How far a message is. */
export type InboxMessageState =
  /** Executed, or refused for good. */
  | 'DONE'
  /** Somebody must mend something, such as link a product. */
  | 'HELD'
  /** Kept, and to be executed: at once, after one before it, or again after it failed. */
  | 'PENDING'
  /** Not to be understood before something else comes; tried again by itself. */
  | 'WAITING';

/** The county's eight classes (mission D6). */
export type Industry =
  /** 牛 */
  | 'CATTLE'
  /** 辅食品 */
  | 'DELICACY'
  /** 果 */
  | 'FRUIT'
  /** 腌制品 */
  | 'PICKLED'
  /** 禽 */
  | 'POULTRY'
  /** 初成品 */
  | 'PRIMARY'
  /** 羊 */
  | 'SHEEP'
  /** 菜 */
  | 'VEGETABLE';

/** 农药, 兽药, 饲料添加剂. */
export type InputKind =
  | 'FEED_ADDITIVE'
  | 'PESTICIDE'
  | 'VETERINARY_DRUG';

/** What was used on a crop, herd or flock, as the production record asks (生产记录). */
export type InputUseRecordInput = {
  /** The field, herd or flock; of goods collected without one, their batch. */
  batchId: string | number;
  /** The record that this one corrects: it is kept and counts no more. */
  correctsId?: string | number | null | undefined;
  /** How much, such as `每亩 30 毫升`. */
  dose: string;
  firstOn: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** Active ingredient: a test of the goods must name it. */
  ingredient: string;
  /** Days of the interval on the label; 0 where it has none. */
  intervalDays: number;
  intervalFor: IntervalFor;
  kind: InputKind;
  lastOn: string;
  /** Name on the label. */
  name: string;
  /** Against what pest or disease, or what for. */
  purpose: string;
  /** Where it came from. */
  source: string;
};

/** What goods are monitored as (mission D4). */
export type InspectionClass =
  /** 水产品. */
  | 'AQUATIC'
  /** 禽蛋. */
  | 'EGGS'
  /** 肉制品. */
  | 'MEAT'
  /** None of these, such as peanuts, rice and beans. */
  | 'OTHER'
  /** 果蔬. */
  | 'PRODUCE';

/** A test report with the fields that it must have. */
export type InspectionRecordInput = {
  batchId: string | number;
  class: InspectionClass;
  /** Who asked for it; shown to the staff of the region alone. */
  client: string;
  /** An earlier report of this batch that this one corrects. */
  correctsId?: string | number | null | undefined;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  laboratory: string;
  /** Where it was tested. */
  laboratoryPlace: string;
  /** The limits it is judged by; left out: each result has its verdict. */
  limitTableId?: string | number | null | undefined;
  method: string;
  /** The report's own number. */
  number: string;
  /** Pages of the report, 1 to 500. */
  pages: number;
  receivedOn: string;
  /** 1 to 200. */
  results: Array<InspectionResultInput>;
  /** What was given to test. */
  sample: string;
  /** In what state it came. */
  sampleState: string;
  samplingPlan: string;
  signatory: string;
  testedFrom: string;
  testedUntil: string;
  title: string;
};

export type InspectionResultInput = {
  /** What was tested for. */
  item: string;
  /** Such as `mg/kg`. */
  unit: string;
  /** A decimal, or `ND` for not detected. */
  value: string;
  /** The laboratory's; may be left out where the limits have the item. */
  verdict?: Verdict | null | undefined;
};

/** What the interval on a label forbids: 安全间隔期 the harvest, 休药期 the slaughter, or the sale of eggs. */
export type IntervalFor =
  | 'HARVEST'
  | 'SALE'
  | 'SLAUGHTER';

/** What a device wrote down. Which fields it needs, its kind says. */
export type JournalEntryInput = {
  /** What was paid, or given back. */
  amountFen?: number | null | undefined;
  /** By the device's clock, which may lie: the order is by number. */
  at: string;
  /** Unique for ever within the device, 1 to 64 characters. */
  entryId: string;
  kind: JournalEntryKind;
  /** How it was paid; `cash` if left out. */
  method?: string | null | undefined;
  /** Entry id of the sale. */
  original?: string | null | undefined;
  /** Version of the planogram it sold by; the newest if left out. */
  planogram?: number | null | undefined;
  /** Number of the receipt. */
  reference?: string | null | undefined;
  result?: VendOutcome | null | undefined;
  /** Steps by one with each entry of the device, from 1. */
  seq: number;
  /** Code of the slot. */
  slot?: string | null | undefined;
  /** What happened, in words. */
  text?: string | null | undefined;
  vendId?: string | number | null | undefined;
};

export type JournalEntryKind =
  /** The entry of this number cannot be given any more. */
  | 'LOST'
  /** Kept, with no effect. */
  | 'NOTE'
  /** Money given back for an offline sale: needs original. */
  | 'RETURN'
  /** Sold offline: needs slot and amountFen. */
  | 'SALE'
  /** What became of an online vend: needs vendId and result. */
  | 'VEND';

export type JournalEntryStatus =
  /** Booked now. */
  | 'ACCEPTED'
  /** Not kept: its id or number came before with another content. */
  | 'CONFLICT'
  /** Booked before; nothing was done. */
  | 'DUPLICATE'
  /** Kept; it makes no sense, and a person must look. Later ones go on. */
  | 'QUARANTINED'
  /** Kept; one before it is missing. */
  | 'WAITING';

export type JournalUploadInput = {
  /** 1 to 250. Uploading them again changes nothing. */
  entries: Array<JournalEntryInput>;
  /** The epoch of these entries; the newest if left out. */
  epoch?: number | null | undefined;
};

export type KioskCommandKind =
  /** Read the counters and upload the audit file with this command. */
  | 'AUDIT'
  /** Sell nothing; it holds on our side at once. */
  | 'LOCK'
  /** Show the prices of the newest planogram. */
  | 'PRICE_REFRESH'
  /** Start anew. */
  | 'RESTART'
  /** Sell again, also fresh food that was locked, if it is cold now. */
  | 'UNLOCK';

export type KioskCommandState =
  | 'DONE'
  | 'EXPIRED'
  | 'FAILED'
  | 'PENDING'
  | 'TAKEN';

export type ListingSetInput = {
  active?: boolean;
  /** The channel, such as `direct`. */
  channel: string;
  /** Left out: the product's own price. */
  priceFen?: number | null | undefined;
  productId: string | number;
  /** Codes of the sites it is sold from, in order, at most 250. None: every site that holds it. */
  siteCodes: Array<string>;
};

/** Why it does not sell. */
export type LockReason =
  /** Its door is open: nothing is sold. */
  | 'DOOR'
  /** An operator locked it: nothing is sold. */
  | 'OPERATOR'
  /** It was too warm: fresh food is not sold until an operator unlocks it. */
  | 'TEMPERATURE';

/** Why a Market mutation was refused. */
export type MarketErrorCode =
  /** The plan is {state} already */
  | 'ALREADY_ANSWERED'
  /** Bad day: {expectedEn} */
  | 'BAD_DAY'
  /** A price is a whole number of fen above zero */
  | 'BAD_PRICE'
  /** Bad quantity: {expectedEn} */
  | 'BAD_QUANTITY'
  /** Row {row}, column {column}: {expectedEn} */
  | 'BAD_ROW'
  /** Expected {least} to {most} characters */
  | 'BAD_TEXT'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** The household is not willing to take part */
  | 'NOT_WILLING'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** Expected 1 to {most} rows */
  | 'TOO_MANY';

/** Narrows the quotes. */
export type MarketQuoteFilter = {
  /** Of these goods, as they are written. */
  goods?: string | null | undefined;
  industry?: Industry | null | undefined;
  /** At this market. */
  market?: string | null | undefined;
};

/** A price of goods at a market on a day; the same day again corrects it. */
export type MarketQuoteRecordInput = {
  /** What is quoted, such as `花生`: 1 to 60 characters. */
  goods: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  industry: Industry;
  /** Where, such as a wholesale market: 2 to 60 characters. */
  market: string;
  /** For one whole unit. */
  priceFen: number;
  /** The day of the price, in China: within the last year. */
  quotedOn: string;
  /** Who says so, such as a bulletin with its number: 2 to 200 characters. */
  source: string;
  unit: Unit;
};

/** A sheet of quotes; its faults are named by row and column, and nothing is taken then. */
export type MarketQuotesImportInput = {
  /** CSV in UTF-8 with the columns industry (类别), goods (品名), market (市场), source (来源), day (日期), unit (单位), price (价格(元)); at most 2,000 rows. */
  csv: string;
};

export type OfficerAppointInput = {
  /** Account with the role of information officer in this village. */
  username: string;
  /** The village, 12 digits. */
  villageCode: string;
};

/** One opening of one weekday, in China time. */
export type OpeningHoursInput = {
  /** Such as "18:00" or "24:00"; at or before `opens` it is on the next day. */
  closes: string;
  /** Such as "08:30". */
  opens: string;
  /** 1 Monday to 7 Sunday. */
  weekday: number;
};

export type OrderAllocateInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** The line whose product an alliance sells. */
  lineNo: number;
  /** A paid order. */
  orderId: string | number;
};

export type OrderCancelInput = {
  idempotencyKey: string;
  /** Lines of a paid order that have not left: the rest is sent. Left out, the whole order. */
  lineNos?: Array<number> | null | undefined;
  orderId: string | number;
  reason?: string | null | undefined;
};

/** Narrows the changes; a filter cannot change under a cursor without a new snapshot. */
export type OrderChangesFilter = {
  /** Sold on this channel. */
  channel?: string | null | undefined;
  /** With goods from this county, township or village. */
  placeCode?: string | null | undefined;
  /** With goods sold from any of these sites, at most 250. */
  siteCodes?: Array<string> | null | undefined;
  /** Orders in these states, and each that has just left one of them, with the state it is in now. */
  statuses?: Array<OrderStatus> | null | undefined;
};

/** Sends a paid order: it becomes FULFILLED. */
export type OrderDispatchInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  orderId: string | number;
  /** 1 to 20. */
  parcels: Array<ParcelInput>;
  /** The site it is sent from. */
  siteCode: string;
};

/** Why a Order mutation was refused. */
export type OrderErrorCode =
  /** This dispute is resolved already */
  | 'ALREADY_RESOLVED'
  /** The amount due is {due} fen */
  | 'AMOUNT_MISMATCH'
  /** The address has 2 to 200 characters */
  | 'BAD_ADDRESS'
  /** An amount is a whole number of fen, not below zero */
  | 'BAD_AMOUNT'
  /** The buyer's name has 1 to 60 characters */
  | 'BAD_BUYER_NAME'
  /** An id of a channel has 1 to 128 characters */
  | 'BAD_EXTERNAL_ID'
  /** Stock is held for 1 to {most} minutes */
  | 'BAD_HOLD'
  /** A carrier and a tracking number have 1 to 60 characters each */
  | 'BAD_PARCEL'
  /** The phone number is not valid */
  | 'BAD_PHONE'
  /** A quantity is above zero with at most {scale} digits after the point */
  | 'BAD_QUANTITY'
  /** What was done has 2 to 500 characters */
  | 'BAD_RESOLUTION'
  /** A time is ISO 8601 with its offset */
  | 'BAD_TIME'
  /** A visit is within 90 days from today */
  | 'BAD_VISIT_DAY'
  /** Batch {batch} is stopped */
  | 'BATCH_STOPPED'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** Batch {batch} has no conformity certificate of its own */
  | 'CERTIFICATE_MISSING'
  /** {externalId} came before with another content */
  | 'CONFLICT'
  /** This tracking number is already that of another parcel */
  | 'DUPLICATE_PARCEL'
  /** The interval of “{input}” is still running: {action} is allowed from {endsOn} */
  | 'INTERVAL_RUNNING'
  /** {expectedEn} */
  | 'INVALID'
  /** The order is {status}: this cannot be done */
  | 'INVALID_STATE'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** Line {line} was cancelled */
  | 'LINE_CANCELLED'
  /** Line {line} has left already */
  | 'LINE_SHIPPED'
  /** This product is not on sale on this channel */
  | 'NOT_FOR_SALE'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** {missing} of “{product}” has not passed the inspection of its class and may not leave */
  | 'NOT_INSPECTED'
  /** An order has 1 to 100 lines */
  | 'NO_LINES'
  /** Choose one of delivery, pickUp and visit */
  | 'ONE_WAY_ONLY'
  /** Batch {batch} is still on its way */
  | 'ON_THE_WAY'
  /** The address is outside the delivery area of “{product}” */
  | 'OUTSIDE_DELIVERY_AREA'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** Only {available} of “{product}” is available */
  | 'OUT_OF_STOCK'
  /** Only {left} fen of it can be refunded */
  | 'OVER_REFUND'
  /** More comes back than is left of the sale */
  | 'OVER_RETURN'
  /** Some of it has left: it can be returned, not cancelled */
  | 'PARTLY_SHIPPED'
  /** A reason of 2 to 200 characters is required */
  | 'REASON_REQUIRED'
  /** The reservation has expired */
  | 'RESERVATION_EXPIRED'
  /** Members have not brought all of their shares of the order yet */
  | 'SHARES_OPEN'
  /** The order's amount is too large */
  | 'TOO_LARGE'
  /** Only {left} of it has not been returned */
  | 'TOO_MANY_RETURNED'
  /** The order has no line {line} */
  | 'UNKNOWN_LINE'
  /** There is no such order */
  | 'UNKNOWN_ORDER'
  /** There is no such product */
  | 'UNKNOWN_PRODUCT'
  /** There is no such refund */
  | 'UNKNOWN_REFUND'
  /** There is no such shop to pick up at */
  | 'UNKNOWN_SHOP'
  /** There is no site {site} */
  | 'UNKNOWN_SITE'
  /** There is no such village */
  | 'UNKNOWN_VILLAGE';

export type OrderFulfilInput = {
  idempotencyKey: string;
  /** Numbers of the lines that have left; left out, all that are left. The order is fulfilled when its last line is. */
  lineNos?: Array<number> | null | undefined;
  orderId: string | number;
  /** Left out where the goods were handed over. */
  parcel?: ParcelInput | null | undefined;
};

/** How the buyer gets the goods; COLLECTION is at the selling site. */
export type OrderKind =
  | 'COLLECTION'
  | 'DELIVERY'
  | 'PICK_UP'
  | 'VILLAGE_VISIT';

export type OrderLineInput = {
  productId: string | number;
  /** Of the product's unit, such as "1.250" kg. */
  quantity: string;
  /** Sell from this site only; left out, the first listed site that has enough. */
  siteCode?: string | null | undefined;
};

export type OrderPayInput = {
  /** What was paid: the order's total. */
  amountFen: number;
  idempotencyKey: string;
  /** How, such as `cash` or `transfer`. */
  method: string;
  orderId: string | number;
  /** Number of the receipt or transfer. */
  reference?: string | null | undefined;
};

/** At most one of delivery, pickUp and visit; none: collected at the selling site. */
export type OrderPlaceInput = {
  buyer: BuyerInput;
  /** The channel it is sold on. */
  channel?: string;
  delivery?: DeliveryInput | null | undefined;
  /** The buyer's name for this order: a repeat answers the same order. */
  idempotencyKey: string;
  /** 1 to 100 lines. */
  lines: Array<OrderLineInput>;
  pickUp?: PickUpInput | null | undefined;
  visit?: VillageVisitInput | null | undefined;
};

export type OrderReturnInput = {
  idempotencyKey: string;
  /** RETURN refunds the share of the price; EXCHANGE sends the same goods again. */
  kind: ReturnKind;
  lines: Array<ReturnLineInput>;
  orderId: string | number;
  reason: string;
  /** The channel that took the money sent it back by itself: only the goods are booked. */
  refundedAlready?: boolean | null | undefined;
};

/** Where an order stands: placed → paid → fulfilled → completed. */
export type OrderStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'EXPIRED'
  | 'FULFILLED'
  | 'PAID'
  | 'PLACED'
  | 'RETURNED';

/** Why a Outlet mutation was refused. */
export type OutletErrorCode =
  /** The alert is cleared already */
  | 'ALERT_CLEARED'
  /** Site {site} is registered already */
  | 'ALREADY_REGISTERED'
  /** The audit file cannot be read: {detail} */
  | 'BAD_AUDIT_FILE'
  /** A capacity is 1 to 1000 */
  | 'BAD_CAPACITY'
  /** The channel code is not valid */
  | 'BAD_CHANNEL'
  /** A number of pieces is a whole number above zero */
  | 'BAD_COUNT'
  /** The checksum of the audit file does not fit */
  | 'BAD_CRC'
  /** An entry needs an id of 1 to 64 characters and a number from 1 */
  | 'BAD_ENTRY'
  /** The name of the owner has 2 to 60 characters */
  | 'BAD_OWNER'
  /** A planogram has 1 to 250 slots */
  | 'BAD_PLANOGRAM'
  /** A price is a whole number of fen above zero */
  | 'BAD_PRICE'
  /** The report is not valid: {detail} */
  | 'BAD_REPORT'
  /** A slot code has 1 to 8 capital letters or digits, each once */
  | 'BAD_SLOT'
  /** The highest temperature is -30 to 60 °C */
  | 'BAD_TEMPERATURE'
  /** A command lives 5 to 86,400 seconds */
  | 'BAD_TTL'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** The command has ended already */
  | 'COMMAND_ENDED'
  /** The command has expired: it must not be carried out */
  | 'COMMAND_EXPIRED'
  /** The door is open: nothing is sold */
  | 'DOOR_OPEN'
  /** Site {site} has not enough in stock */
  | 'INSUFFICIENT_STOCK'
  /** {expectedEn} */
  | 'INVALID'
  /** The vend is {state}: this cannot be done */
  | 'INVALID_STATE'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** The kiosk is locked */
  | 'LOCKED'
  /** The product is not for sale */
  | 'NOT_FOR_SALE'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** The order is not paid */
  | 'NOT_PAID'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** A reason of 2 to 200 characters is required */
  | 'REASON_REQUIRED'
  /** Slot {slot} is sold out */
  | 'SLOT_EMPTY'
  /** Slot {slot} has room for {room} more */
  | 'SLOT_FULL'
  /** Slot {slot} holds goods: they come out first */
  | 'SLOT_NOT_EMPTY'
  /** Slot {slot} is out of order */
  | 'SLOT_OUT_OF_ORDER'
  /** It is still too warm to unlock */
  | 'STILL_WARM'
  /** The token has expired */
  | 'TOKEN_EXPIRED'
  /** The token is not one of this vend */
  | 'TOKEN_INVALID'
  /** The token was used already */
  | 'TOKEN_USED'
  /** An upload has 1 to 250 entries */
  | 'TOO_MANY_ENTRIES'
  /** It was too warm: fresh food is not sold */
  | 'TOO_WARM'
  /** There is no such epoch of the journal */
  | 'UNKNOWN_EPOCH'
  /** There is no slot {slot} */
  | 'UNKNOWN_SLOT'
  /** Site {site} is no {expectedEn} */
  | 'WRONG_SITE';

/** A parcel as its carrier knows it. */
export type ParcelInput = {
  /** Name or code of the carrier, 1 to 60 characters. */
  carrier: string;
  /** The carrier's number of the parcel, 1 to 60 characters. */
  trackingNo: string;
};

/** Where a producer is paid; name and number are stored encrypted. */
export type PayeeSetInput = {
  /** Account number, 8 to 32 digits; spaces are taken out. */
  account: string;
  /** Name of the bank and branch. */
  bank: string;
  /** Name of the account holder. */
  holder: string;
  producerId: string | number;
  /** Take an account that another producer already has, such as that of one family. */
  shared?: boolean;
};

/** Money that came in, or went back. */
export type PaymentKind =
  | 'PAYMENT'
  | 'REFUND';

export type PayoutActionInput = {
  idempotencyKey: string;
  runId: string | number;
};

export type PayoutExportInput = {
  /** Why the accounts are opened, 2 to 200 characters: kept for ever. */
  reason: string;
  runId: string | number;
};

export type PayoutPrepareInput = {
  idempotencyKey: string;
  /** Producers of this county, township or village. */
  placeCode: string;
};

/** Where a payout run stands: prepared by one person, approved by another, settled when the bank has paid. */
export type PayoutRunState =
  | 'APPROVED'
  | 'CANCELLED'
  | 'PREPARED'
  | 'SETTLED';

/** Where the payment of one producer stands; RETURNED came back from the bank. */
export type PayoutState =
  | 'APPROVED'
  | 'CANCELLED'
  | 'PAID'
  | 'PREPARED'
  | 'RETURNED';

/** Why a People mutation was refused. */
export type PeopleErrorCode =
  /** The claim code is not valid, was used already, or has expired */
  | 'BAD_CLAIM'
  /** The name or the password is wrong */
  | 'BAD_CREDENTIALS'
  /** A device code has 2 to 40 capital letters, digits or hyphens */
  | 'BAD_DEVICE_CODE'
  /** A household number has 1 to 20 letters, digits or hyphens */
  | 'BAD_HOUSEHOLD_NO'
  /** The ID number is not valid: expected {expectedEn} */
  | 'BAD_ID_NUMBER'
  /** A name has 2 to 30 characters */
  | 'BAD_NAME'
  /** A note has at most 500 characters */
  | 'BAD_NOTE'
  /** The phone is not valid: expected a mobile number of 11 digits */
  | 'BAD_PHONE'
  /** A reason has 5 to 200 characters */
  | 'BAD_REASON'
  /** You may not give or manage this role */
  | 'BAD_ROLE'
  /** A user name has 3 to 40 lower-case letters, digits, dots, underscores or hyphens */
  | 'BAD_USERNAME'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** The village already has a household of this number */
  | 'DUPLICATE_HOUSEHOLD_NO'
  /** This ID number is already registered */
  | 'DUPLICATE_ID_NUMBER'
  /** The user name is taken */
  | 'DUPLICATE_USERNAME'
  /** A file has at most 20 MB */
  | 'FILE_TOO_LARGE'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** Only a device changes its own key */
  | 'NOT_A_DEVICE'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** Name at least one field */
  | 'NO_FIELDS'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** This role belongs to {expectedEn} */
  | 'PLACE_DOES_NOT_FIT'
  /** You cannot switch off or move yourself */
  | 'SELF'
  /** The session has ended: sign in again */
  | 'SESSION_ENDED'
  /** Somebody else has changed the household: read it again */
  | 'STALE'
  /** There is no place {place} */
  | 'UNKNOWN_PLACE'
  /** There is no site {site} */
  | 'UNKNOWN_SITE'
  /** There is no such upload */
  | 'UNKNOWN_UPLOAD'
  /** There is no village {village} */
  | 'UNKNOWN_VILLAGE'
  /** The file cannot be read: {expectedEn} */
  | 'UNREADABLE_FILE'
  /** A password has 10 to 128 characters */
  | 'WEAK_PASSWORD';

export type PickUpInput = {
  shopId: string | number;
};

export type PickingBookInput = {
  contact: PickingContactInput;
  /** Today to 180 days ahead, in season. */
  day: string;
  experienceId: string | number;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** 1 to 200. */
  people: number;
};

/** A cancelled booking gives its places back. */
export type PickingBookingState =
  | 'BOOKED'
  | 'CANCELLED';

export type PickingContactInput = {
  /** 1 to 60 characters; stored encrypted, shown masked. */
  name: string;
  /** Stored encrypted, shown masked. */
  phone: string;
};

/** Why a Places mutation was refused. */
export type PlacesErrorCode =
  /** Such a site comes with its shop, organisation or village */
  | 'BAD_KIND'
  /** A name has 1 to 60 characters */
  | 'BAD_NAME'
  /** A site code has 2 to 40 capital letters, digits or hyphens */
  | 'BAD_SITE_CODE'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** The site code is taken */
  | 'DUPLICATE_SITE_CODE'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** This region is not yours to change */
  | 'OUT_OF_REGION';

/** What a producer means to have ready on a day. The same goods and day again replace it. */
export type PlannedOutputDeclareInput = {
  /** As it is called in the catalogue, such as `固镇黑花生`: 1 to 60 characters. */
  goods: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  industry: Industry;
  producerId: string | number;
  /** 0 takes it back. */
  quantity: string;
  /** When it is to be harvested, slaughtered or made: from today on. */
  readyOn: string;
  unit: Unit;
};

/** A point in degrees. */
export type PointInput = {
  /** -90 to 90. */
  latitude: number;
  /** -180 to 180. */
  longitude: number;
  /** Where the numbers come from; converted to WGS84. */
  sourceSystem?: CoordinateSystem;
};

/** Who gets a share of what a buyer pays. */
export type PriceParty =
  /** The channel it was sold on. */
  | 'CHANNEL_FEE'
  /** Carriers, and all of the postage. */
  | 'LOGISTICS'
  /** The county’s platform. */
  | 'PLATFORM'
  /** The household or producer of scale: all that the others do not get. */
  | 'PRODUCER'
  /** The collection point of the village. */
  | 'VILLAGE_POINT';

/** Who produces: a household, or a producer of scale. */
export type ProducerKind =
  /** 合作社. */
  | 'COOPERATIVE'
  /** 加工企业. */
  | 'ENTERPRISE'
  /** 农户. */
  | 'HOUSEHOLD'
  /** 种养大户. */
  | 'LARGE_GROWER';

/** Narrows the changes; a filter cannot change under a cursor without a new snapshot. */
export type ProductChangesFilter = {
  /** Listed on this channel. */
  channel?: string | null | undefined;
  industry?: Industry | null | undefined;
  /** These products, at most 250. */
  productIds?: Array<string | number> | null | undefined;
  /** With a listing (on the channel, if one is named) that names any of these sites, at most 250; a shop's is the shop's site. */
  siteCodes?: Array<string> | null | undefined;
  /** From this village, township or county. */
  villageCode?: string | null | undefined;
};

export type ProductCreateInput = {
  brandCode?: string | number | null | undefined;
  description?: string | null | undefined;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  industry: Industry;
  /** 1 to 60 characters, unique to its producer. */
  name: string;
  /** https addresses, at most 9. */
  photoUrls?: Array<string> | null | undefined;
  /** Price of one whole unit. */
  priceFen: number;
  producerId: string | number;
  /** Fixes the scale: KG 3, JIN 2, PIECE 0, BOX 0. */
  unit: Unit;
};

/** Only published products are shown and sold. */
export type ProductStatus =
  | 'DRAFT'
  | 'PUBLISHED'
  | 'WITHDRAWN';

/** Why a Quality mutation was refused. */
export type QualityErrorCode =
  /** The batch has certificate {number} already */
  | 'ALREADY_CERTIFIED'
  /** It is corrected already */
  | 'ALREADY_CORRECTED'
  /** This operator has pledged already */
  | 'ALREADY_PLEDGED'
  /** The report is published: it can only be corrected */
  | 'ALREADY_PUBLISHED'
  /** The report is reviewed already */
  | 'ALREADY_REVIEWED'
  /** The licence is revoked already */
  | 'ALREADY_REVOKED'
  /** The certificate is void already */
  | 'ALREADY_VOID'
  /** The batch is inspected as {class} */
  | 'BAD_CLASS'
  /** Bad day: {expectedEn} */
  | 'BAD_DAY'
  /** An interval is the 0 to 3650 days of the label */
  | 'BAD_INTERVAL'
  /** There is no such operator */
  | 'BAD_OPERATOR'
  /** Photos are https addresses, at most 9 */
  | 'BAD_PHOTO_URL'
  /** Row {row}, “{column}”: {expectedEn} */
  | 'BAD_ROW'
  /** Expected {least} to {most} characters */
  | 'BAD_TEXT'
  /** A result is a decimal, or “ND” for not detected */
  | 'BAD_VALUE'
  /** A year from 1000 until now */
  | 'BAD_YEAR'
  /** Batch {batch} is stopped */
  | 'BATCH_STOPPED'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** There is a live consent already */
  | 'CONSENT_GIVEN'
  /** The person’s consent is required */
  | 'CONSENT_REQUIRED'
  /** The consent is withdrawn already */
  | 'CONSENT_WITHDRAWN'
  /** This mark is registered already */
  | 'DUPLICATE_MARK'
  /** The number is taken */
  | 'DUPLICATE_NUMBER'
  /** Evidence is required: 1 to 20 pieces */
  | 'EVIDENCE_REQUIRED'
  /** The interval of “{input}” runs until {endsOn} */
  | 'INTERVAL_RUNNING'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** The batch was not collected */
  | 'NOT_COLLECTED'
  /** Goods of this class carry no conformity certificate */
  | 'NOT_COVERED'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** {producer} may not use this brand */
  | 'NOT_LICENSED'
  /** It is not of this batch */
  | 'NOT_OF_BATCH'
  /** The batch has not passed its inspection */
  | 'NOT_PASSED'
  /** The report is not published yet */
  | 'NOT_PUBLISHED'
  /** The report is not reviewed yet */
  | 'NOT_REVIEWED'
  /** A field, herd or flock has no goods */
  | 'NO_GOODS'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** Whoever recorded it cannot review it */
  | 'SAME_PERSON'
  /** Expected 1 to {most} of them */
  | 'TOO_MANY'
  /** The same one is there twice */
  | 'TWICE'
  /** There is no such brand */
  | 'UNKNOWN_BRAND'
  /** There is no such table of limits, or it is not in force yet */
  | 'UNKNOWN_LIMITS'
  /** {inputs} was used and not tested */
  | 'UNTESTED_INPUTS'
  /** By the limit of {most} {unit}, “{item}” is {expected} */
  | 'VERDICT_DIFFERS'
  /** The limits have no “{item}” in {unit}: give the laboratory’s verdict */
  | 'VERDICT_REQUIRED';

/** Paid at once, or owed to the producer. */
export type ReceiptPayment =
  | 'OWED'
  | 'PAID';

export type RefundActionInput = {
  idempotencyKey: string;
  refundId: string | number;
};

/** What became of a refund. */
export type RefundOutcome =
  | 'FAILED'
  | 'SUCCEEDED';

export type RefundRecordInput = {
  /** The channel's number of it, 1 to 128 characters. */
  externalId?: string | null | undefined;
  idempotencyKey: string;
  refundId: string | number;
  state: RefundOutcome;
};

/** Asked of the channel that took the money, then what the channel says became of it. */
export type RefundState =
  | 'FAILED'
  | 'REQUESTED'
  | 'SUCCEEDED';

/** Why a cursor could not be followed. */
export type ResyncReason =
  /** Your rights changed: what you hold may not be yours to see any more. */
  | 'ACCESS_CHANGED'
  /** This server did not write it. */
  | 'CURSOR_INVALID'
  /** The log was restored from a backup. */
  | 'EPOCH_CHANGED'
  /** The log no longer reaches back so far. */
  | 'PAST_RETENTION';

/** What becomes of goods that came back. */
export type ReturnDisposition =
  | 'RESTOCK'
  | 'WRITE_OFF';

/** 退货 or 换货 (mission B12). */
export type ReturnKind =
  | 'EXCHANGE'
  | 'RETURN';

export type ReturnLineInput = {
  /** Back into stock, or written off. */
  disposition: ReturnDisposition;
  /** Number of the order's line, from 1. */
  lineNo: number;
  quantity: string;
};

/** What a viewer is to the platform (mission A1). */
export type Role =
  | 'AUDITOR'
  | 'CADRE'
  | 'CHANNEL'
  | 'COUNTY_OPERATOR'
  | 'CUSTOMER'
  | 'DEVICE'
  | 'HELPER'
  | 'INFO_OFFICER'
  | 'PRODUCER'
  | 'SHOP_OWNER'
  | 'TOWNSHIP_OPERATOR'
  | 'VILLAGE_OPERATOR'
  | 'VISITOR';

/** Why a Settlement mutation was refused. */
export type SettlementErrorCode =
  /** This account is already that of {others} other producers */
  | 'ACCOUNT_TAKEN'
  /** A bank account has 8 to 32 digits */
  | 'BAD_ACCOUNT'
  /** The bank's name has 2 to 60 characters */
  | 'BAD_BANK'
  /** This is no channel code */
  | 'BAD_CHANNEL'
  /** The account holder's name has 2 to 60 characters */
  | 'BAD_HOLDER'
  /** The period is not valid (366 days at most) */
  | 'BAD_PERIOD'
  /** A year from 2019 to 2100; money has an amount alone, the others a count alone, above zero */
  | 'BAD_TARGET'
  /** The balance of {producers} payees is now below what they would be paid: cancel the run and prepare it again */
  | 'BALANCE_CHANGED'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** The shares leave nothing for the producer */
  | 'NOTHING_LEFT'
  /** There is nothing to be paid in this region */
  | 'NOTHING_TO_PAY'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** This producer has no payment of this run that could come back */
  | 'NOT_IN_RUN'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** A run is approved by another person than who prepared it */
  | 'OWN_RUN'
  /** A reason of 2 to 200 characters is required */
  | 'REASON_REQUIRED'
  /** The run is {state}: this cannot be done */
  | 'RUN_STATE';

export type ShopRegisterInput = {
  /** 1 to 200 characters. */
  address: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** 1 to 60 characters. */
  name: string;
  /** At most 28, without overlap. */
  openingHours?: Array<OpeningHoursInput> | null | undefined;
  /** User name of the shop owner who keeps it. */
  ownerUsername?: string | null | undefined;
  /** Business phone: mobile, or landline with its area code. */
  phone?: string | null | undefined;
  /** The township or village it lies in. */
  placeCode: string;
  position: PointInput;
  services?: Array<ShopServiceKind> | null | undefined;
  showcaseCode?: string | number | null | undefined;
  /** Code of the site it opens: 2 to 40 upper-case letters, digits or hyphens. Left out: one is made. */
  siteCode?: string | null | undefined;
};

/** What a shop does beside selling. */
export type ShopServiceKind =
  /** 配送上门. */
  | 'DELIVERY'
  /** 农产品代收: takes in goods of households. */
  | 'FARM_COLLECTION'
  /** 代收代寄快递. */
  | 'PARCELS'
  /** 到店自提: orders are collected here. */
  | 'PICK_UP'
  /** 退换货. */
  | 'RETURNS'
  /** 品尝. */
  | 'TASTING';

/** Why a Shops mutation was refused. */
export type ShopsErrorCode =
  /** An address has 1 to 200 characters */
  | 'BAD_ADDRESS'
  /** A delivery area is either a radius or a polygon */
  | 'BAD_AREA'
  /** The capacity of a day is 1 to 10000 people */
  | 'BAD_CAPACITY'
  /** There is no such day */
  | 'BAD_DAY'
  /** A description has at most 2000 characters */
  | 'BAD_DESCRIPTION'
  /** Opening hours: weekday 1 to 7, times such as 08:30, no overlap, at most 28 */
  | 'BAD_HOURS'
  /** A name has 1 to 60 characters */
  | 'BAD_NAME'
  /** A booking is for 1 to 200 people */
  | 'BAD_PEOPLE'
  /** A phone number is a mobile number or a landline with its area code */
  | 'BAD_PHONE'
  /** A polygon has 3 to 200 corners and its edges do not cross */
  | 'BAD_POLYGON'
  /** A position is a latitude of -90 to 90 and a longitude of -180 to 180 */
  | 'BAD_POSITION'
  /** A price is a whole number of fen, zero or more */
  | 'BAD_PRICE'
  /** A radius is 1 to 200000 metres */
  | 'BAD_RADIUS'
  /** A reason has at least 5 characters */
  | 'BAD_REASON'
  /** A season is two real days of the year such as 05-01 */
  | 'BAD_SEASON'
  /** A site code has 2 to 40 upper-case letters, digits or hyphens */
  | 'BAD_SITE_CODE'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** That day has passed */
  | 'DAY_PASSED'
  /** This site code is taken */
  | 'DUPLICATE_SITE'
  /** Only {free} places are left on that day */
  | 'FULL'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** Out of season: it runs from {from} to {to} */
  | 'OUT_OF_SEASON'
  /** Somebody else has changed it: read it again */
  | 'STALE'
  /** Booking opens {days} days ahead */
  | 'TOO_EARLY'
  /** There is no shop owner of this user name */
  | 'UNKNOWN_OWNER'
  /** There is no such township or village */
  | 'UNKNOWN_PLACE'
  /** There is no such showcase */
  | 'UNKNOWN_SHOWCASE';

/** 电商一条街 or 电商示范村 (mission A4). */
export type ShowcaseKind =
  | 'DEMO_VILLAGE'
  | 'ECOMMERCE_STREET';

/** What kind of place holds stock. */
export type SiteKind =
  /** 村级农副产品收集点. */
  | 'COLLECTION_POINT'
  /** 商超专柜. */
  | 'COUNTER'
  /** 县级运营服务中心. */
  | 'COUNTY_CENTRE'
  /** Goods still with the households of one village; never the position of a house. */
  | 'FARM_GATE'
  /** 自助零售终端. */
  | 'KIOSK'
  /** Premises of an enterprise, cooperative or large grower. */
  | 'PREMISES'
  /** 线下店. */
  | 'SHOP'
  /** 乡镇电商运营服务中心. */
  | 'TOWNSHIP_CENTRE';

export type SiteRegisterInput = {
  /** 2 to 40 capital letters, digits or hyphens, such as CP-340323200207. */
  code: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  /** A centre, collection point, counter or kiosk. */
  kind: SiteKind;
  name: string;
  /** The division it lies in. */
  placeCode: string;
};

/** Whether a slot can give out, which is another question than whether a vend succeeded. */
export type SlotHealth =
  | 'BROKEN'
  | 'JAMMED'
  | 'OK';

/** Narrows the changes; a filter cannot change under a cursor without a new snapshot. */
export type StockChangesFilter = {
  /** At sites in this county, township or village. */
  placeCode?: string | null | undefined;
  /** Of these products, at most 250. */
  productIds?: Array<string | number> | null | undefined;
  /** At these sites, at most 250. */
  siteCodes?: Array<string> | null | undefined;
};

export type StockCountInput = {
  /** What was counted; it becomes the quantity on hand. */
  counted: string;
  /** What the book said when the count began; if it moved since, nothing is done: STALE. */
  expected: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  productId: string | number;
  reason?: string | null | undefined;
  siteCode: string;
};

/** Why a Stock mutation was refused. */
export type StockErrorCode =
  /** Bad quantity: {expectedEn} */
  | 'BAD_QUANTITY'
  /** Batch {batch} is stopped */
  | 'BATCH_STOPPED'
  /** {reserved} is reserved for orders: it cannot go below that */
  | 'BELOW_RESERVED'
  /** The server is busy: try again with the same idempotency key */
  | 'BUSY'
  /** Only {available} is available */
  | 'INSUFFICIENT_STOCK'
  /** {expectedEn} */
  | 'INVALID'
  /** This idempotency key was already used for a different request */
  | 'KEY_REUSED'
  /** {thing} was not found */
  | 'NOT_FOUND'
  /** {missing} of “{product}” has not passed the inspection of its class and may not leave */
  | 'NOT_INSPECTED'
  /** Batch {batch} is still on its way */
  | 'ON_THE_WAY'
  /** This region is not yours to change */
  | 'OUT_OF_REGION'
  /** A reason of 2 to 200 characters is required */
  | 'REASON_REQUIRED'
  /** From and to are the same site */
  | 'SAME_SITE'
  /** The book quantity is {actual} by now: count again */
  | 'STALE';

export type StockReceiveInput = {
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  productId: string | number;
  /** What came in, above zero. */
  quantity: string;
  reason?: string | null | undefined;
  siteCode: string;
};

export type StockTransferInput = {
  fromSiteCode: string;
  /** The caller's name for this command: a repeat answers the same. */
  idempotencyKey: string;
  productId: string | number;
  /** What moves, above zero; only what is available can. */
  quantity: string;
  reason?: string | null | undefined;
  toSiteCode: string;
};

/** Why a batch may not be sold: a failed test, an interval that was not kept, a recall. */
export type StopCause =
  | 'FAILED_TEST'
  | 'INTERVAL'
  | 'RECALL';

/** What the county’s plan sets itself (mission A5). */
export type TargetKind =
  /** 品牌: of the county, that a producer was licensed to use by the end of the year. */
  | 'BRANDS'
  /** 村级收集点, open at the end of the year. */
  | 'COLLECTION_POINTS'
  /** 增收: what the county’s households earned in the year, from the income report. */
  | 'HOUSEHOLD_INCOME'
  /** 示范店, 微店, open at the end of the year. */
  | 'SHOPS'
  /** 乡镇电商运营中心, open at the end of the year. */
  | 'TOWNSHIP_CENTRES';

/** Sets a target of a year, or another figure for it. */
export type TargetSetInput = {
  /** How many; required but for money. */
  count?: number | null | undefined;
  /** The county, 6 digits. */
  countyCode: string;
  /** How much; required for money alone. */
  fen?: number | null | undefined;
  kind: TargetKind;
  /** Where it is written, such as the plan’s number: 2 to 200 characters. */
  source: string;
  year: number;
};

/** What a quantity counts. */
export type Unit =
  /** 箱: whole boxes. */
  | 'BOX'
  /** 斤: 500 g, 2 decimals. */
  | 'JIN'
  /** 公斤: 3 decimals, so steps of one gram. */
  | 'KG'
  /** 个: whole pieces. */
  | 'PIECE';

export type VendAuthoriseInput = {
  /** A repeat answers the same token; ask with another after a refusal. */
  idempotencyKey: string;
  vendId: string | number;
};

/** A result that came against what was done: the state stays, nothing is refunded again. */
export type VendFlag =
  | 'RESULT_AFTER_REFUND'
  | 'RESULT_CONTRADICTED';

/** What became of a vend in the end. */
export type VendOutcome =
  | 'FAILED'
  | 'VENDED';

export type VendReportInput = {
  idempotencyKey: string;
  result: VendResult;
  /** How the slot is now; left out, as it was. */
  slotHealth?: SlotHealth | null | undefined;
  /** The token that was given for this vend. */
  token: string;
};

export type VendReserveInput = {
  idempotencyKey: string;
  /** The slot's code. */
  slot: string;
};

/** What a machine says of a vend. */
export type VendResult =
  | 'DISPENSING'
  | 'FAILED'
  | 'VENDED';

/** Where a vend stands: reserved → paid → authorised → dispensing → vended, or failed → refunded. */
export type VendState =
  /** The machine has a token. */
  | 'AUTHORISED'
  /** Called off, or run out, before the machine had leave. */
  | 'CANCELLED'
  /** The token was used; a result must follow. */
  | 'DISPENSING'
  /** Nothing came out; the money is on its way back. */
  | 'FAILED'
  /** Paid; the machine has no leave yet. */
  | 'PAID'
  /** Nothing came out, and the money is back. */
  | 'REFUNDED'
  /** One is held, its order is not paid. */
  | 'RESERVED'
  /** No result came. The journal, the counters or an operator say what happened. */
  | 'UNKNOWN'
  /** The buyer has the goods. */
  | 'VENDED';

/** 合格 or 不合格. */
export type Verdict =
  | 'FAILED'
  | 'PASSED';

/** The list a village is on (mission A2). */
export type VillageCategory =
  /** 重点帮扶村: one of the county's 22. */
  | 'KEY_ASSISTANCE'
  /** On neither list. */
  | 'OTHER'
  /** 贫困村: one of the county's 18. */
  | 'POOR';

/** 进村入户采购: buying at the door in a village on a day (mission B14). */
export type VillageVisitInput = {
  /** Today or within 90 days. */
  on: string;
  villageCode: string;
};

export type DeclareForAllianceMutationVariables = Exact<{
  input: AllianceDeclareInput;
}>;


export type DeclareForAllianceMutation = { allianceDeclare: { member: { id: string, declared: string, allocated: string, sold: string } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type AllocateOrderMutationVariables = Exact<{
  input: OrderAllocateInput;
}>;


export type AllocateOrderMutation = { orderAllocate: { allocation: { id: string, lineNo: number, quantity: string, rule: { zh: string, en: string }, shares: Array<{ id: string, quantity: string, delivered: string, state: AllocationShareState, round: number, producer:
          | { displayName: string }
          | { displayName: string }
          | { displayName: string }
          | { displayName: string }
         | null, place:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, reason: { soldBefore: string, free: string, room: string, stale: boolean, limitedBy: string | null } | null }> } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type ReportShortfallMutationVariables = Exact<{
  input: AllocationShortfallInput;
}>;


export type ReportShortfallMutation = { allocationShortfall: { allocation: { id: string, lineNo: number, quantity: string, rule: { zh: string, en: string }, shares: Array<{ id: string, quantity: string, delivered: string, state: AllocationShareState, round: number, producer:
          | { displayName: string }
          | { displayName: string }
          | { displayName: string }
          | { displayName: string }
         | null, place:
          | { name: string }
          | { name: string }
          | { name: string }
         | null, reason: { soldBefore: string, free: string, room: string, stale: boolean, limitedBy: string | null } | null }> } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type AllocationStateFragment = { id: string, lineNo: number, quantity: string, rule: { zh: string, en: string }, shares: Array<{ id: string, quantity: string, delivered: string, state: AllocationShareState, round: number, producer:
      | { displayName: string }
      | { displayName: string }
      | { displayName: string }
      | { displayName: string }
     | null, place:
      | { name: string }
      | { name: string }
      | { name: string }
     | null, reason: { soldBefore: string, free: string, room: string, stale: boolean, limitedBy: string | null } | null }> };

export type PickingOnDayQueryVariables = Exact<{
  on: string;
  villageCode?: string | null | undefined;
}>;


export type PickingOnDayQuery = { pickingExperiences: { nodes: Array<{ id: string, name: string, priceFen: number, freePlaces: number, village: { name: string } }> } };

export type BookPickingMutationVariables = Exact<{
  input: PickingBookInput;
}>;


export type BookPickingMutation = { pickingBook: { booking: { id: string, day: string, people: number, state: PickingBookingState } | null, userErrors: Array<{ code: ShopsErrorCode, field: string | null, message: string }> } };

export type BrowseCountyQueryVariables = Exact<{
  category?: VillageCategory | null | undefined;
}>;


export type BrowseCountyQuery = { county: { code: string, name: string, townships: Array<{ code: string, name: string, villages: Array<{ code: string, name: string, category: VillageCategory }> }>, showcases: Array<{ code: string, kind: ShowcaseKind, name: string }> } | null };

export type AppointOfficerMutationVariables = Exact<{
  input: OfficerAppointInput;
}>;


export type AppointOfficerMutation = { officerAppoint: { village: { code: string, infoOfficer: { displayName: string, appointedAt: string } | null } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type SetCollectionPlanMutationVariables = Exact<{
  input: CollectionPlanSetInput;
}>;


export type SetCollectionPlanMutation = { collectionPlanSet: { done: boolean | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type MissedRoundsQueryVariables = Exact<{
  placeCode?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type MissedRoundsQuery = { collectionRounds: { nodes: Array<{ id: string, opensAt: string, closesAt: string, site: { code: string, name: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CollectGoodsMutationVariables = Exact<{
  input: CollectionReceiveInput;
}>;


export type CollectGoodsMutation = { collectionReceive: { receipt: { id: string, number: string, net: string, grade: Grade, amountFen: number, payment: ReceiptPayment, batch: { id: string, code: string, state: BatchState } | null } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type PayReceiptMutationVariables = Exact<{
  input: CollectionPayInput;
}>;


export type PayReceiptMutation = { collectionPay: { receipt: { id: string, payment: ReceiptPayment, paidAt: string | null } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type ListPluginsQueryVariables = Exact<{ [key: string]: never; }>;


export type ListPluginsQuery = { channelPlugins: Array<{ id: string, nameZh: string, version: string, permissions: Array<string>, settingsSchema: unknown }> };

export type CreateConnectionMutationVariables = Exact<{
  input: ConnectionCreateInput;
}>;


export type CreateConnectionMutation = { connectionCreate: { connection: { id: string, code: string, state: ChannelConnectionState, secrets: Array<{ path: string, set: boolean }> } | null, userErrors: Array<{ code: ChannelErrorCode, field: string | null, message: string }> } };

export type VerifyConnectionMutationVariables = Exact<{
  input: ConnectionActionInput;
}>;


export type VerifyConnectionMutation = { connectionVerify: { connection: { id: string, state: ChannelConnectionState } | null, userErrors: Array<{ code: ChannelErrorCode, field: string | null, message: string }> } };

export type ActivateConnectionMutationVariables = Exact<{
  input: ConnectionActionInput;
}>;


export type ActivateConnectionMutation = { connectionActivate: { connection: { id: string, state: ChannelConnectionState } | null, userErrors: Array<{ code: ChannelErrorCode, field: string | null, message: string }> } };

export type IssueChannelTokenMutationVariables = Exact<{
  input: ConnectionTokenInput;
}>;


export type IssueChannelTokenMutation = { connectionTokenIssue: { token: string | null, expiresAt: string | null, userErrors: Array<{ code: ChannelErrorCode, field: string | null, message: string }> } };

export type DeliveryCheckQueryVariables = Exact<{
  productId: string | number;
  latitude: number;
  longitude: number;
}>;


export type DeliveryCheckQuery = { deliveryCheck: { covered: boolean, site: { code: string, name: string } | null } | null };

export type OpenDisputesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OpenDisputesQuery = { disputes: { nodes: Array<{ id: string, channel: string, code: string, message: string, raisedAt: string, facts: Array<{ name: string, value: string }>, order: { id: string, number: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ResolveDisputeMutationVariables = Exact<{
  input: DisputeResolveInput;
}>;


export type ResolveDisputeMutation = { disputeResolve: { dispute: { id: string, state: DisputeState, resolution: string | null } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type EventsAfterQueryVariables = Exact<{
  after?: string | null | undefined;
  kinds?: Array<EventKind> | EventKind | null | undefined;
}>;


export type EventsAfterQuery = { events: { resyncRequired: ResyncReason | null, nodes: Array<{ sequence: number, kind: EventKind, occurredAt: string, version: number, node:
        | { __typename: 'AllianceMember', id: string }
        | { __typename: 'AllocationShare', id: string }
        | { __typename: 'AuditReport', id: string }
        | { __typename: 'Batch', id: string }
        | { __typename: 'BatchTransfer', id: string }
        | { __typename: 'Brand', id: string }
        | { __typename: 'BrandLicence', id: string }
        | { __typename: 'ChannelConnection', id: string }
        | { __typename: 'ChannelDelivery', id: string }
        | { __typename: 'CollectionReceipt', id: string }
        | { __typename: 'CollectionRound', id: string }
        | { __typename: 'ConcessionTerm', id: string }
        | { __typename: 'ConformityCertificate', id: string }
        | { __typename: 'Consent', id: string }
        | { __typename: 'Cooperative', id: string }
        | { __typename: 'Counter', id: string }
        | { __typename: 'County', id: string }
        | { __typename: 'Dispute', id: string }
        | { __typename: 'Enterprise', id: string }
        | { __typename: 'ExpansionPlan', id: string }
        | { __typename: 'HeritageMark', id: string }
        | { __typename: 'Household', id: string }
        | { __typename: 'InboxMessage', id: string }
        | { __typename: 'IndustryHall', id: string }
        | { __typename: 'InputUse', id: string }
        | { __typename: 'Inspection', id: string }
        | { __typename: 'KeptLine', id: string }
        | { __typename: 'Kiosk', id: string }
        | { __typename: 'KioskCommand', id: string }
        | { __typename: 'LargeGrower', id: string }
        | { __typename: 'LimitTable', id: string }
        | { __typename: 'MarketQuote', id: string }
        | { __typename: 'OperatorPledge', id: string }
        | { __typename: 'Order', number: string, status: OrderStatus, id: string }
        | { __typename: 'OrderAllocation', id: string }
        | { __typename: 'OutletAlert', id: string }
        | { __typename: 'PayoutRun', id: string }
        | { __typename: 'PickingBooking', id: string }
        | { __typename: 'PickingExperience', id: string }
        | { __typename: 'PlannedOutput', id: string }
        | { __typename: 'ProducerAlliance', id: string }
        | { __typename: 'Product', name: string, priceFen: number, id: string }
        | { __typename: 'Refund', id: string }
        | { __typename: 'ScaleWarning', id: string }
        | { __typename: 'Shop', id: string }
        | { __typename: 'Site', id: string }
        | { __typename: 'Slot', id: string }
        | { __typename: 'StockItem', available: string, id: string }
        | { __typename: 'Story', id: string }
        | { __typename: 'Township', id: string }
        | { __typename: 'TraceEvent', id: string }
        | { __typename: 'Vend', id: string }
        | { __typename: 'Village', id: string }
       | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type FeedPositionQueryVariables = Exact<{ [key: string]: never; }>;


export type FeedPositionQuery = { feedPosition: { cursor: string, sequence: number } };

export type BeginFieldMutationVariables = Exact<{
  input: BatchBeginInput;
}>;


export type BeginFieldMutation = { batchBegin: { batch: { id: string, code: string } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type RecordInputUseMutationVariables = Exact<{
  input: InputUseRecordInput;
}>;


export type RecordInputUseMutation = { inputUseRecord: { batch: { id: string, state: BatchState, inputUses: Array<{ name: string, lastOn: string, intervalFor: IntervalFor, intervalEndsOn: string, corrected: boolean }> } | null, userErrors: Array<{ code: QualityErrorCode, field: string | null, message: string }> } };

export type HarvestFieldMutationVariables = Exact<{
  input: BatchHarvestInput;
}>;


export type HarvestFieldMutation = { batchHarvest: { batch: { id: string, harvestedOn: string | null } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type RegisterHouseholdMutationVariables = Exact<{
  input: HouseholdRegisterInput;
}>;


export type RegisterHouseholdMutation = { householdRegister: { household: { id: string, displayName: string, householdNo: string | null, category: HouseholdCategory | null, willing: boolean | null, able: boolean | null, village: { code: string, name: string } } | null, userErrors: Array<{ code: PeopleErrorCode, field: string | null, message: string }> } };

export type ImportHandbookMutationVariables = Exact<{
  input: HandbookImportInput;
}>;


export type ImportHandbookMutation = { handbookImport: { import: { id: string, filename: string, rows: number, created: number, updated: number, unchanged: number, failed: number, errorCount: number, applied: boolean } | null, rowErrors: Array<{ row: number, column: string, code: HandbookRowErrorCode, expected: string, message: string }> | null, userErrors: Array<{ code: PeopleErrorCode, field: string | null, message: string }> } };

export type IndustryHallsQueryVariables = Exact<{ [key: string]: never; }>;


export type IndustryHallsQuery = { industryHalls: Array<{ code: string, name: string, industry: Industry, products: { nodes: Array<{ id: string, name: string, priceFen: number, stock: { available: string }, producer:
          | { displayName: string, kind: ProducerKind }
          | { displayName: string, kind: ProducerKind }
          | { displayName: string, kind: ProducerKind }
          | { displayName: string, kind: ProducerKind }
         }> } }> };

export type StockOfPlaceQueryVariables = Exact<{
  placeCode?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type StockOfPlaceQuery = { stockItems: { nodes: Array<{ id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type StockOfSitesQueryVariables = Exact<{
  siteCodes: Array<string> | string;
  after?: string | null | undefined;
}>;


export type StockOfSitesQuery = { stockItems: { nodes: Array<{ id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ReceiveStockMutationVariables = Exact<{
  input: StockReceiveInput;
}>;


export type ReceiveStockMutation = { stockReceive: { stockItem: { id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } } | null, userErrors: Array<{ code: StockErrorCode, field: string | null, message: string }> } };

export type CountStockMutationVariables = Exact<{
  input: StockCountInput;
}>;


export type CountStockMutation = { stockCount: { stockItem: { id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } } | null, userErrors: Array<{ code: StockErrorCode, field: string | null, message: string }> } };

export type TransferStockMutationVariables = Exact<{
  input: StockTransferInput;
}>;


export type TransferStockMutation = { stockTransfer: { from: { id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } } | null, to: { id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } } | null, userErrors: Array<{ code: StockErrorCode, field: string | null, message: string }> } };

export type KioskFeedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  kioskId?: string | number | null | undefined;
}>;


export type KioskFeedSubscription = { kioskFeed:
    | { __typename: 'KioskChange', cursor: string, sequence: number, occurredAt: string, item:
        | { __typename: 'Kiosk', id: string, version: number, planogramVersion: number, locks: Array<{ reason: LockReason, freshOnly: boolean }> }
        | { __typename: 'KioskCommand', id: string, version: number, kind: KioskCommandKind, state: KioskCommandState, expiresAt: string }
        | { __typename: 'Slot', id: string, version: number, code: string, priceFen: number, level: number, available: number, health: SlotHealth, active: boolean }
       }
    | { __typename: 'KioskSnapshot', cursor: string, complete: boolean, items: Array<
        | { __typename: 'Kiosk', id: string, version: number, planogramVersion: number, locks: Array<{ reason: LockReason, freshOnly: boolean }> }
        | { __typename: 'KioskCommand', id: string, version: number, kind: KioskCommandKind, state: KioskCommandState, expiresAt: string }
        | { __typename: 'Slot', id: string, version: number, code: string, priceFen: number, level: number, available: number, health: SlotHealth, active: boolean }
      > }
    | { __typename: 'ResyncRequired', reason: ResyncReason }
   };

type KioskThingState_Kiosk_Fragment = { __typename: 'Kiosk', id: string, version: number, planogramVersion: number, locks: Array<{ reason: LockReason, freshOnly: boolean }> };

type KioskThingState_KioskCommand_Fragment = { __typename: 'KioskCommand', id: string, version: number, kind: KioskCommandKind, state: KioskCommandState, expiresAt: string };

type KioskThingState_Slot_Fragment = { __typename: 'Slot', id: string, version: number, code: string, priceFen: number, level: number, available: number, health: SlotHealth, active: boolean };

export type KioskThingStateFragment =
  | KioskThingState_Kiosk_Fragment
  | KioskThingState_KioskCommand_Fragment
  | KioskThingState_Slot_Fragment
;

export type ReserveVendMutationVariables = Exact<{
  input: VendReserveInput;
}>;


export type ReserveVendMutation = { vendReserve: { vend: { id: string, state: VendState, slot: { code: string, available: number }, order: { id: string, totalFen: number, reservation: { expiresAt: string } | null } | null } | null, userErrors: Array<{ code: OutletErrorCode, message: string }> } };

export type AuthoriseVendMutationVariables = Exact<{
  input: VendAuthoriseInput;
}>;


export type AuthoriseVendMutation = { vendAuthorise: { authorisation: { token: string, slot: string, expiresAt: string } | null, userErrors: Array<{ code: OutletErrorCode, message: string }> } };

export type ReportVendMutationVariables = Exact<{
  input: VendReportInput;
}>;


export type ReportVendMutation = { vendReport: { vend: { id: string, state: VendState, flag: VendFlag | null } | null, userErrors: Array<{ code: OutletErrorCode, message: string }> } };

export type UploadJournalMutationVariables = Exact<{
  input: JournalUploadInput;
}>;


export type UploadJournalMutation = { journalUpload: { receipt: { epoch: number, ackedThroughSeq: number, results: Array<{ seq: number, status: JournalEntryStatus, code: string | null }>, missing: Array<{ from: number, to: number }> } | null, userErrors: Array<{ code: OutletErrorCode, field: string | null, message: string }> } };

export type MarketQuoteChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: MarketQuoteFilter | null | undefined;
}>;


export type MarketQuoteChangesSubscription = { marketQuoteChanges:
    | { __typename: 'MarketQuoteChange', cursor: string, sequence: number, occurredAt: string, quote: { id: string, goods: string, market: string, quotedOn: string, priceFen: number, unit: Unit, version: number } }
    | { __typename: 'MarketQuoteSnapshot', cursor: string, complete: boolean, quotes: Array<{ id: string, goods: string, market: string, quotedOn: string, priceFen: number, unit: Unit, version: number }> }
    | { __typename: 'ResyncRequired', reason: ResyncReason }
   };

export type QuotedPriceFragment = { id: string, goods: string, market: string, quotedOn: string, priceFen: number, unit: Unit, version: number };

export type MarketQuoteRecordMutationVariables = Exact<{
  input: MarketQuoteRecordInput;
}>;


export type MarketQuoteRecordMutation = { marketQuoteRecord: { quote: { id: string, goods: string, market: string, quotedOn: string, priceFen: number, unit: Unit } | null, userErrors: Array<{ code: MarketErrorCode, field: string | null, message: string }> } };

export type MarketQuotesImportMutationVariables = Exact<{
  input: MarketQuotesImportInput;
}>;


export type MarketQuotesImportMutation = { marketQuotesImport: { rows: number | null, changed: number | null, userErrors: Array<{ code: MarketErrorCode, field: string | null, message: string }> } };

export type MarketQuotesQueryVariables = Exact<{
  filter?: MarketQuoteFilter | null | undefined;
  from?: string | null | undefined;
  until?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type MarketQuotesQuery = { marketQuotes: { nodes: Array<{ industry: Industry, goods: string, market: string, source: string, quotedOn: string, priceFen: number, unit: Unit }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderMoneyQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderMoneyQuery = { order: { id: string, number: string, status: OrderStatus, totalFen: number, paidFen: number, refundingFen: number, refundedFen: number, channel: { connection: string | null, externalId: string | null }, payments: Array<{ kind: PaymentKind, method: string, amountFen: number, transactionId: string | null, paidAt: string }>, refunds: Array<{ id: string, number: string, amountFen: number, state: RefundState, reason: string | null }> } | null };

export type RecordRefundMutationVariables = Exact<{
  input: RefundRecordInput;
}>;


export type RecordRefundMutation = { refundRecord: { refund: { id: string, state: RefundState } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type RetryRefundMutationVariables = Exact<{
  input: RefundActionInput;
}>;


export type RetryRefundMutation = { refundRetry: { refund: { id: string, number: string, state: RefundState } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type NearestShopsQueryVariables = Exact<{
  latitude: number;
  longitude: number;
  sourceSystem?: CoordinateSystem;
  first?: number;
}>;


export type NearestShopsQuery = { nearestShops: Array<{ distanceM: number, shop: { id: string, name: string, address: string, openNow: boolean, position: { latitude: number, longitude: number }, site: { code: string }, openingHours: Array<{ weekday: number, opens: string, closes: string }> } }> };

export type OrderChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: OrderChangesFilter | null | undefined;
}>;


export type OrderChangesSubscription = { orderChanges:
    | { __typename: 'OrderChange', cursor: string, sequence: number, occurredAt: string, order: { id: string, number: string, status: OrderStatus, kind: OrderKind, version: number, totalFen: number, buyer: { maskedName: string }, lines: Array<{ lineNo: number, productName: string, quantity: { value: string, unit: Unit }, site: { code: string } }> } }
    | { __typename: 'OrderSnapshot', cursor: string, complete: boolean, orders: Array<{ id: string, number: string, status: OrderStatus, kind: OrderKind, version: number, totalFen: number, buyer: { maskedName: string }, lines: Array<{ lineNo: number, productName: string, quantity: { value: string, unit: Unit }, site: { code: string } }> }> }
    | { __typename: 'ResyncRequired', reason: ResyncReason }
   };

export type OrderStateFragment = { id: string, number: string, status: OrderStatus, kind: OrderKind, version: number, totalFen: number, buyer: { maskedName: string }, lines: Array<{ lineNo: number, productName: string, quantity: { value: string, unit: Unit }, site: { code: string } }> };

export type OrdersOfRegionQueryVariables = Exact<{
  status?: Array<OrderStatus> | OrderStatus | null | undefined;
  placeCode?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type OrdersOfRegionQuery = { orders: { totalCount: number, nodes: Array<{ id: string, number: string, status: OrderStatus, kind: OrderKind, totalFen: number, createdAt: string, buyer: { maskedName: string, maskedPhone: string } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type OversoldStockQueryVariables = Exact<{
  placeCode: string;
}>;


export type OversoldStockQuery = { stockItems: { nodes: Array<{ id: string, onHand: string, reserved: string, available: string, product: { name: string }, site: { code: string, name: string } }> } };

export type SendBatchesMutationVariables = Exact<{
  input: BatchSendInput;
}>;


export type SendBatchesMutation = { batchSend: { transfer: { id: string, state: BatchTransferState } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type TakeBatchesInMutationVariables = Exact<{
  input: BatchArriveInput;
}>;


export type TakeBatchesInMutation = { batchArrive: { transfer: { id: string, lines: Array<{ sent: string, arrived: string | null, batch: { code: string } | null }> } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type RecordInspectionMutationVariables = Exact<{
  input: InspectionRecordInput;
}>;


export type RecordInspectionMutation = { inspectionRecord: { inspection: { id: string, number: string, result: Verdict, results: Array<{ item: string, value: string, unit: string, most: string | null, verdict: Verdict }>, batch: { code: string, state: BatchState } | null } | null, userErrors: Array<{ code: QualityErrorCode, field: string | null, message: string }> } };

export type IssueCertificateMutationVariables = Exact<{
  input: CertificateIssueInput;
}>;


export type IssueCertificateMutation = { certificateIssue: { certificate: { number: string, productName: string, origin: string, issuedOn: string, promisor: string, testedItems: Array<string>, quantity: { value: string, unit: Unit } } | null, userErrors: Array<{ code: QualityErrorCode, field: string | null, message: string }> } };

export type PackBatchesMutationVariables = Exact<{
  input: BatchPackInput;
}>;


export type PackBatchesMutation = { batchPack: { batch: { id: string, code: string, state: BatchState, producers: Array<{ quantity: string, producer:
          | { displayName: string }
          | { displayName: string }
          | { displayName: string }
          | { displayName: string }
         | null }>, inputs: Array<{ quantity: { value: string, unit: Unit }, batch: { code: string } | null }> } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type DispatchOrderMutationVariables = Exact<{
  input: OrderDispatchInput;
}>;


export type DispatchOrderMutation = { orderDispatch: { order: { id: string, status: OrderStatus, parcels: Array<{ carrier: string | null, trackingNo: string | null, shippedAt: string }> } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type PayeeSetMutationVariables = Exact<{
  input: PayeeSetInput;
}>;


export type PayeeSetMutation = { payeeSet: { payee: { maskedHolder: string, maskedAccount: string, bank: string } | null, userErrors: Array<{ code: SettlementErrorCode, field: string | null, message: string }> } };

export type PayoutPrepareMutationVariables = Exact<{
  input: PayoutPrepareInput;
}>;


export type PayoutPrepareMutation = { payoutPrepare: { run: { id: string, number: string, totalFen: number, payees: number } | null, userErrors: Array<{ code: SettlementErrorCode, field: string | null, message: string }> } };

export type PayoutApproveMutationVariables = Exact<{
  input: PayoutActionInput;
}>;


export type PayoutApproveMutation = { payoutApprove: { run: { id: string, state: PayoutRunState, approvedBy: string | null } | null, userErrors: Array<{ code: SettlementErrorCode, message: string }> } };

export type PayoutExportMutationVariables = Exact<{
  input: PayoutExportInput;
}>;


export type PayoutExportMutation = { payoutExport: { file: { filename: string, content: string } | null, userErrors: Array<{ code: SettlementErrorCode, message: string }> } };

export type PayoutRunsQueryVariables = Exact<{ [key: string]: never; }>;


export type PayoutRunsQuery = { payoutRuns: { nodes: Array<{ number: string, state: PayoutRunState, totalFen: number, place:
        | { name: string }
        | { name: string }
        | { name: string }
      , payouts: { nodes: Array<{ amountFen: number, state: PayoutState, producer:
            | { displayName: string }
            | { displayName: string }
            | { displayName: string }
            | { displayName: string }
           }> } }> } };

export type PlaceOrderMutationVariables = Exact<{
  input: OrderPlaceInput;
}>;


export type PlaceOrderMutation = { orderPlace: { order: { id: string, number: string, status: OrderStatus, kind: OrderKind, totalFen: number, lines: Array<{ amountFen: number, product: { id: string, name: string }, site: { code: string }, quantity: { value: string, unit: Unit } }>, reservation: { expiresAt: string } | null } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type PlannedOutputDeclareMutationVariables = Exact<{
  input: PlannedOutputDeclareInput;
}>;


export type PlannedOutputDeclareMutation = { plannedOutputDeclare: { plan: { id: string, goods: string, readyOn: string, quantity: { value: string, unit: Unit } } | null, userErrors: Array<{ code: MarketErrorCode, field: string | null, message: string }> } };

export type PlannedOutputsQueryVariables = Exact<{
  placeCode: string;
  after?: string | null | undefined;
}>;


export type PlannedOutputsQuery = { plannedOutputs: { nodes: Array<{ goods: string, readyOn: string, quantity: { value: string, unit: Unit }, producer:
        | { displayName: string }
        | { displayName: string }
        | { displayName: string }
        | { displayName: string }
       }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ScaleWarningsQueryVariables = Exact<{
  placeCode: string;
}>;


export type ScaleWarningsQuery = { scaleWarnings: { nodes: Array<{ goods: string, raisedAt: string, village: { name: string }, planned: { value: string, unit: Unit }, countyPlanned: { value: string }, sold: { value: string }, openOrders: { value: string }, over: { value: string } }> } };

export type ExpansionPlansQueryVariables = Exact<{
  placeCode: string;
}>;


export type ExpansionPlansQuery = { expansionPlans: { nodes: Array<{ id: string, cause: ExpansionCause, expiresAt: string, quantity: { value: string, unit: Unit }, producer:
        | { displayName: string }
        | { displayName: string }
        | { displayName: string }
        | { displayName: string }
      , product: { name: string } }> } };

export type ExpansionPlanAnswerMutationVariables = Exact<{
  input: ExpansionPlanAnswerInput;
}>;


export type ExpansionPlanAnswerMutation = { expansionPlanAnswer: { plan: { state: ExpansionPlanState, readyOn: string | null } | null, userErrors: Array<{ code: MarketErrorCode, field: string | null, message: string }> } };

export type PrintLabelsQueryVariables = Exact<{
  code: string;
}>;


export type PrintLabelsQuery = { batch: { code: string, state: BatchState, product: { name: string }, label: { link: string, svg: string, png: string, pdf: string } | null } | null };

export type ProductChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ProductChangesFilter | null | undefined;
}>;


export type ProductChangesSubscription = { productChanges:
    | { __typename: 'ProductChange', cursor: string, sequence: number, occurredAt: string, product: { id: string, name: string, unit: Unit, priceFen: number, freshness: Freshness, version: number, listings: Array<{ channel: string, priceFen: number, active: boolean }> } }
    | { __typename: 'ProductGone', cursor: string, sequence: number, occurredAt: string, productId: string }
    | { __typename: 'ProductSnapshot', cursor: string, complete: boolean, products: Array<{ id: string, name: string, unit: Unit, priceFen: number, freshness: Freshness, version: number, listings: Array<{ channel: string, priceFen: number, active: boolean }> }> }
    | { __typename: 'ResyncRequired', reason: ResyncReason }
   };

export type ProductStateFragment = { id: string, name: string, unit: Unit, priceFen: number, freshness: Freshness, version: number, listings: Array<{ channel: string, priceFen: number, active: boolean }> };

export type ProductPageQueryVariables = Exact<{
  id: string | number;
}>;


export type ProductPageQuery = { product: { id: string, name: string, description: string, industry: Industry, unit: Unit, scale: number, priceFen: number, photoUrls: Array<string>, freshenedAt: string, brand: { code: string, name: string } | null, stock: { onHand: string, reserved: string, available: string }, producer:
      | { __typename: 'Cooperative', displayName: string, village: { name: string, category: VillageCategory } }
      | { __typename: 'Enterprise', displayName: string, village: { name: string, category: VillageCategory } }
      | { __typename: 'Household', displayName: string, village: { name: string, category: VillageCategory } }
      | { __typename: 'LargeGrower', displayName: string, village: { name: string, category: VillageCategory } }
    , listings: Array<{ channel: string, priceFen: number, active: boolean, sites: Array<{ code: string, name: string }> }> } | null };

export type TraceHeadQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TraceHeadQuery = { latestTreeHead: { size: number, rootHash: string, signedAt: string, note: string } | null, treeHeads: { nodes: Array<{ size: number, note: string }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } }, logKeys: Array<{ verifierKey: string, madeAt: string, retiredAt: string | null }> };

export type TraceGoesOnQueryVariables = Exact<{
  kept: number;
  now: number;
}>;


export type TraceGoesOnQuery = { consistencyProof: { path: Array<string>, fromRootHash: string, toRootHash: string } | null };

export type TraceHasEntryQueryVariables = Exact<{
  commitment: string;
  size?: number | null | undefined;
}>;


export type TraceHasEntryQuery = { inclusionProof: { leafIndex: number, size: number, path: Array<string>, rootHash: string } | null };

export type PublishedTestsQueryVariables = Exact<{
  placeCode?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type PublishedTestsQuery = { inspections: { nodes: Array<{ number: string, laboratory: string, testedUntil: string, result: Verdict, correction: string | null, results: Array<{ item: string, value: string, unit: string, verdict: Verdict }>, batch: { code: string, product: { name: string } } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type MonitoringRatesQueryVariables = Exact<{
  from: string;
  until: string;
}>;


export type MonitoringRatesQuery = { monitoring: Array<{ class: InspectionClass, plannedPerMille: number | null, measuredPerMille: number | null, batches: number, inspected: number, failed: number }> };

export type RecallBatchMutationVariables = Exact<{
  input: BatchRecallInput;
}>;


export type RecallBatchMutation = { batchRecall: { batch: { id: string, code: string, state: BatchState } | null, userErrors: Array<{ code: CirculationErrorCode, field: string | null, message: string }> } };

export type WhereItWentQueryVariables = Exact<{
  batchId: string | number;
}>;


export type WhereItWentQuery = { batchReach: { origins: Array<{ code: string }>, producers: Array<
      | { displayName: string }
      | { displayName: string }
      | { displayName: string }
      | { displayName: string }
    >, made: Array<{ code: string }>, sites: Array<{ code: string, name: string }>, orders: Array<{ quantity: { value: string, unit: Unit }, order: { id: string, number: string, buyer: { maskedName: string, maskedPhone: string } } | null }> } | null };

export type RegisterShopMutationVariables = Exact<{
  input: ShopRegisterInput;
}>;


export type RegisterShopMutation = { shopRegister: { shop: { id: string, name: string, sourceSystem: CoordinateSystem, site: { code: string }, position: { latitude: number, longitude: number } } | null, userErrors: Array<{ code: ShopsErrorCode, field: string | null, message: string }> } };

export type ReturnOrderMutationVariables = Exact<{
  input: OrderReturnInput;
}>;


export type ReturnOrderMutation = { orderReturn: { order: { id: string, status: OrderStatus, refundedFen: number, returns: Array<{ kind: ReturnKind, reason: string, refundFen: number, at: string }> } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type SearchProductsQueryVariables = Exact<{
  search?: string | null | undefined;
  villageCode?: string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SearchProductsQuery = { products: { nodes: Array<{ id: string, name: string, unit: Unit, scale: number, priceFen: number, freshness: Freshness, stock: { available: string }, producer:
        | { displayName: string, village: { code: string, name: string, township: { name: string } } }
        | { displayName: string, village: { code: string, name: string, township: { name: string } } }
        | { displayName: string, village: { code: string, name: string, township: { name: string } } }
        | { displayName: string, village: { code: string, name: string, township: { name: string } } }
       }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CreateProductMutationVariables = Exact<{
  input: ProductCreateInput;
}>;


export type CreateProductMutation = { productCreate: { product: { id: string, status: ProductStatus, scale: number } | null, userErrors: Array<{ code: CatalogueErrorCode, field: string | null, message: string }> } };

export type PublishProductMutationVariables = Exact<{
  productId: string | number;
}>;


export type PublishProductMutation = { productPublish: { product: { id: string, status: ProductStatus, freshness: Freshness } | null, userErrors: Array<{ code: CatalogueErrorCode, field: string | null, message: string }> } };

export type SetListingMutationVariables = Exact<{
  input: ListingSetInput;
}>;


export type SetListingMutation = { listingSet: { product: { id: string, listings: Array<{ channel: string, priceFen: number, active: boolean, sites: Array<{ code: string }> }> } | null, userErrors: Array<{ code: CatalogueErrorCode, field: string | null, message: string }> } };

export type PayOrderMutationVariables = Exact<{
  input: OrderPayInput;
}>;


export type PayOrderMutation = { orderPay: { order: { id: string, status: OrderStatus, paidFen: number } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type FulfilOrderMutationVariables = Exact<{
  input: OrderFulfilInput;
}>;


export type FulfilOrderMutation = { orderFulfil: { order: { id: string, status: OrderStatus, parcels: Array<{ carrier: string | null, trackingNo: string | null }> } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type CancelOrderMutationVariables = Exact<{
  input: OrderCancelInput;
}>;


export type CancelOrderMutation = { orderCancel: { order: { id: string, status: OrderStatus, refundedFen: number } | null, userErrors: Array<{ code: OrderErrorCode, field: string | null, message: string }> } };

export type SignInMutationVariables = Exact<{
  username: string;
  password: string;
}>;


export type SignInMutation = { signIn: { session: { token: string, expiresAt: string, refreshToken: string | null } | null, userErrors: Array<{ code: PeopleErrorCode, field: string | null, message: string }> } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshSessionMutation = { refresh: { session: { token: string, expiresAt: string, refreshToken: string | null } | null, userErrors: Array<{ code: PeopleErrorCode, field: string | null, message: string }> } };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { id: string, role: Role, displayName: string, siteCodes: Array<string>, permissions: Array<string>, place:
      | { code: string, name: string }
      | { code: string, name: string }
      | { code: string, name: string }
     | null } };

export type SitesOfPlaceQueryVariables = Exact<{
  placeCode: string;
  kind?: SiteKind | null | undefined;
  after?: string | null | undefined;
}>;


export type SitesOfPlaceQuery = { sites: { nodes: Array<{ code: string, kind: SiteKind, name: string, place:
        | { code: string, name: string }
        | { code: string, name: string }
        | { code: string, name: string }
       | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type RegisterSiteMutationVariables = Exact<{
  input: SiteRegisterInput;
}>;


export type RegisterSiteMutation = { siteRegister: { site: { id: string, code: string, name: string } | null, userErrors: Array<{ code: PlacesErrorCode, field: string | null, message: string }> } };

export type StockChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: StockChangesFilter | null | undefined;
}>;


export type StockChangesSubscription = { stockChanges:
    | { __typename: 'ResyncRequired', reason: ResyncReason }
    | { __typename: 'StockChange', cursor: string, sequence: number, occurredAt: string, item: { id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } } }
    | { __typename: 'StockSnapshot', cursor: string, complete: boolean, items: Array<{ id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } }> }
   };

export type StockStateFragment = { id: string, onHand: string, reserved: string, available: string, version: number, product: { id: string, name: string, unit: Unit }, site: { code: string, name: string } };

export type TargetGroupQueryVariables = Exact<{
  villageCode?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type TargetGroupQuery = { households: { totalCount: number, nodes: Array<{ id: string, displayName: string, householdNo: string | null, maskedPhone: string | null, category: HouseholdCategory | null, village: { name: string } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type TargetSetMutationVariables = Exact<{
  input: TargetSetInput;
}>;


export type TargetSetMutation = { targetSet: { target: { kind: TargetKind, targetCount: number | null, actualCount: number | null, reached: boolean | null } | null, userErrors: Array<{ code: SettlementErrorCode, field: string | null, message: string }> } };

export type TargetsQueryVariables = Exact<{
  countyCode: string;
  year: number;
}>;


export type TargetsQuery = { targets: Array<{ kind: TargetKind, targetCount: number | null, actualCount: number | null, targetFen: number | null, actualFen: number | null, reached: boolean | null, source: string }> };

export type VillageColumnQueryVariables = Exact<{
  code: string;
  year: number;
}>;


export type VillageColumnQuery = { village: { name: string, income: { households: number, incomeFen: number | null, suppressed: boolean } | null } | null, products: { nodes: Array<{ name: string, priceFen: number, unit: Unit }> } };

export type TraceACodeQueryVariables = Exact<{
  code: string;
}>;


export type TraceACodeQuery = { trace: { code: string, gtin: string | null, link: string | null, producerCount: number, originCount: number, orderCount: number, parcelCount: number, batch: { state: BatchState, harvestedOn: string | null, quantity: { value: string, unit: Unit }, product: { name: string, priceFen: number }, brand: { name: string } | null, place:
        | { name: string }
        | { name: string }
        | { name: string }
       | null }, stop: { cause: StopCause, reason: string, at: string } | null, producers: Array<{ name: string | null, kind: ProducerKind, village: { name: string, township: { name: string } } | null, quantity: { value: string, unit: Unit } }>, origins: Array<{ code: string, origin: BatchOrigin, harvestedOn: string | null, place:
        | { name: string }
        | { name: string }
        | { name: string }
       | null }>, made: Array<{ code: string }>, sites: Array<{ name: string }>, inputUses: Array<{ name: string, dose: string, lastOn: string, intervalDays: number, intervalEndsOn: string, corrected: boolean }>, inspections: Array<{ number: string, laboratory: string, testedUntil: string, result: Verdict, results: Array<{ item: string, value: string, unit: string, most: string | null, verdict: Verdict }> }>, certificates: Array<{ number: string, issuedOn: string, promisor: string, basis: CertificateBasis, voidedAt: string | null }>, steps: { totalCount: number, nodes: Array<{ step: BatchStepKind, occurredAt: string, leaf: number | null, site: { name: string } | null, quantity: { value: string, unit: Unit } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, proof: { events: number, logged: number, headSignedAt: string | null } | null, priceShares: Array<{ party: PriceParty, basisPoints: number, amountFen: number }> } | null };

export type TraceEventsQueryVariables = Exact<{
  batch: string;
  after?: string | null | undefined;
  earlierSize?: number | null | undefined;
}>;


export type TraceEventsQuery = { traceEvents: { totalCount: number, nodes: Array<{ id: string, eventId: string, type: string, bizStep: string | null, disposition: string | null, eventTime: string, errorDeclaredAt: string | null, hash: string, leaf: number, document: unknown, proof: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VillagePageQueryVariables = Exact<{
  code: string;
}>;


export type VillagePageQuery = { village: { id: string, name: string, category: VillageCategory, township: { name: string, county: { name: string } } } | null };

export type WatchChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type WatchChannelsQuery = { channelHealth: Array<{ status: ChannelHealthStatus, code: string | null, message: string | null, messagesHeld: number, deliveriesDead: number, differencesOpen: number, connection: { id: string, code: string, state: ChannelConnectionState } }>, inboxMessages: { nodes: Array<{ id: string, type: string, code: string | null, note: string | null, receivedAt: string, connection: { code: string } }> }, deliveries: { nodes: Array<{ id: string, event: ChannelEvent, subject: string, code: string | null, note: string | null, connection: { code: string } }> } };

export type LinkProductMutationVariables = Exact<{
  input: ChannelLinkInput;
}>;


export type LinkProductMutation = { channelLinkSet: { link: { kind: string, externalId: string, thing:
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
       | null } | null, userErrors: Array<{ code: ChannelErrorCode, field: string | null, message: string }> } };

export type RetryMessageMutationVariables = Exact<{
  input: InboxMessageActionInput;
}>;


export type RetryMessageMutation = { inboxMessageRetry: { inboxMessage: { id: string, state: InboxMessageState } | null, userErrors: Array<{ code: ChannelErrorCode, field: string | null, message: string }> } };

export type ReplayDeliveryMutationVariables = Exact<{
  input: DeliveryReplayInput;
}>;


export type ReplayDeliveryMutation = { deliveryReplay: { delivery: { id: string, state: ChannelDeliveryState } | null, userErrors: Array<{ code: ChannelErrorCode, field: string | null, message: string }> } };

export type PriceSharesQueryVariables = Exact<{
  productId: string | number;
}>;


export type PriceSharesQuery = { sharePlan: { version: number, producerBasisPoints: number }, product: { name: string, priceFen: number, priceShares: Array<{ party: PriceParty, basisPoints: number, amountFen: number }> } | null };

export type IncomeOfCountyQueryVariables = Exact<{
  placeCode: string;
  year: number;
}>;


export type IncomeOfCountyQuery = { incomeReport: { totalFen: number | null, households: number, rows: Array<{ households: number, incomeFen: number | null, suppressed: boolean, place:
        | { name: string }
        | { name: string }
        | { name: string }
       }> } | null };

export type ProducerStatementQueryVariables = Exact<{
  producerId: string | number;
  from: string;
  to: string;
}>;


export type ProducerStatementQuery = { producerStatement: { openingFen: number, closingFen: number, payableFen: number, lines: Array<{ at: string, kind: string, number: string | null, amountFen: number, balanceFen: number }> } | null };

export const AllocationStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AllocationState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OrderAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"zh"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"delivered"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"round"}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"soldBefore"}},{"kind":"Field","name":{"kind":"Name","value":"free"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}},{"kind":"Field","name":{"kind":"Name","value":"limitedBy"}}]}}]}}]}}]} as unknown as DocumentNode<AllocationStateFragment, unknown>;
export const KioskThingStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KioskThingState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KioskThing"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Kiosk"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"planogramVersion"}},{"kind":"Field","name":{"kind":"Name","value":"locks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"freshOnly"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Slot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KioskCommand"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<KioskThingStateFragment, unknown>;
export const QuotedPriceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"QuotedPrice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuote"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"goods"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"quotedOn"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<QuotedPriceFragment, unknown>;
export const OrderStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"buyer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maskedName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<OrderStateFragment, unknown>;
export const ProductStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProductState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"listings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}}]}}]} as unknown as DocumentNode<ProductStateFragment, unknown>;
export const StockStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StockState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<StockStateFragment, unknown>;
export const DeclareForAllianceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeclareForAlliance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AllianceDeclareInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allianceDeclare"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"member"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"declared"}},{"kind":"Field","name":{"kind":"Name","value":"allocated"}},{"kind":"Field","name":{"kind":"Name","value":"sold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeclareForAllianceMutation, DeclareForAllianceMutationVariables>;
export const AllocateOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AllocateOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderAllocateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderAllocate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AllocationState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AllocationState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OrderAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"zh"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"delivered"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"round"}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"soldBefore"}},{"kind":"Field","name":{"kind":"Name","value":"free"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}},{"kind":"Field","name":{"kind":"Name","value":"limitedBy"}}]}}]}}]}}]} as unknown as DocumentNode<AllocateOrderMutation, AllocateOrderMutationVariables>;
export const ReportShortfallDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportShortfall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AllocationShortfallInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allocationShortfall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AllocationState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AllocationState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OrderAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"zh"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"delivered"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"round"}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"soldBefore"}},{"kind":"Field","name":{"kind":"Name","value":"free"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}},{"kind":"Field","name":{"kind":"Name","value":"limitedBy"}}]}}]}}]}}]} as unknown as DocumentNode<ReportShortfallMutation, ReportShortfallMutationVariables>;
export const PickingOnDayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PickingOnDay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"on"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"villageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pickingExperiences"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"on"},"value":{"kind":"Variable","name":{"kind":"Name","value":"on"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"villageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"villageCode"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"freePlaces"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"on"},"value":{"kind":"Variable","name":{"kind":"Name","value":"on"}}}]},{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PickingOnDayQuery, PickingOnDayQueryVariables>;
export const BookPickingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BookPicking"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PickingBookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pickingBook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"booking"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BookPickingMutation, BookPickingMutationVariables>;
export const BrowseCountyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BrowseCounty"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"category"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"VillageCategory"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"county"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"townships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"villages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"category"},"value":{"kind":"Variable","name":{"kind":"Name","value":"category"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"category"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"showcases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<BrowseCountyQuery, BrowseCountyQueryVariables>;
export const AppointOfficerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AppointOfficer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OfficerAppointInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officerAppoint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"infoOfficer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"appointedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AppointOfficerMutation, AppointOfficerMutationVariables>;
export const SetCollectionPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetCollectionPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CollectionPlanSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"collectionPlanSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetCollectionPlanMutation, SetCollectionPlanMutationVariables>;
export const MissedRoundsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MissedRounds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"collectionRounds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"MISSED"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"opensAt"}},{"kind":"Field","name":{"kind":"Name","value":"closesAt"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<MissedRoundsQuery, MissedRoundsQueryVariables>;
export const CollectGoodsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CollectGoods"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CollectionReceiveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"collectionReceive"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"net"}},{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"payment"}},{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CollectGoodsMutation, CollectGoodsMutationVariables>;
export const PayReceiptDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PayReceipt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CollectionPayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"collectionPay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"payment"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PayReceiptMutation, PayReceiptMutationVariables>;
export const ListPluginsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListPlugins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelPlugins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nameZh"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"settingsSchema"}}]}}]}}]} as unknown as DocumentNode<ListPluginsQuery, ListPluginsQueryVariables>;
export const CreateConnectionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateConnection"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectionCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connectionCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"secrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"set"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateConnectionMutation, CreateConnectionMutationVariables>;
export const VerifyConnectionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyConnection"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectionActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connectionVerify"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<VerifyConnectionMutation, VerifyConnectionMutationVariables>;
export const ActivateConnectionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateConnection"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectionActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connectionActivate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ActivateConnectionMutation, ActivateConnectionMutationVariables>;
export const IssueChannelTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IssueChannelToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectionTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connectionTokenIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<IssueChannelTokenMutation, IssueChannelTokenMutationVariables>;
export const DeliveryCheckDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeliveryCheck"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"productId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"latitude"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Float"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"longitude"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Float"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliveryCheck"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"productId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"productId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"point"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"latitude"},"value":{"kind":"Variable","name":{"kind":"Name","value":"latitude"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"longitude"},"value":{"kind":"Variable","name":{"kind":"Name","value":"longitude"}}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"covered"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<DeliveryCheckQuery, DeliveryCheckQueryVariables>;
export const OpenDisputesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpenDisputes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disputes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"EnumValue","value":"OPEN"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"facts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<OpenDisputesQuery, OpenDisputesQueryVariables>;
export const ResolveDisputeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResolveDispute"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DisputeResolveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disputeResolve"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dispute"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResolveDisputeMutation, ResolveDisputeMutationVariables>;
export const EventsAfterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventsAfter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EventKind"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resyncRequired"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<EventsAfterQuery, EventsAfterQueryVariables>;
export const FeedPositionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FeedPosition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feedPosition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}}]}}]}}]} as unknown as DocumentNode<FeedPositionQuery, FeedPositionQueryVariables>;
export const BeginFieldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginField"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BatchBeginInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchBegin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BeginFieldMutation, BeginFieldMutationVariables>;
export const RecordInputUseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordInputUse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InputUseRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputUseRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"inputUses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"lastOn"}},{"kind":"Field","name":{"kind":"Name","value":"intervalFor"}},{"kind":"Field","name":{"kind":"Name","value":"intervalEndsOn"}},{"kind":"Field","name":{"kind":"Name","value":"corrected"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RecordInputUseMutation, RecordInputUseMutationVariables>;
export const HarvestFieldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HarvestField"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BatchHarvestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchHarvest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"harvestedOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<HarvestFieldMutation, HarvestFieldMutationVariables>;
export const RegisterHouseholdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterHousehold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HouseholdRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"householdRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"household"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"householdNo"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"willing"}},{"kind":"Field","name":{"kind":"Name","value":"able"}},{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterHouseholdMutation, RegisterHouseholdMutationVariables>;
export const ImportHandbookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportHandbook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HandbookImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handbookImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"import"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"errorCount"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rowErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"row"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportHandbookMutation, ImportHandbookMutationVariables>;
export const IndustryHallsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IndustryHalls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"industryHalls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"industry"}},{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<IndustryHallsQuery, IndustryHallsQueryVariables>;
export const StockOfPlaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StockOfPlace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StockState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<StockOfPlaceQuery, StockOfPlaceQueryVariables>;
export const StockOfSitesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StockOfSites"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"siteCodes"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"siteCodes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"siteCodes"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StockState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<StockOfSitesQuery, StockOfSitesQueryVariables>;
export const ReceiveStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceiveStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StockReceiveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockReceive"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockItem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StockState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ReceiveStockMutation, ReceiveStockMutationVariables>;
export const CountStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CountStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StockCountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockCount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockItem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StockState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CountStockMutation, CountStockMutationVariables>;
export const TransferStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TransferStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StockTransferInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockTransfer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StockState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<TransferStockMutation, TransferStockMutationVariables>;
export const KioskFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"KioskFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kioskId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kioskFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"kioskId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kioskId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KioskSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KioskThingState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KioskChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KioskThingState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResyncRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KioskThingState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KioskThing"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Node"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Kiosk"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"planogramVersion"}},{"kind":"Field","name":{"kind":"Name","value":"locks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"freshOnly"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Slot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KioskCommand"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<KioskFeedSubscription, KioskFeedSubscriptionVariables>;
export const ReserveVendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReserveVend"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VendReserveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendReserve"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vend"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"slot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"reservation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReserveVendMutation, ReserveVendMutationVariables>;
export const AuthoriseVendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuthoriseVend"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VendAuthoriseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendAuthorise"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"slot"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AuthoriseVendMutation, AuthoriseVendMutationVariables>;
export const ReportVendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportVend"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VendReportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vend"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"flag"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReportVendMutation, ReportVendMutationVariables>;
export const UploadJournalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UploadJournal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"JournalUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journalUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"epoch"}},{"kind":"Field","name":{"kind":"Name","value":"ackedThroughSeq"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UploadJournalMutation, UploadJournalMutationVariables>;
export const MarketQuoteChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"MarketQuoteChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuoteFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketQuoteChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuoteSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"quotes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"QuotedPrice"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuoteChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"quote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"QuotedPrice"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResyncRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"QuotedPrice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuote"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"goods"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"quotedOn"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<MarketQuoteChangesSubscription, MarketQuoteChangesSubscriptionVariables>;
export const MarketQuoteRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MarketQuoteRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuoteRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketQuoteRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"goods"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"quotedOn"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<MarketQuoteRecordMutation, MarketQuoteRecordMutationVariables>;
export const MarketQuotesImportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MarketQuotesImport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuotesImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketQuotesImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"changed"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<MarketQuotesImportMutation, MarketQuotesImportMutationVariables>;
export const MarketQuotesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MarketQuotes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MarketQuoteFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketQuotes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"industry"}},{"kind":"Field","name":{"kind":"Name","value":"goods"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"quotedOn"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MarketQuotesQuery, MarketQuotesQueryVariables>;
export const OrderMoneyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderMoney"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connection"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"paidFen"}},{"kind":"Field","name":{"kind":"Name","value":"refundingFen"}},{"kind":"Field","name":{"kind":"Name","value":"refundedFen"}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<OrderMoneyQuery, OrderMoneyQueryVariables>;
export const RecordRefundDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordRefund"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refundRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RecordRefundMutation, RecordRefundMutationVariables>;
export const RetryRefundDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryRefund"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefundActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refundRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refund"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RetryRefundMutation, RetryRefundMutationVariables>;
export const NearestShopsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NearestShops"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"latitude"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Float"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"longitude"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Float"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sourceSystem"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CoordinateSystem"}}},"defaultValue":{"kind":"EnumValue","value":"WGS84"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nearestShops"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"point"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"latitude"},"value":{"kind":"Variable","name":{"kind":"Name","value":"latitude"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"longitude"},"value":{"kind":"Variable","name":{"kind":"Name","value":"longitude"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"sourceSystem"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sourceSystem"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"distanceM"}},{"kind":"Field","name":{"kind":"Name","value":"shop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"openNow"}},{"kind":"Field","name":{"kind":"Name","value":"position"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"latitude"}},{"kind":"Field","name":{"kind":"Name","value":"longitude"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openingHours"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"opens"}},{"kind":"Field","name":{"kind":"Name","value":"closes"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NearestShopsQuery, NearestShopsQueryVariables>;
export const OrderChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"OrderChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderChangesFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OrderSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OrderChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResyncRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"buyer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maskedName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<OrderChangesSubscription, OrderChangesSubscriptionVariables>;
export const OrdersOfRegionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrdersOfRegion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderStatus"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"buyer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"maskedPhone"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<OrdersOfRegionQuery, OrdersOfRegionQueryVariables>;
export const OversoldStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OversoldStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"oversold"},"value":{"kind":"BooleanValue","value":true}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}}]}}]}}]} as unknown as DocumentNode<OversoldStockQuery, OversoldStockQueryVariables>;
export const SendBatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendBatches"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BatchSendInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchSend"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transfer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SendBatchesMutation, SendBatchesMutationVariables>;
export const TakeBatchesInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeBatchesIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BatchArriveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchArrive"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transfer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sent"}},{"kind":"Field","name":{"kind":"Name","value":"arrived"}},{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TakeBatchesInMutation, TakeBatchesInMutationVariables>;
export const RecordInspectionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordInspection"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InspectionRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inspectionRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inspection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"most"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RecordInspectionMutation, RecordInspectionMutationVariables>;
export const IssueCertificateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IssueCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"promisor"}},{"kind":"Field","name":{"kind":"Name","value":"testedItems"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<IssueCertificateMutation, IssueCertificateMutationVariables>;
export const PackBatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PackBatches"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BatchPackInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchPack"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"producers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PackBatchesMutation, PackBatchesMutationVariables>;
export const DispatchOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DispatchOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderDispatchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderDispatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"parcels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"carrier"}},{"kind":"Field","name":{"kind":"Name","value":"trackingNo"}},{"kind":"Field","name":{"kind":"Name","value":"shippedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DispatchOrderMutation, DispatchOrderMutationVariables>;
export const PayeeSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PayeeSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PayeeSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payeeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maskedHolder"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAccount"}},{"kind":"Field","name":{"kind":"Name","value":"bank"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PayeeSetMutation, PayeeSetMutationVariables>;
export const PayoutPrepareDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PayoutPrepare"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PayoutPrepareInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payoutPrepare"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"payees"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PayoutPrepareMutation, PayoutPrepareMutationVariables>;
export const PayoutApproveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PayoutApprove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PayoutActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payoutApprove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"approvedBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PayoutApproveMutation, PayoutApproveMutationVariables>;
export const PayoutExportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PayoutExport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PayoutExportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payoutExport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PayoutExportMutation, PayoutExportMutationVariables>;
export const PayoutRunsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PayoutRuns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payoutRuns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PREPARED"},{"kind":"EnumValue","value":"APPROVED"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payouts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PayoutRunsQuery, PayoutRunsQueryVariables>;
export const PlaceOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlaceOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderPlaceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderPlace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reservation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const PlannedOutputDeclareDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlannedOutputDeclare"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlannedOutputDeclareInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plannedOutputDeclare"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"goods"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"readyOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlannedOutputDeclareMutation, PlannedOutputDeclareMutationVariables>;
export const PlannedOutputsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlannedOutputs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plannedOutputs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"goods"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"readyOn"}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PlannedOutputsQuery, PlannedOutputsQueryVariables>;
export const ScaleWarningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ScaleWarnings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scaleWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"goods"}},{"kind":"Field","name":{"kind":"Name","value":"planned"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"countyPlanned"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openOrders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"over"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}}]}}]}}]}}]} as unknown as DocumentNode<ScaleWarningsQuery, ScaleWarningsQueryVariables>;
export const ExpansionPlansDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExpansionPlans"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expansionPlans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PROPOSED"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<ExpansionPlansQuery, ExpansionPlansQueryVariables>;
export const ExpansionPlanAnswerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExpansionPlanAnswer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExpansionPlanAnswerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expansionPlanAnswer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"readyOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExpansionPlanAnswerMutation, ExpansionPlanAnswerMutationVariables>;
export const PrintLabelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PrintLabels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"label"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"link"}},{"kind":"Field","name":{"kind":"Name","value":"svg"}},{"kind":"Field","name":{"kind":"Name","value":"png"}},{"kind":"Field","name":{"kind":"Name","value":"pdf"}}]}}]}}]}}]} as unknown as DocumentNode<PrintLabelsQuery, PrintLabelsQueryVariables>;
export const ProductChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ProductChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProductChangesFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProductState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProductState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProductGone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResyncRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProductState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"listings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}}]}}]} as unknown as DocumentNode<ProductChangesSubscription, ProductChangesSubscriptionVariables>;
export const ProductPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProductPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"industry"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"scale"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"photoUrls"}},{"kind":"Field","name":{"kind":"Name","value":"freshenedAt"}},{"kind":"Field","name":{"kind":"Name","value":"brand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"category"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"listings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"sites"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProductPageQuery, ProductPageQueryVariables>;
export const TraceHeadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TraceHead"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"latestTreeHead"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"rootHash"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"treeHeads"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"30"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"logKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifierKey"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"retiredAt"}}]}}]}}]} as unknown as DocumentNode<TraceHeadQuery, TraceHeadQueryVariables>;
export const TraceGoesOnDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TraceGoesOn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kept"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Sequence"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"now"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Sequence"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consistencyProof"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kept"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"now"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"fromRootHash"}},{"kind":"Field","name":{"kind":"Name","value":"toRootHash"}}]}}]}}]} as unknown as DocumentNode<TraceGoesOnQuery, TraceGoesOnQueryVariables>;
export const TraceHasEntryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TraceHasEntry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"commitment"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"size"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Sequence"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inclusionProof"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"commitment"},"value":{"kind":"Variable","name":{"kind":"Name","value":"commitment"}}},{"kind":"Argument","name":{"kind":"Name","value":"size"},"value":{"kind":"Variable","name":{"kind":"Name","value":"size"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"leafIndex"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"rootHash"}}]}}]}}]} as unknown as DocumentNode<TraceHasEntryQuery, TraceHasEntryQueryVariables>;
export const PublishedTestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PublishedTests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inspections"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"laboratory"}},{"kind":"Field","name":{"kind":"Name","value":"testedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"correction"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}}]}},{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<PublishedTestsQuery, PublishedTestsQueryVariables>;
export const MonitoringRatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MonitoringRates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitoring"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"plannedPerMille"}},{"kind":"Field","name":{"kind":"Name","value":"measuredPerMille"}},{"kind":"Field","name":{"kind":"Name","value":"batches"}},{"kind":"Field","name":{"kind":"Name","value":"inspected"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}}]}}]}}]} as unknown as DocumentNode<MonitoringRatesQuery, MonitoringRatesQueryVariables>;
export const RecallBatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecallBatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BatchRecallInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchRecall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RecallBatchMutation, RecallBatchMutationVariables>;
export const WhereItWentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhereItWent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batchId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchReach"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batchId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"producers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"made"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sites"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"buyer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"maskedPhone"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<WhereItWentQuery, WhereItWentQueryVariables>;
export const RegisterShopDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterShop"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ShopRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shopRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"latitude"}},{"kind":"Field","name":{"kind":"Name","value":"longitude"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sourceSystem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterShopMutation, RegisterShopMutationVariables>;
export const ReturnOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReturnOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderReturnInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderReturn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refundedFen"}},{"kind":"Field","name":{"kind":"Name","value":"returns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"refundFen"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReturnOrderMutation, ReturnOrderMutationVariables>;
export const SearchProductsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchProducts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"villageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"villageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"villageCode"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"scale"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"producer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"township"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<SearchProductsQuery, SearchProductsQueryVariables>;
export const CreateProductDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateProduct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProductCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"scale"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateProductMutation, CreateProductMutationVariables>;
export const PublishProductDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishProduct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"productId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productPublish"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"productId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"productId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PublishProductMutation, PublishProductMutationVariables>;
export const SetListingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetListing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ListingSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listingSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"listings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"sites"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetListingMutation, SetListingMutationVariables>;
export const PayOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PayOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderPayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderPay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"paidFen"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PayOrderMutation, PayOrderMutationVariables>;
export const FulfilOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FulfilOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderFulfilInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderFulfil"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"parcels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"carrier"}},{"kind":"Field","name":{"kind":"Name","value":"trackingNo"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FulfilOrderMutation, FulfilOrderMutationVariables>;
export const CancelOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderCancelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderCancel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"refundedFen"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelOrderMutation, CancelOrderMutationVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const RefreshSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refresh"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"refreshToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"siteCodes"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;
export const SitesOfPlaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SitesOfPlace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SiteKind"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sites"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<SitesOfPlaceQuery, SitesOfPlaceQueryVariables>;
export const RegisterSiteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterSite"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SiteRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"siteRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterSiteMutation, RegisterSiteMutationVariables>;
export const StockChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"StockChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StockChangesFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StockState"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResyncRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StockState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<StockChangesSubscription, StockChangesSubscriptionVariables>;
export const TargetGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TargetGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"villageCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"households"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"villageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"villageCode"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"willing"},"value":{"kind":"BooleanValue","value":true}},{"kind":"ObjectField","name":{"kind":"Name","value":"able"},"value":{"kind":"BooleanValue","value":true}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"householdNo"}},{"kind":"Field","name":{"kind":"Name","value":"maskedPhone"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<TargetGroupQuery, TargetGroupQueryVariables>;
export const TargetSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TargetSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TargetSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"targetSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"targetCount"}},{"kind":"Field","name":{"kind":"Name","value":"actualCount"}},{"kind":"Field","name":{"kind":"Name","value":"reached"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TargetSetMutation, TargetSetMutationVariables>;
export const TargetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Targets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"countyCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"year"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"targets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"countyCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"countyCode"}}},{"kind":"Argument","name":{"kind":"Name","value":"year"},"value":{"kind":"Variable","name":{"kind":"Name","value":"year"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"targetCount"}},{"kind":"Field","name":{"kind":"Name","value":"actualCount"}},{"kind":"Field","name":{"kind":"Name","value":"targetFen"}},{"kind":"Field","name":{"kind":"Name","value":"actualFen"}},{"kind":"Field","name":{"kind":"Name","value":"reached"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}}]}}]} as unknown as DocumentNode<TargetsQuery, TargetsQueryVariables>;
export const VillageColumnDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VillageColumn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"year"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"village"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"income"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"year"},"value":{"kind":"Variable","name":{"kind":"Name","value":"year"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"households"}},{"kind":"Field","name":{"kind":"Name","value":"incomeFen"}},{"kind":"Field","name":{"kind":"Name","value":"suppressed"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"villageCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}}]}}]}}]} as unknown as DocumentNode<VillageColumnQuery, VillageColumnQueryVariables>;
export const TraceACodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TraceACode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"gtin"}},{"kind":"Field","name":{"kind":"Name","value":"link"}},{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"harvestedOn"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}}]}},{"kind":"Field","name":{"kind":"Name","value":"brand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"stop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"producers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"village"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"township"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"producerCount"}},{"kind":"Field","name":{"kind":"Name","value":"origins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"harvestedOn"}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"originCount"}},{"kind":"Field","name":{"kind":"Name","value":"made"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sites"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"parcelCount"}},{"kind":"Field","name":{"kind":"Name","value":"inputUses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dose"}},{"kind":"Field","name":{"kind":"Name","value":"lastOn"}},{"kind":"Field","name":{"kind":"Name","value":"intervalDays"}},{"kind":"Field","name":{"kind":"Name","value":"intervalEndsOn"}},{"kind":"Field","name":{"kind":"Name","value":"corrected"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inspections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"laboratory"}},{"kind":"Field","name":{"kind":"Name","value":"testedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"most"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"promisor"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"voidedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"leaf"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proof"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"logged"}},{"kind":"Field","name":{"kind":"Name","value":"headSignedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"priceShares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"party"}},{"kind":"Field","name":{"kind":"Name","value":"basisPoints"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}}]}}]}}]}}]} as unknown as DocumentNode<TraceACodeQuery, TraceACodeQueryVariables>;
export const TraceEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TraceEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batch"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"earlierSize"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Sequence"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"traceEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batch"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"bizStep"}},{"kind":"Field","name":{"kind":"Name","value":"disposition"}},{"kind":"Field","name":{"kind":"Name","value":"eventTime"}},{"kind":"Field","name":{"kind":"Name","value":"errorDeclaredAt"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}},{"kind":"Field","name":{"kind":"Name","value":"leaf"}},{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"proof"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"earlierSize"},"value":{"kind":"Variable","name":{"kind":"Name","value":"earlierSize"}}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<TraceEventsQuery, TraceEventsQueryVariables>;
export const VillagePageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VillagePage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"village"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"township"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"county"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<VillagePageQuery, VillagePageQueryVariables>;
export const WatchChannelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WatchChannels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"messagesHeld"}},{"kind":"Field","name":{"kind":"Name","value":"deliveriesDead"}},{"kind":"Field","name":{"kind":"Name","value":"differencesOpen"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inboxMessages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"HELD"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"connection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DEAD"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"event"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"connection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WatchChannelsQuery, WatchChannelsQueryVariables>;
export const LinkProductDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkProduct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelLinkSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"link"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"thing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LinkProductMutation, LinkProductMutationVariables>;
export const RetryMessageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InboxMessageActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inboxMessageRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inboxMessage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RetryMessageMutation, RetryMessageMutationVariables>;
export const ReplayDeliveryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplayDelivery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeliveryReplayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliveryReplay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReplayDeliveryMutation, ReplayDeliveryMutationVariables>;
export const PriceSharesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PriceShares"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"productId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sharePlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"producerBasisPoints"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"productId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priceFen"}},{"kind":"Field","name":{"kind":"Name","value":"priceShares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"party"}},{"kind":"Field","name":{"kind":"Name","value":"basisPoints"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}}]}}]}}]}}]} as unknown as DocumentNode<PriceSharesQuery, PriceSharesQueryVariables>;
export const IncomeOfCountyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IncomeOfCounty"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCode"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"year"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incomeReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"placeCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"placeCode"}}},{"kind":"Argument","name":{"kind":"Name","value":"year"},"value":{"kind":"Variable","name":{"kind":"Name","value":"year"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalFen"}},{"kind":"Field","name":{"kind":"Name","value":"households"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"households"}},{"kind":"Field","name":{"kind":"Name","value":"incomeFen"}},{"kind":"Field","name":{"kind":"Name","value":"suppressed"}}]}}]}}]}}]} as unknown as DocumentNode<IncomeOfCountyQuery, IncomeOfCountyQueryVariables>;
export const ProducerStatementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProducerStatement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"producerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"producerStatement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"producerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"producerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openingFen"}},{"kind":"Field","name":{"kind":"Name","value":"closingFen"}},{"kind":"Field","name":{"kind":"Name","value":"payableFen"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"amountFen"}},{"kind":"Field","name":{"kind":"Name","value":"balanceFen"}}]}}]}}]}}]} as unknown as DocumentNode<ProducerStatementQuery, ProducerStatementQueryVariables>;