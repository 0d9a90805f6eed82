import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentFaults } from '../../../src/domains/trace/epcis/document-schema.js';
import { gtinOf, batchUri } from '../../../src/domains/trace/gs1/keys.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct } from '../../kit/goods.js';
import { carry, collect, keyOf } from '../../domains/circulation/circulating.js';
import { captured, caughtUp, documentOf, epcis, saleOf, type Answer } from '../../domains/trace/events/tracing.js';

const COUNTY = 'COUNTY_OPERATOR';
let app: TestApp;
let lot: string;
let batchCode: string;

/** Events of the captured document, by their marks in `yizhan`-less short names. */
const EVENTS: Readonly<Record<string, object>> = {
  sale: saleOf('1', {
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:4012345000009:PO-1' }],
    sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00000' }],
    destinationList: [{ type: 'location', destination: 'urn:epc:id:sgln:4012345.00012.0' }],
  }),
  stored: saleOf('2', {
    eventTime: '2026-11-21T10:00:00.000+08:00',
    bizStep: 'storing',
    disposition: 'in_progress',
    bizLocation: { id: 'urn:epc:id:sgln:4012345.00006.0' },
    persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
  }),
  packed: {
    type: 'AggregationEvent',
    eventTime: '2026-11-22T10:00:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    eventID: 'urn:uuid:packed',
    parentID: 'urn:epc:id:sscc:4012345.0111111111',
    childEPCs: ['urn:epc:id:sgtin:4012345.011111.1'],
    childQuantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.022222.LOT7', quantity: 4 }],
    action: 'ADD',
    bizStep: 'packing',
  },
  made: {
    type: 'TransformationEvent',
    eventTime: '2026-11-23T10:00:00.000+08:00',
    eventTimeZoneOffset: '+08:00',
    transformationID: 'urn:epc:id:gdti:4012345.55555.1234',
    inputEPCList: ['urn:epc:id:sgtin:4012345.011111.9'],
    inputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.022222.LOT8' }],
    outputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.033333.LOT9' }],
    outputEPCList: ['urn:epc:id:sgtin:4012345.044444.5'],
    bizStep: 'commissioning',
    'acme:note': 'kept',
  },
  wrong: {
    ...saleOf('3', { eventID: 'urn:uuid:wrong', action: 'DELETE' }),
    errorDeclaration: {
      declarationTime: '2026-11-24T00:00:00Z',
      reason: 'did_not_occur',
      correctiveEventIDs: ['urn:uuid:right'],
    },
  },
};

beforeAll(async () => {
  app = await startApp();
  const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
  const batch = await collect(app, { productId });
  await carry(app, batch.id, '10');
  await caughtUp(app);
  [lot, batchCode] = [batchUri(gtinOf('200', keyOf(productId)), batch.code), batch.code];
  const job = await captured(app, documentOf(Object.values(EVENTS), [{ acme: 'https://acme.example.com/' }]));
  if (!job.success) throw new Error(JSON.stringify(job.errors));
});
afterAll(() => app.stop());

const query = (path: string, parameters: Record<string, string> = {}, role = COUNTY) =>
  epcis(app, `${path}?${new URLSearchParams(parameters)}`, { role });
const listed = ({ body }: Answer): Record<string, unknown>[] => body.epcisBody.queryResults.resultsBody.eventList;
const names = Object.fromEntries(
  Object.entries(EVENTS).map(([name, event]) => [
    `${(event as { eventTime: string }).eventTime} ${(event as { action?: string }).action}`,
    name,
  ]),
);
/** Captured events by their names, our own by their business step. */
const found = (answer: Answer) =>
  listed(answer).map((event) =>
    'yizhan:step' in event ? event['bizStep'] : names[`${String(event['eventTime'])} ${String(event['action'])}`],
  );

