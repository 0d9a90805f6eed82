import { Field } from 'type-graphql';
import { ReadModel } from '../../../platform/graphql/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { brandReads } from '../../catalogue/index.js';
import { householdReads, producerReads } from '../../people/index.js';
import { placeReads, siteReads } from '../../places/index.js';
import { batchReads } from '../batch.reads.js';
import { Batch } from '../batch.types.js';
import { creditGrade, type CreditGrade } from './grade.rules.js';
import {
  ConformityCertificate,
  type BrandLicenceRow,
  type CertificateRow,
  type ConsentRow,
  type HeritageMarkRow,
  type PledgeRow,
  type StoryRow,
} from './trust.types.js';

interface Counted {
  quantitySteps: number;
  unit: string;
  scale: number;
  quantity?: object;
}

export const certificateReads = new ReadModel<CertificateRow>({
  type: 'ConformityCertificate',
  table: 'conformity_certificate',
  key: 'key',
  columns: {
    key: '$t.id',
    number: { sql: '$t.number', always: true },
    batchKey: { sql: '$t.batch_id', always: true },
    placeCode: { sql: '(select b.place_code from batch b where b.id = $t.batch_id)', always: true },
    household: {
      sql: `exists (select 1 from batch_producer p join producer r on r.id = p.producer_id where p.batch_id = $t.batch_id and r.kind = 'HOUSEHOLD')`,
      for: ['promisor'],
    },
    promisorText: { sql: '$t.promisor', for: ['promisor'] },
    contactSealed: { sql: '$t.contact_sealed', for: ['maskedContact'] },
    quantitySteps: { sql: '$t.quantity', for: ['quantity'] },
    unit: { sql: '$t.unit', for: ['quantity'] },
    scale: { sql: '$t.scale', for: ['quantity'] },
    productName: '$t.product_name',
    origin: '$t.origin',
    issuedOn: '$t.issued_on::text',
    basis: '$t.basis',
    testedItems: '$t.tested_items',
    voidedAt: '$t.voided_at',
    voidReason: '$t.void_reason',
  },
  finish: (row: CertificateRow & Partial<Counted>) => {
    if (row.quantitySteps !== undefined)
      row.quantity = { value: formatQuantity(row.quantitySteps, row.scale!), unit: row.unit };
  },
}).one('batch', batchReads, 'batchKey', (c, b) => `left join batch ${b} on ${b}.id = ${c}.batch_id`);

const breachCount = (severity: string) =>
  `(select count(*) from pledge_breach x where x.pledge_id = $t.id and x.severity = '${severity}')`;

export const pledgeReads = new ReadModel<PledgeRow>({
  type: 'OperatorPledge',
  table: 'operator_pledge',
  key: 'key',
  columns: {
    key: '$t.id',
    producerKey: { sql: `nullif(substring($t.operator from '^producer:(.*)$'), '')::bigint`, always: true },
    siteCode: { sql: `substring($t.operator from '^site:(.*)$')`, always: true },
    minor: { sql: breachCount('MINOR'), for: ['grade'] },
    serious: { sql: breachCount('SERIOUS'), for: ['grade'] },
    signedOn: '$t.signed_on::text',
  },
  finish: (row: PledgeRow & { grade?: CreditGrade }) => {
    if (row.minor === undefined) return;
    // Beyond the lowest grade more breaches change nothing: four of each are enough to reach it.
    const times = (severity: 'MINOR' | 'SERIOUS', n: number) => Array<typeof severity>(Math.min(4, n)).fill(severity);
    row.grade = creditGrade([...times('MINOR', row.minor), ...times('SERIOUS', row.serious)]);
  },
})
  .one(
    'producer',
    producerReads,
    'producerKey',
    (o, p) => `left join producer ${p} on ${o}.operator = 'producer:' || ${p}.id`,
  )
  .one('site', siteReads, 'siteCode', (o, s) => `left join site ${s} on ${o}.operator = 'site:' || ${s}.code`)
  .contribute('breaches', async (pledges, { db }) => {
    const rows = await db.read<{ pledge: number }>(
      'pledge_breaches',
      `select k.id as pledge, b.severity, b.reason, b.at from unnest($1::bigint[]) k(id)
        cross join lateral (select * from pledge_breach where pledge_id = k.id order by id desc limit 100) b`,
      [pledges.map(({ key }) => key)],
    );
    const of = Map.groupBy(rows, (row) => row.pledge);
    for (const pledge of pledges) pledge.breaches = of.get(pledge.key) ?? [];
  });

