import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, OPERATOR, VILLAGE } from '../../kit/goods.js';
import { makeShop } from '../shops/shop-making.js';
import { collect, done, keyOf } from './circulating.js';
import { codes, daysAgo, good, makeBrand, pass, quality, report, setIndustry, today } from './inspecting.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const count = async (table: string) => (await app.db.pool.query(`select count(*) as n from ${table}`)).rows[0].n;

describe('limits', () => {
  const csv = 'class,item,unit,most\nOTHER,黄曲霉毒素B1,μg/kg,20\nPRODUCE,毒死蜱,mg/kg,0.02\n';
  const table = (over: object = {}) => ({
    code: 'GB2761',
    title: '真菌毒素限量',
    source: '县市场监管局提供',
    effectiveOn: daysAgo(30),
    csv,
    ...over,
  });

  test('a table is imported as a version; the same again changes nothing, another is the next version', async () => {
    const first = await good(app, 'limitTableImport', table());
    expect(first).toMatchObject({
      version: 1,
      values: [
        { class: 'OTHER', item: '黄曲霉毒素B1', unit: 'μg/kg', most: '20' },
        { class: 'PRODUCE', item: '毒死蜱', unit: 'mg/kg', most: '0.02' },
      ],
    });
    expect((await good(app, 'limitTableImport', table())).id).toBe(first.id);
    expect((await good(app, 'limitTableImport', table({ csv: csv.replace('20', '15') }))).version).toBe(2);
  });

  test('faults are named by row and column, and nothing is taken in', async () => {
    const before = await count('limit_value');
    const bad =
      'class,item,unit,most\nFISH,镉,mg/kg,0.1\nOTHER,,mg/kg,0.1\nOTHER,铅,mg/kg,about 3\nOTHER,镉,mg/kg,1\nOTHER,镉,mg/kg,2\n';
    expect(codes(await quality(app, 'limitTableImport', table({ code: 'GB2762', csv: bad })))).toEqual([
      ['BAD_ROW', 'csv.2.class'],
      ['BAD_ROW', 'csv.3.item'],
      ['BAD_ROW', 'csv.4.most'],
      ['BAD_ROW', 'csv.6.item'],
    ]);
    expect(await count('limit_value')).toBe(before);
  });

  test('a result is judged by its limit; a verdict against it is refused, one without a limit must be given', async () => {
    const { id: limitTableId } = await good(app, 'limitTableImport', table());
    const productId = await makeProduct(app, { stock: { [GATE]: '9' } });
    const batch = await collect(app, { productId, net: '9' });
    const of = (value: string, over: object = {}) =>
      report(batch.id, { limitTableId, results: [{ item: '黄曲霉毒素B1', value, unit: 'μg/kg', ...over }] });
    const before = await count('inspection');
    const refused = async (input: object) => codes(await quality(app, 'inspectionRecord', input));
    expect(await refused(of('21', { verdict: 'FAILED' }))).toEqual([]);
    expect(await count('inspection')).toBe(before + 1);
    expect(await refused(of('14', { verdict: 'FAILED' }))).toEqual([['VERDICT_DIFFERS', 'results.0.verdict']]);
    expect(await refused(of('14', { item: '铅' }))).toEqual([['VERDICT_REQUIRED', 'results.0.verdict']]);
    expect(await refused(of('many'))).toEqual([['BAD_VALUE', 'results.0.value']]);
    expect(await refused({ ...of('14'), class: 'MEAT' })).toEqual([['BAD_CLASS', 'class']]);
    expect(await refused({ ...of('14'), testedUntil: '2099-01-01' })).toEqual([['BAD_DAY', 'testedUntil']]);
    expect(await refused({ ...of('14'), limitTableId: 'eA' })).toEqual([['UNKNOWN_LIMITS', 'limitTableId']]);
    expect(await refused({ ...of('14'), results: [] })).toEqual([['TOO_MANY', 'results']]);
    expect(await count('inspection')).toBe(before + 1);
  });
});

