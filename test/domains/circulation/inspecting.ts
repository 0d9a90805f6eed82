import { globalId } from '../../../src/platform/graphql/index.js';
import type { TestApp } from '../../kit/app.js';
import { newKey, OPERATOR } from '../../kit/goods.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
export const today = (): string => TODAY;
export const daysAgo = (days: number): string =>
  new Date(Date.parse(`${TODAY}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

let reports = 0;

/** A report with all its fields, passed unless its results say otherwise. */
export const report = (batchId: string, over: object = {}) => ({
  batchId,
  class: 'OTHER',
  number: `GZ-${newKey().slice(0, 8)}-${++reports}`,
  title: '检验检测报告 CMA',
  laboratory: '固镇县农产品质量安全检测站',
  laboratoryPlace: '固镇县谷阳镇',
  client: '王小明',
  method: 'GB 5009.22',
  sample: '花生 1 kg',
  sampleState: '完好',
  samplingPlan: '随机抽样',
  pages: 3,
  receivedOn: daysAgo(1),
  testedFrom: daysAgo(1),
  testedUntil: TODAY,
  signatory: '李检验',
  results: [{ item: '黄曲霉毒素B1', value: 'ND', unit: 'μg/kg', verdict: 'PASSED' }],
  ...over,
});

const THINGS: Readonly<Record<string, string>> = {
  inspectionRecord: 'inspection { id number result publication client results { item value most verdict } }',
  inspectionReview: 'inspection { id publication }',
  inspectionPublish: 'inspection { id publication }',
  inspectionCorrect: 'inspection { id publication correction }',
  inputUseRecord: 'batch { id state inputUses { id name intervalEndsOn corrected } }',
  limitTableImport: 'limitTable { id code version values { class item unit most } }',
  monitoringPlanSet: 'done',
  certificateIssue:
    'certificate { id number productName quantity { value unit } origin issuedOn promisor maskedContact basis testedItems }',
  certificateVoid: 'certificate { id voidedAt voidReason }',
  batchBrand: 'batch { id brand { code } }',
  brandLicenceGrant: 'licence { id brand { code } producer { id } fromOn untilOn revokedAt }',
  brandLicenceRevoke: 'licence { id revokedAt }',
  heritageMarkGrant: 'mark { id kind name sinceYear evidence }',
  pledgeSign: 'pledge { id grade signedOn producer { id } site { code } }',
  pledgeBreach: 'pledge { id grade breaches { severity reason } }',
  consentRecord: 'consent { id purpose givenOn withdrawnAt }',
  consentWithdraw: 'consent { id purpose withdrawnAt }',
  storyWrite: 'story { id state }',
  storyPublish: 'story { id state }',
  storyUnpublish: 'story { id state }',
  productPublish: 'product { id }',
  productUpdate: 'product { id brand { code } }',
  listingSet: 'product { id }',
};
const KEYED =
  /^(inputUseRecord|inspectionRecord|certificateIssue|brandLicenceGrant|heritageMarkGrant|pledgeBreach|consentRecord|storyWrite)$/;
const INPUTS: Readonly<Record<string, string>> = {
  inspectionReview: 'InspectionStepInput',
  inspectionPublish: 'InspectionStepInput',
  storyPublish: 'StoryStateInput',
  storyUnpublish: 'StoryStateInput',
  productPublish: 'ProductStateInput',
};

export async function quality(
  app: TestApp,
  name: string,
  input: object,
  as: { role?: string; token?: string } = OPERATOR,
): Promise<any> {
  const type = INPUTS[name] ?? `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${THINGS[name]} userErrors { code field message } } }`;
  const given = KEYED.test(name) ? { idempotencyKey: newKey(), ...input } : input;
  const answer = await app.ask(query, { input: given }, as);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data[name];
}

/** The thing itself; a refusal is a fault of the test. */
export async function good(
  app: TestApp,
  name: string,
  input: object,
  as?: { role?: string; token?: string },
): Promise<any> {
  const answer = await quality(app, name, input, as);
  if (answer.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(answer.userErrors)}`);
  return answer[THINGS[name]!.split(' ')[0]!];
}

export const codes = (answer: { userErrors: { code: string; field: string | null }[] }) =>
  answer.userErrors.map(({ code, field }) => [code, field]);

/** Records a passed report of a batch. */
export const pass = (app: TestApp, batchId: string, over: object = {}) =>
  good(app, 'inspectionRecord', report(batchId, over));

export const makeBrand = async ({ db }: TestApp, code: string): Promise<string> => {
  await db.pool.query(`insert into brand(code, name, county_code) values ($1, $1, '340323')`, [code]);
  return code;
};

/** A household with what its product is made of: its class asks for its industry. */
export async function setIndustry({ db }: TestApp, productId: string, industry: string): Promise<void> {
  const key = Number(Buffer.from(productId, 'base64url').toString().split(':')[1]);
  await db.pool.query('update product set industry = $2 where id = $1', [key, industry]);
}

export const batchIdOf = async ({ db }: TestApp, code: string): Promise<string> =>
  globalId('Batch', (await db.pool.query<{ id: number }>('select id from batch where code = $1', [code])).rows[0]!.id);
