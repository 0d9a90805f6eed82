import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../../kit/app.js';
import { makeProduct } from '../../../kit/goods.js';
import { CENTRE, done, keyOf, POINT } from '../../circulation/circulating.js';
import { daysAgo, good, report, today } from '../../circulation/inspecting.js';
import { gtinOf } from '../../../../src/domains/trace/gs1/keys.js';
import { caughtUp } from '../events/tracing.js';
import { brandBatch, makeWay, type MadeWay } from '../way-making.js';

const PUBLIC = 'https://yizhan.example.cn';
const WAY = `query($code: String!, $first: Int, $after: String) { trace(code: $code) {
  code gtin link batch { state product { name } place { name } brand { code } } stop { cause reason }
  producers { name kind village { name township { name } } quantity { value unit } } producerCount
  origins { code origin harvestedOn place { name } } originCount made { code }
  sites { code name } orderCount parcelCount
  inputUses { name ingredient dose firstOn lastOn intervalDays intervalEndsOn corrected }
  inspections { number result client publication results { item value verdict } batch { code } }
  certificates { number promisor maskedContact basis testedItems voidedAt batch { code } }
  steps(first: $first, after: $after) { nodes { step batch { code } site { code } from { code } quantity { value unit } input certificate reason } totalCount pageInfo { hasNextPage endCursor } }
  proof { events } priceShares { party basisPoints amountFen } } }`;

interface Step {
  step: string;
  batch: { code: string };
}

let app: TestApp;
let way: MadeWay;
beforeAll(async () => {
  app = await startApp({ publicUrl: PUBLIC });
  way = await makeWay(app);
  await caughtUp(app);
});
afterAll(() => app.stop());

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted
const traced = async (code: string, more: object = {}, as = {}): Promise<any> => {
  const { data, errors } = await app.ask(WAY, { code, first: 100, ...more }, as);
  expect(errors).toBeUndefined();
  return data.trace;
};