test('monitoring measures the rate of each class against its plan', async () => {
  const batches = [];
  for (let i = 0; i < 3; i++) {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    await setIndustry(app, productId, 'VEGETABLE');
    batches.push(await collect(app, { productId, net: '5' }));
  }
  await pass(app, batches[0].id, { class: 'PRODUCE' });
  await good(app, 'monitoringPlanSet', { class: 'PRODUCE', fromOn: daysAgo(10), ratePerMille: 500 });
  const { data } = await app.ask(
    'query($from: Date!, $until: Date!) { monitoring(from: $from, until: $until) { class plannedPerMille batches inspected failed measuredPerMille } }',
    { from: daysAgo(1), until: today() },
  );
  expect(data.monitoring.map((m: { class: string }) => m.class)).toEqual([
    'EGGS',
    'MEAT',
    'PRODUCE',
    'AQUATIC',
    'OTHER',
  ]);
  expect(data.monitoring[2]).toEqual({
    class: 'PRODUCE',
    plannedPerMille: 500,
    batches: 3,
    inspected: 1,
    failed: 0,
    measuredPerMille: 333,
  });
  expect(data.monitoring[3]).toMatchObject({ plannedPerMille: null, batches: 0, measuredPerMille: null });
});

test('eggs are taken from a flock that goes on, but not while an interval for their sale runs', async () => {
  const productId = await makeProduct(app, { unit: 'PIECE', stock: { [GATE]: '60' } });
  await setIndustry(app, productId, 'POULTRY');
  const flock = await done(app, 'batchBegin', { productId, expected: '60', class: 'EGGS' });
  const eggs = { productId, net: '30', fieldId: flock.id, class: 'EGGS' };
  const first = await collect(app, eggs);
  const use = {
    batchId: flock.id,
    kind: 'VETERINARY_DRUG',
    name: '阿莫西林',
    ingredient: '阿莫西林',
    source: '兽药店',
    dose: '0.1 g/L',
    purpose: '肠炎',
    firstOn: today(),
    lastOn: today(),
    intervalDays: 7,
    intervalFor: 'SALE',
  };
  // Eggs of the same day were laid under the drug: they are stopped; more are not taken.
  await good(app, 'inputUseRecord', use);
  const { rows } = await app.db.pool.query('select state from batch where id = $1', [keyOf(first.id)]);
  expect(rows).toEqual([{ state: 'FAILED' }]);
  await expect(collect(app, eggs)).rejects.toThrow('INTERVAL_RUNNING');
  expect(codes(await quality(app, 'inputUseRecord', { ...use, intervalDays: -1 }))).toEqual([
    ['BAD_INTERVAL', 'intervalDays'],
  ]);
  expect(codes(await quality(app, 'inputUseRecord', { ...use, lastOn: daysAgo(3) }))).toEqual([['BAD_DAY', 'lastOn']]);
});

describe('certificates', () => {
  test('one live at a time; void, another may be issued; not for peanuts, not without the passed report it names', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '5' } });
    await setIndustry(app, productId, 'FRUIT');
    const batch = await collect(app, { productId, net: '5' });
    const promise = { batchId: batch.id, promisor: '固镇县果蔬合作社', basis: 'SELF_PROMISE' };
    const issued = await good(app, 'certificateIssue', promise);
    expect(issued.number).toMatch(/^C\d{6}-[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(codes(await quality(app, 'certificateIssue', promise))).toEqual([['ALREADY_CERTIFIED', 'batchId']]);
    await good(app, 'certificateVoid', { certificateId: issued.id, reason: '数量有误' });
    expect(codes(await quality(app, 'certificateVoid', { certificateId: issued.id, reason: '数量有误' }))).toEqual([
      ['ALREADY_VOID', 'certificateId'],
    ]);
    expect(codes(await quality(app, 'certificateIssue', { ...promise, basis: 'TEST' }))).toEqual([
      ['NOT_PASSED', 'inspectionId'],
    ]);
    await good(app, 'certificateIssue', promise);
    const peanuts = await collect(app, { productId: await makeProduct(app), net: '5' });
    expect(codes(await quality(app, 'certificateIssue', { ...promise, batchId: peanuts.id }))).toEqual([
      ['NOT_COVERED', 'batchId'],
    ]);
    const { data } = await app.ask(
      'query($code: String!) { batch(code: $code) { certificates { voidReason maskedContact } } }',
      {
        code: batch.code,
      },
    );
    expect(data.batch.certificates).toEqual([
      { voidReason: '数量有误', maskedContact: null },
      { voidReason: null, maskedContact: null },
    ]);
  });
});

