import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BATCH_STEPS, type BatchPayload } from '../../../../src/domains/circulation/index.js';
import { documentFaults, eventFaults } from '../../../../src/domains/trace/epcis/document-schema.js';
import { commitmentOf, eventHash, hashUri } from '../../../../src/domains/trace/epcis/event-hash.js';
import { contextOf, OWN_PREFIXES, type EpcisEvent } from '../../../../src/domains/trace/epcis/epcis.types.js';
import { declaredWrong, toEpcis } from '../../../../src/domains/trace/epcis/step-events.rules.js';
import { amountOf, type StepNames } from '../../../../src/domains/trace/epcis/step-names.rules.js';

const names: StepNames = {
  prefix: '200',
  products: new Map([
    [7, 12],
    [3, 12],
    [4, 15],
  ]),
  sites: new Map([
    ['CP-340323200200', 5],
    ['CC-340323', 1],
  ]),
};
const LOT = 'https://id.gs1.org/01/02000000000121/10/B261126-7K2M9QX4';
const POINT = 'https://id.gs1.org/414/2000000000053';
const CENTRE = 'https://id.gs1.org/414/2000000000015';

const step = (over: Partial<BatchPayload>): BatchPayload => ({
  step: 'STORED',
  sequence: 41,
  batch: 7,
  code: 'B261126-7K2M9QX4',
  product: 12,
  place: '340323200207',
  site: 'CP-340323200200',
  from: null,
  quantity: 12_500,
  scale: 3,
  unit: 'KG',
  producers: [31],
  inputs: [],
  order: 'f0000000-0000-7000-8000-000000000001',
  input: null,
  inspection: null,
  certificate: null,
  lost: null,
  reason: '王小明退货',
  corrects: null,
  occurredAt: '2026-11-26T23:30:00.250Z',
  by: 'staff:12',
  ...over,
});
const part = { batch: 3, code: 'F261101-AAAA2222', quantity: 5_000, scale: 3, unit: 'KG' };
const COMMON = {
  type: 'ObjectEvent',
  eventTime: '2026-11-27T07:30:00.250+08:00',
  eventTimeZoneOffset: '+08:00',
  'yizhan:step': '41',
};
const goods = { quantityList: [{ epcClass: LOT, quantity: 12.5, uom: 'KGM' }] };
const here = { readPoint: { id: POINT }, bizLocation: { id: POINT } };
const ilmd = {
  ilmd: {
    'cbvmda:lotNumber': 'B261126-7K2M9QX4',
    'cbvmda:countryOfOrigin': 'CN',
    'yizhan:origin': '340323200207',
  },
};
const field = { epcClass: 'https://id.gs1.org/01/02000000000121/10/F261101-AAAA2222', quantity: 5, uom: 'KGM' };
const bare = { quantityList: [{ epcClass: LOT }] };