export const licenceReads = new ReadModel<BrandLicenceRow>({
  type: 'BrandLicence',
  table: 'brand_licence',
  key: 'key',
  columns: {
    key: '$t.id',
    brandCode: { sql: '$t.brand_code', always: true },
    producerKey: { sql: '$t.producer_id', always: true },
    fromOn: '$t.from_on::text',
    untilOn: '$t.until_on::text',
    revokedAt: '$t.revoked_at',
  },
})
  .one('brand', brandReads, 'brandCode', (l, b) => `left join brand ${b} on ${b}.code = ${l}.brand_code`)
  .one('producer', producerReads, 'producerKey', (l, p) => `left join producer ${p} on ${p}.id = ${l}.producer_id`);

export const markReads = new ReadModel<HeritageMarkRow>({
  type: 'HeritageMark',
  table: 'heritage_mark',
  key: 'key',
  columns: {
    key: '$t.id',
    producerKey: { sql: '$t.producer_id', always: true },
    kind: '$t.kind',
    name: '$t.name',
    sinceYear: '$t.since_year',
    evidence: '$t.evidence',
  },
}).one('producer', producerReads, 'producerKey', (m, p) => `left join producer ${p} on ${p}.id = ${m}.producer_id`);

export const consentReads = new ReadModel<ConsentRow>({
  type: 'Consent',
  table: 'consent',
  key: 'key',
  columns: {
    key: '$t.id',
    householdKey: { sql: '$t.household_id', always: true },
    placeCode: { sql: '(select h.village_code from household h where h.id = $t.household_id)', always: true },
    purpose: '$t.purpose',
    givenOn: '$t.given_on::text',
    withdrawnAt: '$t.withdrawn_at',
  },
}).one(
  'household',
  householdReads,
  'householdKey',
  (c, h) =>
    `left join (select p.kind, p.display_name, h.* from household h join producer p on p.id = h.id) ${h} on ${h}.id = ${c}.household_id`,
);

export const storyReads = new ReadModel<StoryRow>({
  type: 'Story',
  table: 'story',
  key: 'key',
  columns: {
    key: '$t.id',
    villageCode: { sql: '$t.village_code', always: true },
    brandCode: { sql: '$t.brand_code', always: true },
    state: { sql: '$t.state', always: true },
    kind: '$t.kind',
    title: '$t.title',
    body: '$t.body',
    photoUrls: '$t.photo_urls',
    publishedAt: '$t.published_at',
  },
})
  .one('village', placeReads, 'villageCode', (s, v) => `left join place ${v} on ${v}.code = ${s}.village_code`)
  .one('brand', brandReads, 'brandCode', (s, b) => `left join brand ${b} on ${b}.code = ${s}.brand_code`);

Field(() => [ConformityCertificate], { description: 'Its certificates, void ones too.', simple: true })(
  Batch.prototype,
  'certificates',
);
batchReads.contribute('certificates', async (batches, { db }) => {
  const ids = await db.read<{ id: number }>(
    'batch_certificates',
    'select id from conformity_certificate where batch_id = any($1) order by id',
    [batches.map(({ key }) => key)],
  );
  const rows = (await certificateReads.byKeys(
    db,
    ids.map(({ id }) => id),
  )) as CertificateRow[];
  const of = Map.groupBy(rows, (row) => row.batchKey);
  for (const batch of batches) (batch as { certificates?: object[] }).certificates = of.get(batch.key) ?? [];
});
