import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct } from '../../kit/goods.js';
import { caughtUp } from '../trace/events/tracing.js';
import { carry, collect, done } from './circulating.js';
import { good, report } from './inspecting.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** What a visitor is told of a batch and of a report. */
async function told(code: string, reportId: string) {
  await caughtUp(app);
  const query = `query($code: String!, $id: ID!) {
    trace(code: $code) { batch { state } stop { cause reason } inspections { number result laboratory results { item value } } }
    traceEvents(batch: $code, first: 50) { nodes { bizStep disposition hash document } }
    node(id: $id) { id } }`;
  const { trace, traceEvents, node } = (await app.ask(query, { code, id: reportId })).data;
  return {
    state: trace.batch.state,
    stop: trace.stop,
    reports: trace.inspections,
    node,
    tested: traceEvents.nodes.filter(({ bizStep }: { bizStep: string }) => bizStep === 'inspecting'),
  };
}

async function tested(verdict: 'PASSED' | 'FAILED') {
  const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
  const batch = await collect(app, { productId });
  await carry(app, batch.id, '10');
  const results = [{ item: '黄曲霉毒素B1', value: '25', unit: 'μg/kg', verdict }];
  const made = await good(app, 'inspectionRecord', report(batch.id, { results }), { role: 'TOWNSHIP_OPERATOR' });
  return { batch, made };
}

const publish = async (inspectionId: string) => {
  await good(app, 'inspectionReview', { inspectionId });
  await good(app, 'inspectionPublish', { inspectionId });
};

test.each([
  ['FAILED', 'non_conformant', 'FAILED_TEST'],
  ['PASSED', 'conformant', null],
] as const)(
  'a report that %s: how it came out is told at once and is in the log, what it says only once it is published',
  async (verdict, disposition, cause) => {
    const { batch, made } = await tested(verdict);
    const before = await told(batch.code, made.id);
    expect(before).toMatchObject({
      state: verdict,
      stop: cause && { cause, reason: made.number },
      reports: [],
      node: null,
      tested: [{ bizStep: 'inspecting', disposition }],
    });
    const { document } = before.tested[0];
    expect(Object.keys(document).toSorted()).toEqual(
      [
        '@context',
        'action',
        'bizLocation',
        'bizStep',
        'bizTransactionList',
        'disposition',
        'eventID',
        'eventTime',
      ].concat(['eventTimeZoneOffset', 'quantityList', 'readPoint', 'recordTime', 'type', 'yizhan:step']),
    );
    expect(document.bizTransactionList).toEqual([
      { type: 'testres', bizTransaction: expect.stringMatching(new RegExp(`:${made.number}$`)) },
    ]);
    expect(JSON.stringify(before)).not.toMatch(/黄曲霉毒素|农产品质量安全检测站|王小明|李检验/);

    await publish(made.id);
    const after = await told(batch.code, made.id);
    expect(after.reports).toMatchObject([{ number: made.number, result: verdict, results: [{ value: '25' }] }]);
    expect(after.node).toEqual({ id: made.id });
    // Publishing changes nothing of what was told first: the same event, with the same hash.
    expect([after.tested, after.state, after.stop]).toEqual([before.tested, before.state, before.stop]);
  },
);

test('a failure that nobody publishes stays told: by the stop, by the event, and a later pass does not undo it', async () => {
  const { batch, made } = await tested('FAILED');
  const again = await good(app, 'inspectionRecord', report(batch.id), { role: 'TOWNSHIP_OPERATOR' });
  await publish(again.id);
  const said = await told(batch.code, made.id);
  expect([said.state, said.stop]).toEqual(['FAILED', { cause: 'FAILED_TEST', reason: made.number }]);
  expect(said.reports.map(({ number }: { number: string }) => number)).toEqual([again.number]);
  expect(said.tested.map(({ disposition }: { disposition: string }) => disposition)).toEqual([
    'non_conformant',
    'conformant',
  ]);
  await done(app, 'batchRecall', { batchId: batch.id, reason: '抽检不合格' });
  expect((await told(batch.code, made.id)).tested).toEqual(said.tested);
});
