import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { batchUri, gtinOf } from '../../../../src/domains/trace/gs1/keys.js';
import { verifyBundle, type Trusted } from '../../../../src/proof/index.js';
import { check } from '../../../../src/proof/on-node.js';
import { countStatements } from '../../../contract/statements.js';
import { startApp, type TestApp } from '../../../kit/app.js';
import { GATE, makeProduct, newKey } from '../../../kit/goods.js';
import { carry, CENTRE, collect, done, keyOf } from '../../circulation/circulating.js';
import { captured, caughtUp, documentOf, eventRows, saleOf } from '../events/tracing.js';
import { proofFile, sealed } from './sealing.js';

const EVENTS = `query($batch: String!, $first: Int!, $earlier: Sequence) { traceEvents(batch: $batch, first: $first) {
  nodes { leaf hash document proof(earlierSize: $earlier) } } }`;
/** Its own prefixes, and a field of the vocabulary that it does not declare. */
const OTHERS = [{ shop: 'https://shop.example/' }];

let app: TestApp;
let batch: { id: string; code: string };
let statementsOf: (id: string) => readonly string[];
beforeAll(async () => {
  app = await startApp();
  statementsOf = countStatements(app);
  const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
  batch = await collect(app, { productId });
  await carry(app, batch.id, '10');
  await caughtUp(app);
  const epcClass = batchUri(gtinOf('200', keyOf(productId)), batch.code);
  const sale = saleOf('1', {
    ...{ eventID: 'urn:uuid:partner', epcList: [], quantityList: [{ epcClass, quantity: 1 }] },
    ...{ 'shop:till': '7', 'cbvmda:lotNumber': 'L1', 'rdfs:comment': 'sold' },
  });
  expect((await captured(app, documentOf([sale], OTHERS))).errors).toEqual([]);
});
afterAll(() => app.stop());

const ask = async (variables: object = {}, as: { role?: string } = {}) =>
  (await app.ask(EVENTS, { batch: batch.code, first: 20, ...variables }, as)).data.traceEvents.nodes;
const verify = (bundle: unknown, trusted?: Trusted) => check(verifyBundle(bundle, trusted));
/** How many proofs a list of so many events has, and in how many statements. */
const count = async (first: number, earlier: number) => {
  const id = newKey();
  const headers = { 'content-type': 'application/json', 'x-request-id': id };
  const body = JSON.stringify({ query: EVENTS, variables: { batch: batch.code, first, earlier } });
  const { data } = (await (await fetch(`${app.url}/graphql`, { method: 'POST', headers, body })).json()) as {
    data: { traceEvents: { nodes: { proof: object | null }[] } };
  };
  return [data.traceEvents.nodes.filter(({ proof }) => proof !== null).length, statementsOf(id).length];
};

describe('in order', () => {
  test('before a head is signed there is no proof, and why is said', async () => {
    expect((await ask()).map(({ proof }: { proof: unknown }) => proof)).toEqual([null, null, null]);
    const { status, body, headers } = await proofFile(app, 0);
    expect([status, headers.get('cache-control'), body]).toEqual([
      409,
      'no-store',
      { code: 'NOT_COVERED_YET', message: 'No signed head covers the event yet: one is signed each minute.' },
    ]);
  });

  test('then everyone has that of an event of ours, by the graph and as a file, and it tells the event', async () => {
    await sealed(app);
    const events = await ask();
    for (const { leaf, hash, document, proof } of events) {
      const verdict = verify(proof);
      expect([verdict.proved, verdict.facts!.told, verdict.facts!.leafIndex, proof.eventHash]).toEqual([
        true,
        true,
        leaf,
        hash,
      ]);
      const { recordTime: _recorded, ...told } = document;
      expect(proof.document).toEqual(told);
      const file = await proofFile(app, leaf);
      expect([file.status, file.headers.get('cache-control'), file.headers.get('content-type')]).toEqual([
        200,
        'no-cache',
        'application/json; charset=utf-8',
      ]);
      expect(file.body).toEqual(proof);
    }
    expect(events.length).toBe(3);
  });

  test('a partner’s is theirs and staff’s alone; it tells what its hash covers, with the prefixes it came with', async () => {
    const { leaf } = (await eventRows(app)).find(({ source }) => source === 'CAPTURED')!;
    expect((await ask()).some((event: { leaf: number }) => event.leaf === leaf)).toBe(false);
    expect(await proofFile(app, leaf)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', message: 'There is no public event at that place of the log.' },
    });
    const [own] = (await ask({}, { role: 'CHANNEL' })).filter((event: { leaf: number }) => event.leaf === leaf);
    expect(own.proof.document).toMatchObject({ 'shop:till': '7', 'cbvmda:lotNumber': 'L1' });
    expect(own.proof.document['@context']).toEqual(documentOf([], OTHERS)['@context']);
    expect(Object.keys(own.proof.document)).not.toContain('rdfs:comment');
    expect(Object.keys(own.proof.document)).not.toContain('eventID');
    expect(verify(own.proof)).toMatchObject({ proved: true, facts: { told: true } });
  });

  test('with an earlier head: the log goes on from it; null where no head had that size', async () => {
    const kept = await sealed(app);
    await done(app, 'batchStore', { batchId: batch.id, siteCode: CENTRE, location: 'A-1' });
    const head = await sealed(app);
    expect(head.size).toBe(kept.size + 1);
    const events = await ask({ earlier: kept.size });
    const last = events.at(-1).proof;
    expect(verify(last, { head: kept.note })).toMatchObject({
      proved: true,
      facts: { size: head.size, keptSize: kept.size },
    });
    expect((await proofFile(app, kept.size, `?earlier=${kept.size}`)).body).toEqual(last);
    expect((await ask({ earlier: 2 })).map(({ proof }: { proof: unknown }) => proof)).toEqual(events.map(() => null));
    expect(await proofFile(app, 0, '?earlier=2')).toMatchObject({ status: 404, body: { code: 'NO_EARLIER_HEAD' } });
    expect(await proofFile(app, 0, '?earlier=x')).toMatchObject({ status: 400, body: { code: 'BAD_SIZE' } });
  });

  test('as many statements for many events as for two', async () => {
    for (let shelf = 2; shelf <= 20; shelf++)
      await done(app, 'batchStore', { batchId: batch.id, siteCode: CENTRE, location: `A-${shelf}` });
    const { size } = await sealed(app);
    // The batch, its events, what was hashed of them, the head, the paths, the earlier head and its path, the keys.
    expect([await count(2, size), await count(20, size)]).toEqual([
      [2, 8],
      [20, 8],
    ]);
  });

  test('without its salt nothing can be told of an event', async () => {
    await app.db.pool.query('update trace_event set salt = null where leaf = 0');
    expect((await ask()).map(({ proof }: { proof: unknown }) => proof === null).slice(0, 2)).toEqual([true, false]);
    expect(await proofFile(app, 0)).toMatchObject({ status: 410, body: { code: 'SALT_DELETED' } });
    const query = 'query($code: String!) { trace(code: $code) { steps(first: 2) { nodes { leaf } } } }';
    const { steps } = (await app.ask(query, { code: batch.code })).data.trace;
    expect(steps.nodes).toEqual([{ leaf: null }, { leaf: 1 }]);
  });

  test.each(['4711', '-1', '007', '1e3', 'x', '9'.repeat(16), '%00'])('no entry %s: 404', async (leaf) => {
    expect(await proofFile(app, leaf)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});
