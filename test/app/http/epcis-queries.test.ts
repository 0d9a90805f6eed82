import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentFaults } from '../../../src/domains/trace/epcis/document-schema.js';
import type { TestApp } from '../../kit/app.js';
import { epcis, type Answer } from '../../domains/trace/events/tracing.js';
import { COUNTY, found, listed, query as queryOf, startTraced } from './epcis-traced.js';

let app: TestApp;
let lot: string;
let batchCode: string;
beforeAll(async () => {
  ({ app, lot, batchCode } = await startTraced());
});
afterAll(() => app.stop());

const query = (path: string, parameters: Record<string, string> = {}, role = COUNTY) =>
  queryOf(app, path, parameters, role);

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
