import type { BatchPayload } from '../../../../src/domains/circulation/index.js';
import type { StepNames } from '../../../../src/domains/trace/epcis/step-names.rules.js';

export const names: StepNames = {
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

export const step = (over: Partial<BatchPayload>): BatchPayload => ({
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
export const part = { batch: 3, code: 'F261101-AAAA2222', quantity: 5_000, scale: 3, unit: 'KG' };
export const COMMON = {
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

/** Every kind of step, and the event that it makes beside {@link COMMON}. */
export const told: readonly (readonly [string, Partial<BatchPayload>, object])[] = [
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
