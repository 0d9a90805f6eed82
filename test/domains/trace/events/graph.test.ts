import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../../../src/platform/graphql/index.js';
import { documentFaults } from '../../../../src/domains/trace/epcis/document-schema.js';
import { gtinOf, batchUri } from '../../../../src/domains/trace/gs1/keys.js';
import { startApp, type TestApp } from '../../../kit/app.js';
import { GATE, makeProduct } from '../../../kit/goods.js';
import { carry, collect, keyOf } from '../../circulation/circulating.js';
import { captured, caughtUp, documentOf, eventRows, saleOf } from './tracing.js';

const FIELDS = 'id eventId type bizStep disposition eventTime recordTime errorDeclaredAt hash leaf document';
const EVENTS = `query($batch: String!, $first: Int!, $after: String) { traceEvents(batch: $batch, first: $first, after: $after) {
  nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } totalCount } }`;

let app: TestApp;
let batch: { id: string; code: string };
beforeAll(async () => {
  app = await startApp();
  const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
  batch = await collect(app, { productId });
  await carry(app, batch.id, '10');
  await caughtUp(app);
  const epcClass = batchUri(gtinOf('200', keyOf(productId)), batch.code);
  const sale = saleOf('1', { eventID: 'urn:uuid:partner', epcList: [], quantityList: [{ epcClass, quantity: 1 }] });
  expect((await captured(app, documentOf([sale]))).success).toBe(true);
});
afterAll(() => app.stop());

const ask = async (variables: object, as: { role?: string } = {}) =>
  (await app.ask(EVENTS, { batch: batch.code, first: 20, ...variables }, as)).data.traceEvents;
const steps = (page: { nodes: { bizStep: string }[] }) => page.nodes.map(({ bizStep }) => bizStep);

describe('traceEvents', () => {
  test('are public, in the order they were recorded, page by page', async () => {
    const first = await ask({ first: 2 });
    expect([steps(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([['collecting', 'shipping'], 3, true]);
    const second = await ask({ first: 2, after: first.pageInfo.endCursor });
    expect([steps(second), second.pageInfo.hasNextPage]).toEqual([['receiving'], false]);
    expect(await ask({ batch: 'B000000-NOTHING0' })).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      totalCount: 0,
    });
  });

  test('tell what is kept', async () => {
    const [row] = await eventRows(app);
    const [event] = (await ask({})).nodes;
    expect(event).toEqual({
      id: globalId('TraceEvent', row!.id),
      eventId: row!.eventId,
      type: 'ObjectEvent',
      bizStep: 'collecting',
      disposition: 'active',
      eventTime: new Date(row!.event.eventTime).toISOString(),
      recordTime: event.document.recordTime,
      errorDeclaredAt: null,
      hash: row!.hash.toString('hex'),
      leaf: 0,
      document: { '@context': event.document['@context'], ...row!.event, recordTime: event.recordTime },
    });
    expect(documentFaults(event.document)).toEqual([]);
  });

  test('a partner’s are seen by that partner and by staff', async () => {
    expect(steps(await ask({}, { role: 'CUSTOMER' }))).toEqual(['collecting', 'shipping', 'receiving']);
    for (const role of ['CHANNEL', 'COUNTY_OPERATOR', 'AUDITOR'])
      expect(steps(await ask({}, { role }))).toEqual(['collecting', 'shipping', 'receiving', 'retail_selling']);
  });
});

test('a batch has its events, and each is a node', async () => {
  const query = `query($code: String!) { batch(code: $code) { events(first: 10) { nodes { id hash } totalCount } } }`;
  const { events } = (await app.ask(query, { code: batch.code }, { role: 'COUNTY_OPERATOR' })).data.batch;
  expect([events.nodes.length, events.totalCount]).toEqual([4, 4]);
  const node = (id: string, role?: string) =>
    app.ask(
      'query($id: ID!) { node(id: $id) { id ... on TraceEvent { eventId hash } } }',
      { id },
      role ? { role } : {},
    );
  const [own, partner] = [events.nodes[0], events.nodes[3]];
  expect((await node(own.id)).data.node).toMatchObject({ id: own.id, hash: own.hash });
  expect((await node(partner.id)).data.node).toBeNull();
  expect((await node(partner.id, 'CUSTOMER')).data.node).toBeNull();
  expect((await node(partner.id, 'CHANNEL')).data.node).toMatchObject({ eventId: 'urn:uuid:partner' });
});
