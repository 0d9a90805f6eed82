import { canonicalUri, cbvName, type CbvKind } from '../../../../proof/index.js';
import { mark, patternMark, type MarkKind } from '../event-marks.rules.js';
import { EpcisProblem } from '../problems.js';

/** Parameters as they came: text, or of a named query's JSON. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A span of time from `from` on until before `until`, ISO text. */
export interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

/** What is asked of events: all of `marks`, of each any. */
export interface EventQuery {
  readonly marks: readonly (readonly string[])[];
  readonly eventIds: readonly string[] | null;
  readonly eventTime: Span;
  readonly recordTime: Span;
  readonly errorTime: Span;
  readonly declared: boolean;
  /** By what events are sorted; null: as they were recorded, the oldest first. */
  readonly orderBy: 'eventTime' | 'recordTime' | null;
  readonly ascending: boolean;
  /** No more than these in all. */
  readonly countLimit: number | null;
  /** Refused when there are more. */
  readonly mostEvents: number | null;
}

const bad = (detail: string) => new EpcisProblem('QueryParameterException', detail);

const identifier = (value: string) => canonicalUri(value);
const word = (kind: CbvKind) => (value: string) => cbvName(kind, value);
const same = (value: string) => value;

/** Parameters that ask for equality, with the marks that answer them. */
const EQUAL: Readonly<Record<string, readonly [readonly MarkKind[], (value: string) => string]>> = {
  eventType: [['type'], same],
  EQ_action: [['action'], same],
  EQ_bizStep: [['bizStep'], word('bizStep')],
  EQ_disposition: [['disposition'], word('disposition')],
  EQ_persistentDisposition_set: [['set'], word('disposition')],
  EQ_persistentDisposition_unset: [['unset'], word('disposition')],
  EQ_readPoint: [['readPoint'], identifier],
  EQ_bizLocation: [['bizLocation'], identifier],
  EQ_transformationID: [['transformation'], identifier],
  EQ_errorReason: [['reason'], word('errorReason')],
  EQ_correctiveEventID: [['corrective'], same],
  MATCH_epc: [['epc'], identifier],
  MATCH_parentID: [['parent'], identifier],
  MATCH_inputEPC: [['input'], identifier],
  MATCH_outputEPC: [['output'], identifier],
  MATCH_anyEPC: [['epc', 'parent', 'input', 'output'], identifier],
  MATCH_epcClass: [['class'], identifier],
  MATCH_inputEPCClass: [['inputClass'], identifier],
  MATCH_outputEPCClass: [['outputClass'], identifier],
  MATCH_anyEPCClass: [['class', 'inputClass', 'outputClass'], identifier],
};

/** Parameters whose name ends with a type, such as `EQ_bizTransaction_po`. */
const TYPED: readonly (readonly [RegExp, MarkKind, CbvKind])[] = [
  [/^EQ_bizTransaction_(.+)$/, 'transaction', 'transactionType'],
  [/^EQ_source_(.+)$/, 'source', 'sourceType'],
  [/^EQ_destination_(.+)$/, 'destination', 'sourceType'],
];

const SPANS = {
  eventTime: ['GE_eventTime', 'LT_eventTime'],
  recordTime: ['GE_recordTime', 'LT_recordTime'],
  errorTime: ['GE_errorDeclarationTime', 'LT_errorDeclarationTime'],
} as const;

