import { cbvUri, cbvValue, type CbvKind } from './cbv.rules.js';
import { utf8 } from '../bytes.js';
import { canonicalUri } from './gs1-uri.rules.js';
import type { Prefixes } from './prefixes.js';

/**
 * The canonical text of an event, the same however it was serialised. Source: CBV 2.0, section 8.9.2; agrees with the published
 * vectors of RalphTro/epcis-event-hash-generator (test/domains/trace/epcis/vectors).
 */

/** A field as the text has it; `text` null where it only holds others. */
interface Part {
  readonly name: string;
  readonly text: string | null;
  readonly below: readonly Part[];
}
type Order = ReadonlyMap<string, Order>;

const leaf: Order = new Map();
const order = (...names: (string | readonly [string, Order])[]): Order =>
  new Map(names.map((name) => (typeof name === 'string' ? [name, leaf] : name)));

const EPCS = order('epc');
const QUANTITIES = order(['quantityElement', order('epcClass', 'quantity', 'uom')]);
/** Pairs of a list have no name of their own. */
const pairs = (name: string) => order(['', order('type', name)]);
const METADATA = order(
  ...['time', 'startTime', 'endTime', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'],
);
const REPORT = order(
  ...['type', 'exception', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'time', 'microorganism'],
  ...['chemicalSubstance', 'value', 'component', 'stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue'],
  ...['minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue', 'uom', 'coordinateReferenceSystem'],
);
const EVENT = order(
  ...['eventTime', 'eventTimeZoneOffset'],
  ...([['epcList', EPCS], 'parentID', ['inputEPCList', EPCS], ['childEPCs', EPCS]] as const),
  ...([
    ['quantityList', QUANTITIES],
    ['childQuantityList', QUANTITIES],
    ['inputQuantityList', QUANTITIES],
  ] as const),
  ...([
    ['outputEPCList', EPCS],
    ['outputQuantityList', QUANTITIES],
  ] as const),
  ...['action', 'transformationID', 'bizStep', 'disposition'],
  ...([
    ['persistentDisposition', order('set', 'unset')],
    ['readPoint', order('id')],
  ] as const),
  ...([
    ['bizLocation', order('id')],
    ['bizTransactionList', pairs('bizTransaction')],
  ] as const),
  ...([
    ['sourceList', pairs('source')],
    ['destinationList', pairs('destination')],
  ] as const),
  ['sensorElement', order(['sensorMetadata', METADATA], ['sensorReport', REPORT])],
);

/** Not hashed: when it was recorded, what it is called, that it is wrong, and words for people. */
export const IGNORED: ReadonlySet<string> = new Set([
  'recordTime',
  'eventID',
  'errorDeclaration',
  'certificationInfo',
  'rdfs:comment',
  'comment',
]);

/** A look-up in which names of every object, such as `constructor`, find nothing. */
const table = <Value>(from: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(from));

/** Which vocabulary a field's bare name is of, by the list or object it is in. */
const VOCABULARY = table<CbvKind>({
  ...{ bizStep: 'bizStep', disposition: 'disposition', set: 'disposition', unset: 'disposition' },
  ...{ 'bizTransactionList.type': 'transactionType', 'sourceList.type': 'sourceType' },
  ...{ 'destinationList.type': 'sourceType', 'sensorReport.type': 'measurement' },
  ...{ 'sensorReport.exception': 'measurement', 'sensorReport.component': 'component' },
});

/** The items of a list get this name; those of others are repeated under the list's own. */
const ITEMS = table<string>({
  ...{ epcList: 'epc', childEPCs: 'epc', inputEPCList: 'epc', outputEPCList: 'epc' },
  ...{ quantityList: 'quantityElement', childQuantityList: 'quantityElement', inputQuantityList: 'quantityElement' },
  ...{ outputQuantityList: 'quantityElement', bizTransactionList: '', sourceList: '', destinationList: '' },
});

/** What namespaces are called where the document's context does not say. */
const WELL_KNOWN: Prefixes = {
  ...{ gs1: 'https://ref.gs1.org/voc/', cbv: 'https://ref.gs1.org/cbv/', epcis: 'https://ref.gs1.org/epcis/' },
  cbvmda: 'urn:epcglobal:cbv:mda',
};

/** The hash as an event id (RFC 6920), of its hexadecimal digits: `ni:///sha-256;…?ver=CBV2.0`. */
export const hashUri = (hash: string): string => `ni:///sha-256;${hash}?ver=CBV2.0`;

/** The text that an event's hash is taken of. `prefixes` are those of its document's context. */
export function preHash(event: { readonly type: string }, prefixes: Prefixes): string {
  const known = { ...WELL_KNOWN, ...prefixes };
  const parts = partsOf(event, known, '', true);
  return `eventType=${event.type}${inOrder(parts, EVENT)}${theRest(parts, EVENT)}`;
}

function partsOf(value: object, known: Prefixes, path: string, top = false): Part[] {
  return Object.entries(value).flatMap(([key, held]) => {
    const skipped = key.startsWith('@') || IGNORED.has(key) || (top && key === 'type');
    return skipped ? [] : fieldParts(key, held, known, path);
  });
}

function fieldParts(key: string, value: unknown, known: Prefixes, path: string): Part[] {
  if (value === null || value === undefined) return [];
  const name = key === 'sensorElementList' ? 'sensorElement' : expanded(key, known);
  if (!Array.isArray(value)) return [part(name, key, value, known, path)];
  const item = ITEMS.get(key);
  if (item === undefined) return value.map((one) => part(name, name, one, known, path));
  return [{ name, text: null, below: value.map((one) => part(item, key, one, known, path)) }];
}

function part(name: string, key: string, value: unknown, known: Prefixes, path: string): Part {
  if (value !== null && typeof value === 'object')
    return { name, text: null, below: partsOf(value, known, Array.isArray(value) ? path : key) };
  const kind = VOCABULARY.get(`${path}.${key}`) ?? VOCABULARY.get(key);
  return { name, text: canonicalValue(String(value).trim(), kind), below: [] };
}

function expanded(key: string, known: Prefixes): string {
  const colon = key.indexOf(':');
  const prefix = key.slice(0, Math.max(colon, 0));
  return colon < 0 || !Object.hasOwn(known, prefix) ? key : `{${known[prefix]}}${key.slice(colon + 1)}`;
}

const NUMBER = /^[+-]?(\d+)(\.\d+)?$/;

function canonicalValue(text: string, kind: CbvKind | undefined): string {
  if (NUMBER.test(text)) return canonicalNumber(text);
  return canonicalTime(text) ?? canonicalUri(kind ? cbvUri(kind, text) : cbvValue(text));
}

/** Without zeros in front and behind; the sign only where it is negative. */
function canonicalNumber(text: string): string {
  const [whole, fraction = ''] = text.replace(/^[+-]/, '').split('.') as [string, string?];
  const kept = fraction.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=\d)/, '') + (kept && `.${kept}`);
  return text.startsWith('-') && digits !== '0' ? `-${digits}` : digits;
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** A moment in UTC with milliseconds, rounded half up; null for other text. */
function canonicalTime(text: string): string | null {
  const [, second, fraction = '', zone] = TIME.exec(text) ?? [];
  if (!second) return null;
  const at = Date.parse(`${second}${zone}`);
  if (Number.isNaN(at)) return null;
  const thousandths = Number(fraction.padEnd(3, '0').slice(0, 3)) + (Number(fraction[3] ?? '0') >= 5 ? 1 : 0);
  return new Date(at + thousandths).toISOString();
}

