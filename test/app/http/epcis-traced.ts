import { documentOf, captured, caughtUp, epcis, saleOf, type Answer } from '../../domains/trace/events/tracing.js';
import { gtinOf, batchUri } from '../../../src/domains/trace/gs1/keys.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct } from '../../kit/goods.js';
import { carry, collect, keyOf } from '../../domains/circulation/circulating.js';

export const COUNTY = 'COUNTY_OPERATOR';

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

/** A county with a batch that was collected and carried, and the events above from a partner; `lot` names the batch. */
export async function startTraced(): Promise<{ app: TestApp; lot: string; batchCode: string }> {
  const app = await startApp();
  const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
  const batch = await collect(app, { productId });
  await carry(app, batch.id, '10');
  await caughtUp(app);
  const job = await captured(app, documentOf(Object.values(EVENTS), [{ acme: 'https://acme.example.com/' }]));
  if (!job.success) throw new Error(JSON.stringify(job.errors));
  return { app, lot: batchUri(gtinOf('200', keyOf(productId)), batch.code), batchCode: batch.code };
}

export const query = (
  app: TestApp,
  path: string,
  parameters: Record<string, string> = {},
  role = COUNTY,
): Promise<Answer> => epcis(app, `${path}?${new URLSearchParams(parameters)}`, { role });

export const listed = ({ body }: Answer): Record<string, unknown>[] =>
  body.epcisBody.queryResults.resultsBody.eventList;

const nameOf = (event: Record<string, unknown>) => `${String(event['eventTime'])} ${String(event['action'])}`;
const names = Object.fromEntries(
  Object.entries(EVENTS).map(([name, event]) => [nameOf(event as Record<string, unknown>), name]),
);

/** Captured events by their names, our own by their business step. */
export const found = (answer: Answer): unknown[] =>
  listed(answer).map((event) => ('yizhan:step' in event ? event['bizStep'] : names[nameOf(event)]));