describe('the standard’s parameters', () => {
  test.each([
    [{}, ['collecting', 'shipping', 'receiving', 'sale', 'stored', 'packed', 'made', 'wrong']],
    [{ eventType: 'AggregationEvent|TransformationEvent' }, ['packed', 'made']],
    [{ EQ_action: 'ADD' }, ['collecting', 'packed']],
    [{ EQ_bizStep: 'shipping|storing' }, ['shipping', 'stored']],
    [{ EQ_bizStep: 'urn:epcglobal:cbv:bizstep:storing' }, ['stored']],
    [{ EQ_bizStep: 'https://ref.gs1.org/cbv/BizStep-packing' }, ['packed']],
    [{ EQ_disposition: 'in_progress', EQ_bizStep: 'storing' }, ['stored']],
    [{ EQ_disposition: 'in_progress', EQ_bizStep: 'packing' }, []],
    [{ EQ_readPoint: 'https://id.gs1.org/414/4012345000054' }, ['sale', 'stored', 'wrong']],
    [{ EQ_bizLocation: 'urn:epc:id:sgln:4012345.00006.0' }, ['stored']],
    [{ EQ_persistentDisposition_set: 'completeness_verified' }, ['stored']],
    [{ EQ_persistentDisposition_unset: 'completeness_verified' }, []],
    [{ EQ_transformationID: 'https://id.gs1.org/253/40123455555541234' }, ['made']],
    [{ EQ_bizTransaction_po: 'urn:epcglobal:cbv:bt:4012345000009:PO-1' }, ['sale']],
    [{ EQ_bizTransaction_inv: 'urn:epcglobal:cbv:bt:4012345000009:PO-1' }, []],
    [{ EQ_source_owning_party: 'urn:epc:id:pgln:4012345.00000' }, ['sale']],
    [{ EQ_destination_location: 'https://id.gs1.org/414/4012345000122' }, ['sale']],
    [{ MATCH_epc: 'https://id.gs1.org/01/04012345111118/21/1' }, ['sale', 'packed']],
    [{ MATCH_epc: 'urn:epc:idpat:sgtin:4012345.011111.*' }, ['sale', 'stored', 'packed', 'wrong']],
    [{ MATCH_anyEPC: 'urn:epc:idpat:sgtin:4012345.011111.*' }, ['sale', 'stored', 'packed', 'made', 'wrong']],
    [{ MATCH_parentID: 'https://id.gs1.org/00/040123451111111110' }, ['packed']],
    [{ MATCH_anyEPC: 'https://id.gs1.org/00/040123451111111110' }, ['packed']],
    [{ MATCH_inputEPC: 'urn:epc:id:sgtin:4012345.011111.9' }, ['made']],
    [{ MATCH_outputEPC: 'urn:epc:id:sgtin:4012345.044444.5' }, ['made']],
    [{ MATCH_epcClass: 'https://id.gs1.org/01/04012345222227/10/LOT7' }, ['packed']],
    [{ MATCH_inputEPCClass: 'urn:epc:class:lgtin:4012345.022222.LOT8' }, ['made']],
    [{ MATCH_outputEPCClass: 'urn:epc:class:lgtin:4012345.033333.LOT9' }, ['made']],
    [{ EQ_eventID: 'urn:uuid:packed|urn:uuid:wrong' }, ['packed', 'wrong']],
    [{ EXISTS_errorDeclaration: 'true' }, ['wrong']],
    [{ EQ_errorReason: 'did_not_occur' }, ['wrong']],
    [{ EQ_correctiveEventID: 'urn:uuid:right' }, ['wrong']],
    [{ GE_errorDeclarationTime: '2026-11-24T00:00:00Z', LT_errorDeclarationTime: '2026-11-24T00:00:01Z' }, ['wrong']],
    [{ GE_eventTime: '2026-11-21T02:00:00Z', LT_eventTime: '2026-11-23T02:00:00Z' }, ['stored', 'packed']],
    [{ GE_recordTime: '2099-01-01T00:00:00Z' }, []],
    [{ LT_eventTime: '2026-11-23T00:00:00+08:00', orderBy: 'eventTime' }, ['packed', 'stored', 'wrong', 'sale']],
    [
      { LT_eventTime: '2026-11-23T00:00:00+08:00', orderBy: 'eventTime', orderDirection: 'ASC' },
      ['sale', 'wrong', 'stored', 'packed'],
    ],
    [{ orderBy: 'recordTime', orderDirection: 'DESC', eventCountLimit: '2' }, ['wrong', 'made']],
    [
      { eventType: 'ObjectEvent', maxEventCount: '6' },
      ['collecting', 'shipping', 'receiving', 'sale', 'stored', 'wrong'],
    ],
  ] as [Record<string, string>, string[]][])('%j', async (parameters, expected) => {
    const answer = await query('/events', parameters);
    expect(answer.status).toBe(200);
    expect(found(answer)).toEqual(expected);
    expect(documentFaults(answer.body)).toEqual([]);
  });

  test('by our own lots', async () => {
    expect(found(await query('/events', { MATCH_anyEPCClass: lot }))).toEqual(['collecting', 'shipping', 'receiving']);
    expect(listed(await query('/events', { MATCH_anyEPCClass: lot }))[0]).toMatchObject({
      ilmd: { 'cbvmda:lotNumber': batchCode },
      recordTime: expect.stringMatching(/^20\d\d-.*Z$/),
    });
  });

  test('an event keeps the words of its own document', async () => {
    const [made] = listed(await query('/events', { eventType: 'TransformationEvent' }));
    expect(made).toMatchObject({ '@context': [{ acme: 'https://acme.example.com/' }], 'acme:note': 'kept' });
  });

  test.each([
    [{ EQ_colour: 'red' }, 400, 'QueryParameterException'],
    [{ EQ_bizStep: '' }, 400, 'QueryParameterException'],
    [{ GE_eventTime: 'yesterday' }, 400, 'QueryParameterException'],
    [{ orderBy: 'bizStep' }, 400, 'QueryParameterException'],
    [{ orderDirection: 'UP' }, 400, 'QueryParameterException'],
    [{ perPage: '0' }, 400, 'QueryParameterException'],
    [{ eventCountLimit: '1', maxEventCount: '1' }, 400, 'QueryParameterException'],
    [{ nextPageToken: 'bm8' }, 400, 'QueryParameterException'],
    [{ MATCH_epc: 'urn:epc:idpat:sgtin:4012345.*.*' }, 400, 'QueryParameterException'],
    [{ maxEventCount: '3' }, 413, 'QueryTooLargeException'],
    [{ WD_readPoint: 'urn:epc:id:sgln:4012345.00006.0' }, 501, 'ImplementationException'],
    [{ GE_quantity: '3' }, 501, 'ImplementationException'],
    [{ 'EQ_acme:note': 'kept' }, 501, 'ImplementationException'],
  ] as [Record<string, string>, number, string][])('refuses %j', async (parameters, status, type) => {
    const { status: answered, body, headers } = await query('/events', parameters);
    expect([answered, body.type, body.status]).toEqual([status, `epcisException:${type}`, status]);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('pages', () => {
  const pages = async (parameters: Record<string, string>) => {
    const all: unknown[][] = [];
    let path: string | undefined = `/events?${new URLSearchParams(parameters)}`;
    while (path) {
      const answer: Answer = await epcis(app, path, { role: COUNTY });
      all.push(found(answer));
      path = /<(.+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return all;
  };

  test.each([
    [
      { perPage: '3' },
      [
        ['collecting', 'shipping', 'receiving'],
        ['sale', 'stored', 'packed'],
        ['made', 'wrong'],
      ],
    ],
    [{ perPage: '2', eventCountLimit: '3' }, [['collecting', 'shipping'], ['receiving']]],
    [
      { perPage: '2', orderBy: 'eventTime', orderDirection: 'ASC', LT_eventTime: '2026-11-24T00:00:00Z' },
      [['sale', 'wrong'], ['stored', 'packed'], ['made']],
    ],
    [
      { perPage: '4', eventType: 'ObjectEvent', orderBy: 'recordTime' },
      [
        ['wrong', 'stored', 'sale', 'receiving'],
        ['shipping', 'collecting'],
      ],
    ],
  ] as [Record<string, string>, string[][]][])('%j', async (parameters, expected) => {
    expect(await pages(parameters)).toEqual(expected);
  });

  test('a token is of its own question', async () => {
    const { headers } = await query('/events', { perPage: '1' });
    const next = /<(.+)>; rel="next"/.exec(headers.get('link')!)![1]!;
    const other = await epcis(app, `${next}&EQ_action=ADD`, { role: COUNTY });
    expect([other.status, other.body.type]).toEqual([400, 'epcisException:QueryParameterException']);
  });
});

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