const told: readonly (readonly [string, Partial<BatchPayload>, object])[] = [
  [
    'a field is begun',
    { step: 'BEGUN', site: null },
    { ...goods, action: 'ADD', bizStep: 'creating_class_instance', disposition: 'in_progress', ...ilmd },
  ],
  [
    'an input was used',
    { step: 'INPUT_USED', site: null, quantity: null, input: { use: 1, kind: 'PESTICIDE', name: '吡虫啉' } },
    {
      ...{ ...bare, action: 'OBSERVE', bizStep: 'other', disposition: 'in_progress' },
      'yizhan:inputUse': { 'yizhan:kind': 'PESTICIDE', 'yizhan:name': '吡虫啉' },
    },
  ],
  [
    'harvested',
    { step: 'HARVESTED', site: null, quantity: null },
    { ...bare, action: 'ADD', bizStep: 'commissioning', disposition: 'active', ...ilmd },
  ],
  [
    'collected',
    { step: 'COLLECTED' },
    { ...goods, action: 'ADD', bizStep: 'collecting', disposition: 'active', ...here, ...ilmd },
  ],
  [
    'collected from a field',
    { step: 'COLLECTED', inputs: [part] },
    {
      type: 'TransformationEvent',
      inputQuantityList: [field],
      outputQuantityList: goods.quantityList,
      ...{ bizStep: 'collecting', disposition: 'active', ...here, ...ilmd },
    },
  ],
  [
    'sent',
    { step: 'SENT', from: 'CP-340323200200', site: 'CC-340323' },
    {
      ...{ ...goods, action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit', readPoint: { id: POINT } },
      sourceList: [{ type: 'location', source: POINT }],
      destinationList: [{ type: 'location', destination: CENTRE }],
    },
  ],
  [
    'arrived, some of it lost',
    { step: 'ARRIVED', from: 'CP-340323200200', site: 'CC-340323', lost: 250 },
    {
      ...{ ...goods, action: 'OBSERVE', bizStep: 'receiving', disposition: 'in_progress' },
      ...{ readPoint: { id: CENTRE }, bizLocation: { id: CENTRE } },
      sourceList: [{ type: 'location', source: POINT }],
      destinationList: [{ type: 'location', destination: CENTRE }],
      'yizhan:lost': 0.25,
    },
  ],
  [
    'stored',
    { step: 'STORED' },
    { ...goods, action: 'OBSERVE', bizStep: 'storing', disposition: 'in_progress', ...here },
  ],
  ...(['PASSED', 'FAILED'] as const).map(
    (result) =>
      [
        `tested: ${result}`,
        { step: 'INSPECTED', quantity: null, inspection: { id: 'x', number: 'GZ-1/2', result } },
        {
          ...{ ...bare, action: 'OBSERVE', bizStep: 'inspecting', ...here },
          disposition: result === 'PASSED' ? 'conformant' : 'non_conformant',
          bizTransactionList: [{ type: 'testres', bizTransaction: 'urn:epcglobal:cbv:bt:2000000000008:GZ-1%2F2' }],
        },
      ] as const,
  ),
  [
    'packed',
    { step: 'PACKED', inputs: [part] },
    {
      type: 'AggregationEvent',
      ...{ parentID: LOT, childQuantityList: [field], action: 'ADD' },
      ...{ bizStep: 'packing', disposition: 'in_progress', ...here },
    },
  ],
  [
    'made of other goods',
    { step: 'PROCESSED', inputs: [{ ...part, batch: 4 }] },
    {
      type: 'TransformationEvent',
      inputQuantityList: [{ ...field, epcClass: 'https://id.gs1.org/01/02000000000152/10/F261101-AAAA2222' }],
      outputQuantityList: goods.quantityList,
      ...{ bizStep: 'commissioning', disposition: 'active', ...here, ...ilmd },
    },
  ],
  [
    'certified',
    { step: 'CERTIFIED', site: null, quantity: null, certificate: 'HGZ-7' },
    {
      ...{ ...bare, action: 'OBSERVE', disposition: 'conformant' },
      bizTransactionList: [{ type: 'cert', bizTransaction: 'urn:epcglobal:cbv:bt:2000000000008:HGZ-7' }],
    },
  ],
  [
    'dispatched',
    { step: 'DISPATCHED' },
    { ...goods, action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit', readPoint: { id: POINT } },
  ],
  [
    'sold',
    { step: 'SOLD' },
    { ...goods, action: 'OBSERVE', bizStep: 'retail_selling', disposition: 'retail_sold', ...here },
  ],
  [
    'returned',
    { step: 'RETURNED' },
    { ...goods, action: 'OBSERVE', bizStep: 'receiving', disposition: 'returned', ...here },
  ],
  [
    'written off',
    { step: 'WRITTEN_OFF' },
    { ...goods, action: 'DELETE', bizStep: 'destroying', disposition: 'destroyed', ...here },
  ],
  [
    'stopped',
    { step: 'STOPPED', site: null, quantity: null },
    { ...bare, action: 'OBSERVE', bizStep: 'holding', disposition: 'recalled' },
  ],
  [
    'recalled',
    { step: 'RECALLED', site: null, quantity: null },
    { ...bare, action: 'OBSERVE', bizStep: 'removing', disposition: 'recalled' },
  ],
  [
    'corrected',
    {
      step: 'CORRECTED',
      site: null,
      quantity: null,
      input: { use: 2, kind: 'PESTICIDE', name: '苦参碱' },
      corrects: 40,
    },
    {
      ...{ ...bare, action: 'OBSERVE', bizStep: 'other', disposition: 'in_progress' },
      'yizhan:inputUse': { 'yizhan:kind': 'PESTICIDE', 'yizhan:name': '苦参碱' },
    },
  ],
];

describe('a step as an event', () => {
  test.each(told)('%s', (_what, over, expected) => {
    const event = toEpcis(step(over), names);
    expect(event).toEqual({ ...COMMON, ...expected });
    expect(eventFaults({ ...event, eventID: hashUri(eventHash(event, OWN_PREFIXES)) })).toEqual([]);
  });

  test('every kind of step is here', () => {
    expect(new Set(told.map(([, over]) => over.step))).toEqual(new Set(BATCH_STEPS));
  });

  test('no person, no order and nobody’s words are in it', () => {
    for (const [, over] of told) {
      const text = JSON.stringify(toEpcis(step(over), names));
      expect(text).not.toMatch(/王小明|staff:|producer|f0000000/);
    }
  });

  test('any step makes a document of the standard', () => {
    const anyStep = fc.record({
      step: fc.constantFrom(...BATCH_STEPS),
      quantity: fc.option(fc.integer({ min: 1, max: 1e12 })),
      unit: fc.constantFrom('KG', 'JIN', 'PIECE', 'BOX'),
      scale: fc.integer({ min: 0, max: 3 }),
      site: fc.option(fc.constantFrom('CC-340323', 'SITE-UNKNOWN')),
      from: fc.option(fc.constant('CC-340323')),
      batch: fc.constantFrom(7, 3, 99),
      product: fc.integer({ min: 1, max: 1e9 }),
      inputs: fc.constantFrom([], [part]),
      lost: fc.option(fc.nat(1e6)),
    });
    fc.assert(
      fc.property(anyStep, (over) => {
        const inputs = /^(PACKED|PROCESSED)$/.test(over.step) ? [part] : over.inputs;
        const event = toEpcis(step({ ...over, inputs }), names);
        const document = {
          '@context': contextOf(OWN_PREFIXES),
          type: 'EPCISDocument',
          schemaVersion: '2.0',
          creationDate: '2026-11-27T00:00:00Z',
          epcisBody: { eventList: [event] },
        };
        expect(documentFaults(document)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what was wrong', () => {
  test('is told again with the same hash, and names what holds instead', () => {
    const event = { ...toEpcis(step({}), names), eventID: 'urn:x:1' } as EpcisEvent;
    const declared = declaredWrong(event, '2026-11-27T01:00:00.000Z', 'urn:x:2');
    expect(declared).toEqual({
      ...event,
      errorDeclaration: {
        declarationTime: '2026-11-27T09:00:00.000+08:00',
        reason: 'incorrect_data',
        correctiveEventIDs: ['urn:x:2'],
      },
    });
    expect(eventFaults(declared)).toEqual([]);
    expect(eventHash(declared, OWN_PREFIXES)).toEqual(eventHash(event, OWN_PREFIXES));
  });
});

test('quantities: half kilograms for a jin, counts without a unit', () => {
  expect(amountOf('urn:x', 251, 2, 'JIN')).toEqual({ epcClass: 'urn:x', quantity: 1.255, uom: 'KGM' });
  expect(amountOf('urn:x', 30, 0, 'BOX')).toEqual({ epcClass: 'urn:x', quantity: 30 });
  expect(amountOf('urn:x', null, 3, 'KG')).toEqual({ epcClass: 'urn:x' });
});

test('a commitment is SHA-256 of the salt and the hash', () => {
  expect(commitmentOf(Buffer.alloc(32), Buffer.alloc(32)).toString('hex')).toBe(
    'f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b',
  );
});

test('wrong documents are told with the place', () => {
  const event = toEpcis(step({}), names);
  expect(eventFaults({ ...event, bizStep: 'harvesting' })[0]?.at).toBe('/bizStep');
  expect(eventFaults({ ...event, eventTimeZoneOffset: '+8' })[0]?.at).toBe('/eventTimeZoneOffset');
  expect(documentFaults({ type: 'EPCISDocument' })).not.toEqual([]);
});
