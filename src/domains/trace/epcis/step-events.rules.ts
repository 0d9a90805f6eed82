import type { BatchPayload, BatchStepName } from '../../circulation/index.js';
import type { EpcisEvent, ErrorDeclaration, EventTypeName } from './epcis.types.js';
import { amountOf, documentUri, lotUri, siteUri, type StepNames } from './step-names.rules.js';

/**
 * What a step of a batch is in EPCIS. No personal data: no producer, no buyer, no order, nobody's words. Business steps and
 * dispositions are those of CBV 2.0, sections 7.1 and 7.2.
 */

type Fields = Readonly<Record<string, unknown>>;
interface Told {
  readonly type: EventTypeName;
  readonly fields: Fields;
}
/** What the mapping is given of a step: nothing in it leads to a person. */
export type ToldStep = Omit<BatchPayload, 'producers' | 'order' | 'reason' | 'by'>;
type Mapping = (step: ToldStep, names: StepNames) => Told;

const OFFSET = '+08:00';
const OFFSET_MS = 8 * 3_600_000;

/** A moment with China's offset. */
const local = (at: string): string => new Date(Date.parse(at) + OFFSET_MS).toISOString().replace('Z', OFFSET);

const lot = (step: ToldStep, names: StepNames) => lotUri(names, step.batch, step.code);
const amount = (step: ToldStep, names: StepNames) => amountOf(lot(step, names), step.quantity, step.scale, step.unit);
const inputs = (step: ToldStep, names: StepNames) =>
  step.inputs.map((part) => amountOf(lotUri(names, part.batch, part.code), part.quantity, part.scale, part.unit));

/** Where it happened, and where the goods are from then on unless they `left`. */
function at({ site }: ToldStep, names: StepNames, left = false): Fields {
  if (site === null) return {};
  const id = siteUri(names, site);
  return { readPoint: { id }, ...(!left && { bizLocation: { id } }) };
}

const object = (
  action: 'ADD' | 'OBSERVE' | 'DELETE',
  bizStep: string | null,
  disposition: string,
  more: (step: ToldStep, names: StepNames) => Fields = () => ({}),
): Mapping => {
  return (step, names) => ({
    type: 'ObjectEvent',
    fields: {
      quantityList: [amount(step, names)],
      action,
      ...(bizStep && { bizStep }),
      disposition,
      ...at(step, names),
      ...more(step, names),
    },
  });
};

/** Facts of goods that begin here: the lot, the country, and the village as its division code. */
const origin = ({ code, place }: ToldStep): Fields => ({
  ilmd: { 'cbvmda:lotNumber': code, 'cbvmda:countryOfOrigin': 'CN', 'yizhan:origin': place },
});

const made =
  (bizStep: string): Mapping =>
  (step, names) => ({
    type: 'TransformationEvent',
    fields: {
      inputQuantityList: inputs(step, names),
      outputQuantityList: [amount(step, names)],
      bizStep,
      disposition: 'active',
      ...at(step, names),
      ...origin(step),
    },
  });

/** On the way between two of our sites; read where the goods are at that moment. */
const moved =
  (arrived: boolean): Mapping =>
  (step, names) => {
    const [from, to] = [step.from, step.site].map((code) => (code === null ? null : siteUri(names, code)));
    const read = arrived ? to : from;
    const lost = step.lost ? amountOf('', step.lost, step.scale, step.unit).quantity : null;
    return {
      type: 'ObjectEvent',
      fields: {
        quantityList: [amount(step, names)],
        action: 'OBSERVE',
        bizStep: arrived ? 'receiving' : 'shipping',
        disposition: arrived ? 'in_progress' : 'in_transit',
        ...(read && { readPoint: { id: read } }),
        ...(arrived && to && { bizLocation: { id: to } }),
        ...(from && { sourceList: [{ type: 'location', source: from }] }),
        ...(to && { destinationList: [{ type: 'location', destination: to }] }),
        ...(lost !== null && { 'yizhan:lost': lost }),
      },
    };
  };

const document = (type: 'testres' | 'cert', number: string | undefined | null, names: StepNames): Fields =>
  number ? { bizTransactionList: [{ type, bizTransaction: documentUri(names, number) }] } : {};

const used = object('OBSERVE', 'other', 'in_progress', ({ input }) =>
  input ? { 'yizhan:inputUse': { 'yizhan:kind': input.kind, 'yizhan:name': input.name } } : {},
);

const MAPPINGS: Readonly<Record<BatchStepName, Mapping>> = {
  BEGUN: object('ADD', 'creating_class_instance', 'in_progress', origin),
  INPUT_USED: used,
  HARVESTED: object('ADD', 'commissioning', 'active', origin),
  COLLECTED: (step, names) =>
    (step.inputs.length > 0 ? made('collecting') : object('ADD', 'collecting', 'active', origin))(step, names),
  SENT: moved(false),
  ARRIVED: moved(true),
  STORED: object('OBSERVE', 'storing', 'in_progress'),
  INSPECTED: (step, names) =>
    object('OBSERVE', 'inspecting', step.inspection?.result === 'FAILED' ? 'non_conformant' : 'conformant', () =>
      document('testres', step.inspection?.number, names),
    )(step, names),
  // Its lot stands for the package: EPCIS would have a serial number here, which our packages do not carry.
  PACKED: (step, names) => ({
    type: 'AggregationEvent',
    fields: {
      parentID: lot(step, names),
      childQuantityList: inputs(step, names),
      action: 'ADD',
      bizStep: 'packing',
      disposition: 'in_progress',
      ...at(step, names),
    },
  }),
  PROCESSED: made('commissioning'),
  CERTIFIED: object('OBSERVE', null, 'conformant', ({ certificate }, names) => document('cert', certificate, names)),
  DISPATCHED: (step, names) => {
    const { bizLocation: _left, ...fields } = object('OBSERVE', 'shipping', 'in_transit')(step, names).fields;
    return { type: 'ObjectEvent', fields };
  },
  SOLD: object('OBSERVE', 'retail_selling', 'retail_sold'),
  RETURNED: object('OBSERVE', 'receiving', 'returned'),
  WRITTEN_OFF: object('DELETE', 'destroying', 'destroyed'),
  STOPPED: object('OBSERVE', 'holding', 'recalled'),
  RECALLED: object('OBSERVE', 'removing', 'recalled'),
  // What holds instead; that the earlier step was wrong is said by `declaredWrong`.
  CORRECTED: used,
};

/** The event of a step, without its id. `yizhan:step` is the step's sequence: no two events of ours have one hash. */
export function toEpcis(step: ToldStep, names: StepNames): EpcisEvent {
  const { type, fields } = MAPPINGS[step.step](step, names);
  return {
    type,
    eventTime: local(step.occurredAt),
    eventTimeZoneOffset: OFFSET,
    ...fields,
    'yizhan:step': String(step.sequence),
  };
}

/**
 * An earlier event told again as wrong: its id and its hash are the same, and `corrective` is what holds instead (EPCIS 2.0,
 * section 7.4.1.4). `declaredAt` is ISO text.
 */
export function declaredWrong(event: EpcisEvent, declaredAt: string, corrective: string): EpcisEvent {
  const errorDeclaration: ErrorDeclaration = {
    declarationTime: local(declaredAt),
    reason: 'incorrect_data',
    correctiveEventIDs: [corrective],
  };
  return { ...event, errorDeclaration };
}