/** The standard has them, and this server answers none of them yet. */
const NOT_YET =
  /^(WD_(readPoint|bizLocation)|HASATTR_.+|EQATTR_.+|EXISTS_.+|(EQ|GT|GE|LT|LE)_(quantity|ILMD_.+|INNER_.+|ERROR_DECLARATION_.+|SENSOR.+|INNER_SENSOR.+|.*[:#].*|userID|(min|max|mean|perc|string|boolean|hexBinary|uri)?[vV]alue.*|sDev.*|percRank.*|type|deviceID|deviceMetadata|dataProcessingMethod|bizRules|microorganism|chemicalSubstance|stringValue|dataProcessingMethod|rawData|startTime|endTime|time))$/;

const CONTROLS = new Set([
  ...['EQ_eventID', 'EXISTS_errorDeclaration', 'orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount'],
  ...Object.values(SPANS).flat(),
]);

/**
 * Reads the standard's query parameters (EPCIS 2.0, sections 8.2.7.1 and 12.8). Throws a QueryParameterException for one that
 * there is not, and an ImplementationException for one that this server does not answer.
 */
export function readQuery(parameters: Parameters): EventQuery {
  const marks: string[][] = [];
  for (const [name, value] of Object.entries(parameters)) {
    if (CONTROLS.has(name)) continue;
    const asked = marksAsked(name, value);
    if (!asked) throw unknownParameter(name);
    marks.push(asked);
  }
  const [countLimit, mostEvents] = [count(parameters, 'eventCountLimit'), count(parameters, 'maxEventCount')];
  if (countLimit !== null && mostEvents !== null) throw bad('eventCountLimit and maxEventCount exclude each other.');
  const orderBy = choice(parameters, 'orderBy', ['eventTime', 'recordTime']);
  const direction = choice(parameters, 'orderDirection', ['ASC', 'DESC']);
  return {
    marks,
    eventIds: parameters['EQ_eventID'] === undefined ? null : values('EQ_eventID', parameters['EQ_eventID']),
    eventTime: span(parameters, SPANS.eventTime),
    recordTime: span(parameters, SPANS.recordTime),
    errorTime: span(parameters, SPANS.errorTime),
    declared: parameters['EXISTS_errorDeclaration'] !== undefined,
    orderBy,
    // The standard's default is descending, where an order is asked for at all.
    ascending: direction === null ? orderBy === null : direction === 'ASC',
    countLimit,
    mostEvents,
  };
}

const unknownParameter = (name: string) =>
  NOT_YET.test(name)
    ? new EpcisProblem('ImplementationException', `This server does not answer the query parameter ${name}.`)
    : bad(`There is no query parameter ${name}.`);

function marksAsked(name: string, value: unknown): string[] | null {
  const equal = EQUAL[name];
  if (equal) {
    const [kinds, canonical] = equal;
    return values(name, value).flatMap((one) => kinds.map((kind) => matching(kind, one, canonical(one))));
  }
  for (const [pattern, kind, vocabulary] of TYPED) {
    const type = pattern.exec(name)?.[1];
    if (type) return values(name, value).map((one) => mark(kind, `${cbvName(vocabulary, type)}:${canonicalUri(one)}`));
  }
  return null;
}

function matching(kind: MarkKind, given: string, canonical: string): string {
  if (!given.startsWith('urn:epc:idpat:')) return mark(kind, canonical);
  if (canonical === given) throw bad(`The pattern ${given} is not of one class of goods, as this server asks for.`);
  return /^(class|inputClass|outputClass)$/.test(kind) ? mark(kind, canonical) : patternMark(kind, canonical);
}

const LONGEST = 2_000;
const MOST_VALUES = 500;

/** A list: repeated, with `|` between, or of JSON. */
function values(name: string, value: unknown): string[] {
  const list = (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'string' ? one.split('|') : [one],
  );
  if (list.length > MOST_VALUES) throw bad(`${name} has more than ${MOST_VALUES} values.`);
  return list.map((one) => {
    if (typeof one !== 'string' || one === '' || one.length > LONGEST)
      throw bad(`${name} has a value that is no text.`);
    return one;
  });
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function span(parameters: Parameters, [from, until]: readonly [string, string]): Span {
  return { from: moment(parameters, from), until: moment(parameters, until) };
}

function moment(parameters: Parameters, name: string): string | null {
  const value = parameters[name];
  if (value === undefined) return null;
  // A plus sign that was not percent-encoded has become a space.
  const text = typeof value === 'string' ? value.replace(' ', '+') : '';
  if (!MOMENT.test(text) || Number.isNaN(Date.parse(text))) throw bad(`${name} is no moment with its offset.`);
  return new Date(text).toISOString();
}

function count(parameters: Parameters, name: string): number | null {
  const value = parameters[name];
  if (value === undefined) return null;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1)
    throw bad(`${name} is no positive number.`);
  return number;
}

function choice<const Name extends string>(parameters: Parameters, name: string, names: readonly Name[]): Name | null {
  const value = parameters[name];
  if (value === undefined) return null;
  if (!names.includes(value as Name)) throw bad(`${name} is one of ${names.join(', ')}.`);
  return value as Name;
}