describe('trust', () => {
  test('a breach lowers the grade of who pledged, a producer or a shop', async () => {
    const producerId = await makeHousehold(app);
    const sign = { producerId, text: '不使用禁用农药', evidence: '档案柜 1-1', signedOn: daysAgo(3) };
    const pledge = await good(app, 'pledgeSign', sign);
    expect(pledge).toMatchObject({ grade: 'A', producer: { id: producerId }, site: null });
    expect(codes(await quality(app, 'pledgeSign', sign))).toEqual([['ALREADY_PLEDGED', null]]);
    const breach = (severity: string) =>
      good(app, 'pledgeBreach', { pledgeId: pledge.id, severity, reason: '超量用药', evidence: '检查笔录 7' });
    expect((await breach('MINOR')).grade).toBe('B');
    expect((await breach('SERIOUS')).grade).toBe('D');
    expect((await breach('SERIOUS')).breaches).toHaveLength(3);
    const shop = await makeShop(app, { placeCode: VILLAGE });
    const ofShop = await good(app, 'pledgeSign', { ...sign, producerId: null, siteCode: shop.site.code });
    expect(ofShop).toMatchObject({ grade: 'A', producer: null, site: { code: shop.site.code } });
    expect(codes(await quality(app, 'pledgeSign', { ...sign, siteCode: shop.site.code }))).toEqual([
      ['BAD_OPERATOR', 'producerId'],
    ]);
  });

  test('a brand’s mark: a licence that is over or revoked gives none; listing under it waits for a unified batch', async () => {
    const brandCode = await makeBrand(app, 'mark-test');
    const producerId = await makeHousehold(app);
    const productId = await makeProduct(app, { producerId, stock: { [GATE]: '5' } });
    const batch = await collect(app, { productId, net: '5' });
    const licence = { brandCode, producerId, evidence: '协议', fromOn: daysAgo(9), untilOn: daysAgo(2) };
    const branded = () => quality(app, 'batchBrand', { batchId: batch.id, brandCode });
    await good(app, 'brandLicenceGrant', licence);
    expect(codes(await branded())).toEqual([['NOT_PASSED', 'batchId']]);
    await pass(app, batch.id);
    expect(codes(await branded())).toEqual([['NOT_LICENSED', 'brandCode']]);
    const { id } = await good(app, 'brandLicenceGrant', { ...licence, untilOn: today() });
    await good(app, 'brandLicenceRevoke', { licenceId: id, reason: '冒用' });
    expect(codes(await branded())).toEqual([['NOT_LICENSED', 'brandCode']]);
    await good(app, 'brandLicenceGrant', { ...licence, untilOn: today() });

    await app.db.pool.query('update product set brand_code = $2 where id = $1', [keyOf(productId), brandCode]);
    const listing = { productId, channel: 'direct', siteCodes: [GATE], active: true };
    expect(codes(await quality(app, 'listingSet', listing))).toEqual([['NOT_UNIFIED', 'brandCode']]);
    expect(codes(await quality(app, 'productPublish', { productId }))).toEqual([['NOT_UNIFIED', 'brandCode']]);
    expect((await good(app, 'batchBrand', { batchId: batch.id, brandCode })).brand.code).toBe(brandCode);
    await good(app, 'listingSet', listing);
    await good(app, 'productPublish', { productId });
  });

  test('a heritage mark needs evidence, and is registered once', async () => {
    const mark = {
      kind: 'TIME_HONOURED',
      name: '刘家豆饼',
      producerId: await makeHousehold(app),
      sinceYear: 1921,
      evidence: ['县志 1936 第 7 卷'],
    };
    expect(codes(await quality(app, 'heritageMarkGrant', { ...mark, evidence: [] }))).toEqual([
      ['EVIDENCE_REQUIRED', 'evidence'],
    ]);
    expect(codes(await quality(app, 'heritageMarkGrant', { ...mark, sinceYear: 2999 }))).toEqual([
      ['BAD_YEAR', 'sinceYear'],
    ]);
    expect(await good(app, 'heritageMarkGrant', mark)).toMatchObject({ name: '刘家豆饼', sinceYear: 1921 });
    expect(codes(await quality(app, 'heritageMarkGrant', mark))).toEqual([['DUPLICATE_MARK', 'name']]);
  });

  test('a story is published with consent alone; taken back, it is gone from everyone', async () => {
    const householdId = await makeHousehold(app);
    const story = await good(app, 'storyWrite', {
      kind: 'WAY_OUT_OF_POVERTY',
      title: '一粒黑花生',
      body: '靠种黑花生，一家人的日子好了起来。',
      villageCode: VILLAGE,
      householdId,
      photoUrls: ['https://example.org/peanut.jpg'],
    });
    const publish = () => quality(app, 'storyPublish', { storyId: story.id });
    expect(codes(await publish())).toEqual([['CONSENT_REQUIRED', 'storyId']]);
    const consent = { householdId, text: '同意刊登', evidence: '同意书 12', givenOn: today() };
    await good(app, 'consentRecord', { ...consent, purpose: 'STORY' });
    // The photo is a consent of its own.
    expect(codes(await publish())).toEqual([['CONSENT_REQUIRED', 'storyId']]);
    await good(app, 'consentRecord', { ...consent, purpose: 'PHOTO' });
    expect(codes(await quality(app, 'consentRecord', { ...consent, purpose: 'PHOTO' }))).toEqual([
      ['CONSENT_GIVEN', 'purpose'],
    ]);
    expect(codes(await publish())).toEqual([]);
    const seen = async () =>
      (await app.ask('query($id: ID!) { node(id: $id) { id } stories { nodes { title state } } }', { id: story.id }))
        .data;
    expect(await seen()).toEqual({
      node: { id: story.id },
      stories: { nodes: [{ title: '一粒黑花生', state: 'PUBLISHED' }] },
    });
    await good(app, 'consentWithdraw', { householdId, purpose: 'PHOTO' });
    expect(await seen()).toEqual({ node: null, stories: { nodes: [] } });
    expect(codes(await publish())).toEqual([['CONSENT_REQUIRED', 'storyId']]);
    expect(codes(await quality(app, 'consentWithdraw', { householdId, purpose: 'PHOTO' }))).toEqual([
      ['CONSENT_WITHDRAWN', 'purpose'],
    ]);
    const nobody = { kind: 'WAY_OUT_OF_POVERTY', title: '无名', body: '正文', villageCode: VILLAGE };
    expect(codes(await quality(app, 'storyWrite', nobody))).toEqual([['CONSENT_REQUIRED', 'householdId']]);
  });

  test('published and consent withdrawn at once: never shown without it', async () => {
    for (let i = 0; i < 4; i++) {
      const householdId = await makeHousehold(app);
      const consent = { householdId, text: '同意刊登', evidence: '同意书', givenOn: today(), purpose: 'STORY' };
      await good(app, 'consentRecord', consent);
      const story = { kind: 'WAY_OUT_OF_POVERTY', title: `故事 ${i}`, body: '正文', villageCode: VILLAGE, householdId };
      const { id } = await good(app, 'storyWrite', story);
      await Promise.all([
        quality(app, 'storyPublish', { storyId: id }, OPERATOR),
        quality(app, 'consentWithdraw', { householdId, purpose: 'STORY' }, OPERATOR),
      ]);
      const { rows } = await app.db.pool.query('select state from story where id = $1', [keyOf(id)]);
      expect(rows[0].state).not.toBe('PUBLISHED');
    }
  });
});
