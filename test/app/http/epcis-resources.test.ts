import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../../kit/app.js';
import { epcis } from '../../domains/trace/events/tracing.js';
import { COUNTY, found, query as queryOf, startTraced } from './epcis-traced.js';

let app: TestApp;
beforeAll(async () => {
  ({ app } = await startTraced());
});
afterAll(() => app.stop());

const query = (path: string, parameters: Record<string, string> = {}, role = COUNTY) =>
  queryOf(app, path, parameters, role);

describe('what events name', () => {
  test.each([
    ['bizSteps', ['collecting', 'commissioning', 'packing', 'receiving', 'retail_selling', 'shipping', 'storing']],
    ['dispositions', ['active', 'in_progress', 'in_transit', 'retail_sold']],
    ['eventTypes', ['AggregationEvent', 'ObjectEvent', 'TransformationEvent']],
    ['bizLocations', expect.arrayContaining(['https://id.gs1.org/414/4012345000061'])],
    ['readPoints', expect.arrayContaining(['https://id.gs1.org/414/4012345000054'])],
    ['epcs', expect.arrayContaining(['https://id.gs1.org/01/04012345111118/21/1'])],
  ])('/%s', async (path, members) => {
    const { status, body } = await query(`/${path}`);
    expect([status, body.type]).toEqual([200, 'Collection']);
    expect(body.member).toEqual(members);
  });

  test.each([
    ['bizSteps', 'packing', ['packed']],
    ['bizSteps', 'urn:epcglobal:cbv:bizstep:packing', ['packed']],
    ['dispositions', 'active', ['collecting']],
    ['eventTypes', 'TransformationEvent', ['made']],
    ['bizLocations', 'urn:epc:id:sgln:4012345.00006.0', ['stored']],
    ['readPoints', 'https://id.gs1.org/414/4012345000054', ['sale', 'stored', 'wrong']],
    ['epcs', 'urn:epc:id:sscc:4012345.0111111111', ['packed']],
    ['epcs', 'https://id.gs1.org/01/04012345222227/10/LOT8', ['made']],
  ])('/%s/%s and its events', async (path, id, expected) => {
    const one = await query(`/${path}/${encodeURIComponent(id)}`);
    expect([one.status, one.body.member]).toEqual([200, ['events']]);
    expect(found(await query(`/${path}/${encodeURIComponent(id)}/events`))).toEqual(expected);
  });

  test('go on by pages, and may be asked further', async () => {
    const first = await query('/bizSteps', { perPage: '2' });
    expect(first.body.member).toEqual(['collecting', 'commissioning']);
    const next = /<(.+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
    expect((await epcis(app, next, { role: COUNTY })).body.member).toEqual(['packing', 'receiving']);
    expect(found(await query('/readPoints/urn:epc:id:sgln:4012345.00005.0/events', { EQ_action: 'DELETE' }))).toEqual([
      'wrong',
    ]);
  });

  test('what no event names is not there', async () => {
    const { status, body } = await query('/bizSteps/loading');
    expect([status, body.type]).toEqual([404, 'epcisException:NoSuchResourceException']);
    expect((await query('/events/urn:uuid:nothing')).status).toBe(404);
  });
});

describe('named queries', () => {
  const make = (name: unknown, asked: unknown, role = COUNTY) =>
    epcis(app, '/queries', { role, method: 'POST', body: { name, query: asked } });

  test('are made, asked, listed and removed by whoever made them', async () => {
    const made = await make('packed.ones', { eventType: ['AggregationEvent'] });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/epcis/queries/packed.ones']);
    const answer = await query('/queries/packed.ones/events');
    expect([found(answer), answer.body.epcisBody.queryResults.queryName]).toEqual([['packed'], 'packed.ones']);
    expect((await query('/queries')).body.member).toEqual([
      { name: 'packed.ones', query: { eventType: ['AggregationEvent'] }, createdAt: expect.any(String) },
    ]);
    expect((await query('/queries/packed.ones')).body.query).toEqual({ eventType: ['AggregationEvent'] });
    expect((await make('packed.ones', {})).body.type).toBe('epcisException:ResourceAlreadyExistsException');
    const theirs = await query('/queries/packed.ones', {}, 'CHANNEL');
    expect([theirs.status, theirs.body.type]).toEqual([404, 'epcisException:NoSuchNameException']);
    expect((await epcis(app, '/queries/packed.ones', { role: 'CHANNEL', method: 'DELETE' })).status).toBe(404);
    expect((await epcis(app, '/queries/packed.ones', { role: COUNTY, method: 'DELETE' })).status).toBe(204);
    expect((await query('/queries/packed.ones/events')).status).toBe(404);
  });

  test('must be right, and cannot be subscribed to', async () => {
    expect((await make('a b', {})).body.type).toBe('epcisException:ValidationException');
    expect((await make('wrong', { EQ_colour: 'red' })).body.type).toBe('epcisException:QueryParameterException');
    expect((await query('/queries')).body.member).toEqual([]);
    const subscribed = await epcis(app, '/queries/any/subscriptions', { role: COUNTY, method: 'POST', body: {} });
    expect([subscribed.status, subscribed.body.type]).toEqual([501, 'epcisException:ImplementationException']);
  });
});

describe('who sees what', () => {
  test('a partner sees ours and their own; another’s are not even named', async () => {
    const own = ['collecting', 'shipping', 'receiving'];
    expect(found(await query('/events', {}, 'CHANNEL'))).toEqual([...own, 'sale', 'stored', 'packed', 'made', 'wrong']);
    await app.db.pool.query(`alter table trace_event disable trigger kept;
      update trace_event set captured_by = 'channel:other' where source = 'CAPTURED';
      update trace_name set captor = 'channel:other' where captor <> '';
      alter table trace_event enable trigger kept`);
    expect(found(await query('/events', {}, 'CHANNEL'))).toEqual(own);
    expect((await query('/bizSteps', {}, 'CHANNEL')).body.member).toEqual(['collecting', 'receiving', 'shipping']);
    expect((await query('/events/urn:uuid:packed', {}, 'CHANNEL')).status).toBe(404);
    expect((await query('/events/urn:uuid:packed')).status).toBe(200);
  });

  test.each([
    [undefined, 401],
    ['CUSTOMER', 403],
    ['DEVICE', 403],
    ['PRODUCER', 403],
    ['AUDITOR', 200],
    ['CADRE', 200],
  ])('%s: %i', async (role, status) => {
    for (const path of ['/events', '/epcs', '/queries', '/bizSteps/shipping/events']) {
      const answer = await epcis(app, path, role ? { role } : {});
      expect([path, answer.status, answer.body.type]).toEqual([
        path,
        status,
        status === 200 ? answer.body.type : 'epcisException:SecurityException',
      ]);
    }
  });

  test('OPTIONS tells what the server can', async () => {
    for (const path of ['', '/capture', '/events']) {
      const { status, headers } = await epcis(app, `/epcis${path}`, { method: 'OPTIONS' });
      expect([
        status,
        ...['gs1-epcis-version', 'gs1-epcis-min', 'gs1-epcis-max', 'gs1-cbv-version'].map((name) => headers.get(name)),
        ...['gs1-epcis-capture-limit', 'gs1-epcis-capture-file-size-limit', 'gs1-epc-format'].map((name) =>
          headers.get(name),
        ),
      ]).toEqual([204, '2.0.0', '2.0.0', '2.0.0', '2.0.0', '10000', '16777216', 'Never_Translates']);
    }
  });
});
