import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { captured, documentOf, epcis, eventRows, saleOf } from '../../domains/trace/events/tracing.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const COUNTY = 'COUNTY_OPERATOR';
const books = async () =>
  (
    await app.db.pool.query(
      `select (select count(*)::int from trace_event) as events, (select count(*)::int from trace_name) as names,
              (select count(*)::int from trace_capture) as captures`,
    )
  ).rows[0];

describe('a capture', () => {
  test('keeps a document’s events, each once, however often it is sent', async () => {
    const document = documentOf([saleOf('a1'), saleOf('a2')]);
    const job = await captured(app, document);
    expect(job).toMatchObject({
      running: false,
      success: true,
      captureErrorBehaviour: 'rollback',
      errors: [],
      'yizhan:events': 2,
      'yizhan:captured': 2,
      'yizhan:repeated': 0,
    });
    const rows = await eventRows(app);
    expect(rows.map(({ event, source, capturedBy, step }) => [event['epcList'], source, capturedBy, step])).toEqual([
      [['urn:epc:id:sgtin:4012345.011111.a1'], 'CAPTURED', 'channel:direct', null],
      [['urn:epc:id:sgtin:4012345.011111.a2'], 'CAPTURED', 'channel:direct', null],
    ]);
    // The same events in another spelling.
    const again = await captured(
      app,
      documentOf([
        saleOf('a1', { epcList: ['https://example.com/01/04012345111118/21/a1'], eventTime: '2026-11-20T02:00:00Z' }),
        saleOf('a2', { bizStep: 'https://ref.gs1.org/cbv/BizStep-retail_selling', recordTime: '2026-11-21T00:00:00Z' }),
      ]),
    );
    expect([again.success, again['yizhan:captured'], again['yizhan:repeated']]).toEqual([true, 0, 2]);
    expect(await eventRows(app)).toEqual(rows);
  });

  const wrong = [
    ['no business step', saleOf('x1', { bizStep: 'harvesting' }), '/bizStep'],
    ['no time zone', saleOf('x2', { eventTimeZoneOffset: undefined }), 'eventTimeZoneOffset'],
    ['the future', saleOf('x3', { eventTime: '2099-01-01T00:00:00Z' }), '/eventTime'],
    ['another’s hash', saleOf('x4', { eventID: `ni:///sha-256;${'0'.repeat(64)}?ver=CBV2.0` }), '/eventID'],
    ['a prefix that nobody declared', saleOf('x5', { 'acme:field': '1' }), 'acme'],
    ['a second that there is not', saleOf('x7', { eventTime: '2016-12-31T23:59:60Z' }), '/eventTime'],
    [
      'a declaration at no time',
      saleOf('x8', { errorDeclaration: { declarationTime: '2016-12-31T23:59:60Z' } }),
      '/errorDeclaration/declarationTime',
    ],
    ['a name too long to be found by', saleOf('x9', { eventID: `urn:x:${'y'.repeat(2_000)}` }), '2000 bytes'],
    ['no event', 'text', '/type'],
    ['no known type', saleOf('x6', { type: 'SaleEvent' }), '/type'],
  ] as const;

  test.each(wrong)('with %s keeps nothing of its document', async (_what, event, where) => {
    const before = await eventRows(app);
    const job = await captured(app, documentOf([saleOf('never'), event as object]));
    expect([job.success, job['yizhan:captured']]).toEqual([false, 0]);
    expect(job.errors).toEqual([
      {
        type: 'epcisException:ValidationException',
        title: 'Validation Exception',
        status: 400,
        detail: expect.stringContaining(where),
        instance: '/epcisBody/eventList/1',
      },
    ]);
    expect(await eventRows(app)).toEqual(before);
  });

  test('that proceeds keeps what is right and tells what is not', async () => {
    const before = (await eventRows(app)).length;
    const job = await captured(
      app,
      documentOf([saleOf('p1'), ...wrong.map(([, event]) => event as object), saleOf('p2')]),
      {
        behaviour: 'proceed',
      },
    );
    expect([job.success, job['yizhan:captured']]).toEqual([false, 2]);
    expect(job.errors.map(({ instance }: { instance: string }) => instance)).toEqual(
      wrong.map((_one, i) => `/epcisBody/eventList/${i + 1}`),
    );
    expect((await eventRows(app)).slice(before).map(({ event }) => event['epcList'])).toEqual([
      ['urn:epc:id:sgtin:4012345.011111.p1'],
      ['urn:epc:id:sgtin:4012345.011111.p2'],
    ]);
  });

  test('whose id is taken is rolled back whole, after a thousand events too', async () => {
    await captured(app, documentOf([saleOf('id', { eventID: 'urn:uuid:1' })]));
    const before = await books();
    const many = Array.from({ length: 1_200 }, (_, i) => saleOf(`m${i}`));
    const job = await captured(app, documentOf([...many, saleOf('other', { eventID: 'urn:uuid:1' })]));
    expect([job.success, job.errors[0].instance, job.errors[0].detail]).toEqual([
      false,
      '/epcisBody/eventList/1200',
      "/eventID: urn:uuid:1 is another event's",
    ]);
    expect(await books()).toEqual({ ...before, captures: before.captures + 1 });
  });

  test('is seen by whoever sent it, the newest first, page by page', async () => {
    await captured(app, documentOf([saleOf('l1')]), { role: COUNTY });
    const last = await captured(app, documentOf([saleOf('l2')]), { role: COUNTY });
    const first = await epcis(app, '/capture?perPage=1', { role: COUNTY });
    expect(first.body.member.map(({ captureID }: { captureID: string }) => captureID)).toEqual([last.captureID]);
    const next = /<(.+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
    const second = await epcis(app, next, { role: COUNTY });
    expect([second.body.member.length, second.headers.get('link')]).toEqual([1, null]);
    const theirs = await epcis(app, `/capture/${last.captureID}`, { role: 'CHANNEL' });
    expect([theirs.status, theirs.body.type]).toEqual([404, 'epcisException:NoSuchResourceException']);
  });
});

describe('what is no document', () => {
  test.each([
    ['another type', { ...documentOf([]), type: 'EPCISQueryDocument' }, 400, 'ValidationException'],
    ['no list', { ...documentOf([]), epcisBody: {} }, 400, 'ValidationException'],
    ['another version', { ...documentOf([]), schemaVersion: '1.2' }, 400, 'ValidationException'],
    ['no date', { ...documentOf([]), creationDate: 'today' }, 400, 'ValidationException'],
    ['no JSON', '{', 400, 'ValidationException'],
    ['a NUL in it', documentOf([saleOf('nul', { 'acme:x': '\u0000' })]), 400, 'ValidationException'],
    [
      'half a character',
      JSON.stringify(documentOf([saleOf('half', { 'acme:\ud800': 1 })])),
      400,
      'ValidationException',
    ],
    [
      'nothing but depth',
      `{"type":"EPCISDocument","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      400,
      'ValidationException',
    ],
    ['too many', documentOf(Array.from({ length: 10_001 }, () => ({}))), 413, 'CaptureLimitExceededException'],
    ['too long', ' '.repeat(16 * 1024 * 1024 + 1), 413, 'CaptureLimitExceededException'],
  ])('is refused: %s', async (_what, body, status, type) => {
    const before = await books();
    const answer = await epcis(app, '/capture', { role: COUNTY, method: 'POST', body });
    expect([answer.status, answer.body.type, answer.body.status]).toEqual([status, `epcisException:${type}`, status]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await books()).toEqual(before);
  });

  test.each([
    ['a visitor', undefined, 401],
    ['a customer', 'CUSTOMER', 403],
    ['an auditor, who reads alone', 'AUDITOR', 403],
  ])('nor may %s capture', async (_who, role, status) => {
    const before = await books();
    const body = documentOf([saleOf('nobody')]);
    const answer = await epcis(app, '/capture', { method: 'POST', body, ...(role && { role }) });
    expect([answer.status, answer.body.type]).toEqual([status, 'epcisException:SecurityException']);
    expect(await books()).toEqual(before);
  });

  test.each([
    ['GS1-EPCIS-Version', '1.2', 406, 'NotAcceptableException'],
    ['GS1-EPCIS-Min', '2.1.0', 406, 'NotAcceptableException'],
    ['GS1-EPC-Format', 'Always_EPC_URN', 406, 'NotAcceptableException'],
    ['accept', 'application/xml', 406, 'NotAcceptableException'],
    ['content-type', 'application/xml', 415, 'UnsupportedMediaTypeException'],
    ['GS1-EPCIS-Capture-Error-Behaviour', 'hope', 400, 'ValidationException'],
  ])('with %s: %s', async (name, value, status, type) => {
    const body = documentOf([saleOf('nobody')]);
    const before = await books();
    const answer = await epcis(app, '/capture', { role: COUNTY, method: 'POST', body, headers: { [name]: value } });
    expect([answer.status, answer.body.type]).toEqual([status, `epcisException:${type}`]);
    expect(await books()).toEqual(before);
  });
});

describe('one event', () => {
  const alone = (over: object) => ({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    ...saleOf('alone', over),
  });

  test('is kept at once and found where it is said to be', async () => {
    const made = await epcis(app, '/events', { role: COUNTY, method: 'POST', body: alone({}) });
    expect(made.status).toBe(201);
    const found = await epcis(app, made.headers.get('location')!, { role: COUNTY });
    expect(found.body).toMatchObject({
      ...saleOf('alone'),
      eventID: expect.stringMatching(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/),
    });
    const again = await epcis(app, '/events', { role: COUNTY, method: 'POST', body: alone({}) });
    expect([again.status, again.headers.get('location')]).toEqual([201, made.headers.get('location')]);
  });

  test('that is wrong is not', async () => {
    const before = await books();
    const answer = await epcis(app, '/events', { role: COUNTY, method: 'POST', body: alone({ action: 'SELL' }) });
    expect([answer.status, answer.body.type]).toEqual([400, 'epcisException:ValidationException']);
    expect((await epcis(app, '/events', { role: COUNTY, method: 'POST', body: saleOf('bare') })).status).toBe(400);
    expect(await books()).toEqual(before);
  });
});