describe('the whole way, of a visitor', () => {
  test('from the parcel back to the field: all of it, nobody by name', async () => {
    const { packed, collected, field, productId } = way;
    await brandBatch(app, packed.code, '陡沟');
    const gtin = gtinOf('200', keyOf(productId));
    const { steps, ...rest } = await traced(packed.code);
    expect(rest).toEqual({
      code: packed.code,
      gtin,
      link: `${PUBLIC}/01/${gtin}/10/${packed.code}`,
      batch: { state: 'PASSED', product: { name: '陡沟萝卜 1' }, place: { name: '陡沟村' }, brand: { code: '陡沟' } },
      stop: null,
      producers: [
        {
          name: null,
          kind: 'HOUSEHOLD',
          village: { name: '陡沟村', township: { name: '石湖乡' } },
          quantity: { value: '20.000', unit: 'KG' },
        },
      ],
      producerCount: 1,
      origins: [
        { code: field.code, origin: 'FIELD', harvestedOn: today(), place: { name: '陡沟村' } },
        { code: collected.code, origin: 'COLLECTED', harvestedOn: today(), place: { name: '陡沟村' } },
      ],
      originCount: 2,
      made: [],
      sites: [{ code: CENTRE, name: expect.any(String) }],
      orderCount: 1,
      parcelCount: 1,
      inputUses: [
        {
          name: '吡虫啉',
          ingredient: '吡虫啉',
          dose: '每亩 30 毫升',
          firstOn: daysAgo(40),
          lastOn: daysAgo(38),
          intervalDays: 14,
          intervalEndsOn: daysAgo(24),
          corrected: false,
        },
      ],
      inspections: [
        {
          number: way.report.number,
          result: 'PASSED',
          client: null,
          publication: 'PUBLISHED',
          results: [{ item: '吡虫啉', value: '0.01', verdict: 'PASSED' }],
          batch: { code: collected.code },
        },
      ],
      certificates: [
        {
          number: way.certificate.number,
          promisor: '王**',
          maskedContact: null,
          basis: 'TEST',
          testedItems: ['吡虫啉'],
          voidedAt: null,
          batch: { code: packed.code },
        },
        expect.objectContaining({ basis: 'SELF_PROMISE', promisor: '王**', batch: { code: collected.code } }),
      ],
      proof: { events: 3 },
      priceShares: expect.any(Array),
    });
    expect(rest.priceShares.reduce((sum: number, { amountFen }: { amountFen: number }) => sum + amountFen, 0)).toBe(
      1_000,
    );
    expect(steps.totalCount).toBe(steps.nodes.length);
    expect(steps.nodes.map(({ step, batch }: Step) => [step, batch.code])).toEqual([
      ['INPUT_USED', field.code],
      ['BEGUN', field.code],
      ['HARVESTED', field.code],
      ['COLLECTED', collected.code],
      ['SENT', collected.code],
      ['ARRIVED', collected.code],
      ['INSPECTED', collected.code],
      ['PACKED', packed.code],
      ['CERTIFIED', packed.code],
      ['CERTIFIED', collected.code],
      ['DISPATCHED', collected.code],
      ['DISPATCHED', packed.code],
    ]);
    expect(steps.nodes[0]).toMatchObject({ site: null, from: null, quantity: null, input: '吡虫啉' });
    expect(steps.nodes[4]).toMatchObject({
      site: { code: CENTRE },
      from: { code: POINT },
      quantity: { value: '30.000', unit: 'KG' },
    });
    expect(steps.nodes[8].certificate).toBe(way.certificate.number);
  });

  test('from the field forward: what was made of it, where it is, how many orders and parcels, and no buyer', async () => {
    const forward = await traced(way.field.code);
    expect(forward.made).toEqual([{ code: way.collected.code }, { code: way.packed.code }]);
    expect([forward.origins, forward.originCount, forward.orderCount, forward.parcelCount]).toEqual([[], 0, 1, 1]);
    expect(forward.sites.map(({ code }: { code: string }) => code)).toEqual([CENTRE]);
    // The field was not tested itself, and has no certificate.
    expect([forward.inspections, forward.certificates]).toEqual([[], []]);
    expect(JSON.stringify(await traced(way.packed.code))).not.toMatch(/李小明|13812345678|王小明|蚌山/);
  });

  test('steps come page by page, each once and in order', async () => {
    const all = (await traced(way.packed.code)).steps.nodes;
    const seen: Step[] = [];
    for (let after: string | null = null, pages = 0; pages < 3; pages++) {
      const { steps } = await traced(way.packed.code, { first: 5, after });
      seen.push(...steps.nodes);
      after = steps.pageInfo.endCursor;
      expect(steps.pageInfo.hasNextPage).toBe(pages < 2);
    }
    expect(seen).toEqual(all);
    const { errors } = await app.ask(WAY, { code: way.packed.code, first: 101 });
    expect(errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('the link, its path and the class URI of EPCIS lead to the same', async () => {
    const { link, gtin, code } = await traced(way.packed.code);
    const item = `${gtin[0]}${gtin.slice(4, 13)}`;
    for (const same of [link, new URL(link).pathname, `urn:epc:class:lgtin:200.${item}.${code}`, code.toLowerCase()])
      expect((await traced(same)).code).toBe(code);
  });

  test('a code that leads to nothing, or to the goods of another product, is nobody’s', async () => {
    const other = gtinOf('200', keyOf(await makeProduct(app)));
    const crossed = `/01/${other}/10/${way.packed.code}`;
    for (const forged of ['', 'x', 'B261126-00000000', crossed, "'; drop table batch; --", 'B'.repeat(600)])
      expect(await traced(forged)).toBeNull();
  });
});

describe('who may be named', () => {
  test('a household that agreed, by its masked name, until it takes that back', async () => {
    const names = async () => (await traced(way.packed.code)).producers.map(({ name }: { name: string }) => name);
    const asked = { householdId: way.household, purpose: 'TRACE_NAME', evidence: '同意书', text: '同意扫码页显示姓氏' };
    await good(app, 'consentRecord', { ...asked, givenOn: today() });
    expect(await names()).toEqual(['王**']);
    await good(app, 'consentWithdraw', { householdId: way.household, purpose: 'TRACE_NAME' });
    expect(await names()).toEqual([null]);
    await good(app, 'consentRecord', { ...asked, purpose: 'STORY', givenOn: today() });
    expect(await names()).toEqual([null]);
  });
});

describe('what buyers must know', () => {
  test('a published failure and the stop are in plain sight; a report that is not published is not shown', async () => {
    const failing = await makeWay(app);
    const results = [{ item: '毒死蜱', value: '0.5', unit: 'mg/kg', verdict: 'FAILED' }];
    const input = report(failing.packed.id, { class: 'PRODUCE', results });
    const made = await good(app, 'inspectionRecord', input, { role: 'TOWNSHIP_OPERATOR' });
    const reports = (trace: { inspections: { number: string; result: string }[] }) =>
      trace.inspections.map(({ number, result }) => [number, result]);
    const before = await traced(failing.packed.code);
    expect(before).toMatchObject({
      batch: { state: 'FAILED' },
      stop: { cause: 'FAILED_TEST', reason: expect.stringContaining(made.number) },
    });
    expect(reports(before)).toEqual([[failing.report.number, 'PASSED']]);
    await good(app, 'inspectionReview', { inspectionId: made.id });
    await good(app, 'inspectionPublish', { inspectionId: made.id });
    expect(reports(await traced(failing.packed.code))).toEqual([
      [made.number, 'FAILED'],
      [failing.report.number, 'PASSED'],
    ]);
    // Where it came from was not stopped by it.
    expect((await traced(failing.collected.code)).stop).toBeNull();
  });

  test('a recall reaches what was made of it', async () => {
    const recalled = await makeWay(app);
    await done(app, 'batchRecall', { batchId: recalled.field.id, reason: '误用农药' });
    expect(await traced(recalled.packed.code)).toMatchObject({
      batch: { state: 'RECALLED' },
      stop: { cause: 'RECALL', reason: '误用农药' },
    });
  });
});