const shown = ({ name, text }: Part): string => (text === null || text === '' ? name : `${name}=${text}`);

function inOrder(parts: readonly Part[], names: Order): string {
  if (parts.length === 0) return '';
  let all = '';
  for (const [name, below] of names) {
    const found: string[] = [];
    for (const one of parts) {
      if (one.name !== name) continue;
      const within = inOrder(one.below, below);
      if (one.text || within) found.push(shown(one) + within);
    }
    all += sorted(found);
  }
  return all;
}

/** What the standard's order does not name: extensions, sorted, each under what it is in. */
function theRest(parts: readonly Part[], names: Order): string {
  const found: string[] = [];
  for (const one of parts) {
    const below = names.get(one.name);
    const within = below ? theRest(one.below, below) : '';
    if (!below) found.push(whole(one));
    else if (within) found.push(one.name + within);
  }
  return sorted(found);
}

const whole = (one: Part): string => shown(one) + sorted(one.below.map(whole));

/** UTF-8 is in the order of code points. */
function byBytes(a: string, b: string): number {
  const [one, other] = [utf8(a), utf8(b)];
  const at = one.findIndex((byte, n) => byte !== other[n]);
  return at < 0 ? one.length - other.length : one[at]! - (other[at] ?? -1);
}

const SURROGATE = /[\ud800-\udfff]/;

/** By code points, as the standard sorts: UTF-16 units, which JavaScript sorts by, differ from them only beyond the BMP. */
function sorted(texts: string[]): string {
  if (texts.length < 2) return texts[0] ?? '';
  return texts.some((text) => SURROGATE.test(text)) ? texts.sort(byBytes).join('') : texts.sort().join('');
}
