import type { EpcisEvent } from '../epcis/epcis.types.js';
import { canonicalUri, cbvName, type CbvKind } from '../../../proof/index.js';

/**
 * What an event can be asked by. A mark is `kind:value`; one index over an event's marks serves every parameter of the
 * standard's query that asks for equality (EPCIS 2.0, section 8.2.7.1). Identifiers are canonical, vocabulary bare.
 */

type Fields = Readonly<Record<string, unknown>>;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const text = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);
const uris = (value: unknown): string[] => list(value).flatMap(text).map(canonicalUri);
const idOf = (value: unknown): string[] => uris((value as Fields | undefined)?.['id']);
const classes = (value: unknown): string[] => list(value).flatMap((item) => uris((item as Fields)['epcClass']));
const words = (kind: CbvKind, value: unknown): string[] =>
  list(value)
    .flatMap(text)
    .map((word) => cbvName(kind, word));

/** Pairs such as a list of sources: `type` of the vocabulary, and an identifier under `field`. */
function pairs(value: unknown, field: string, kind: CbvKind): string[] {
  return list(value).flatMap((item) => {
    const types = words(kind, (item as Fields)['type']);
    return uris((item as Fields)[field]).map((uri) => `${types[0] ?? ''}:${uri}`);
  });
}

/** The kinds of marks, each with how an event's are found. */
const KINDS = {
  type: ({ type }) => text(type),
  action: ({ action }) => text(action),
  bizStep: ({ bizStep }) => words('bizStep', bizStep),
  disposition: ({ disposition }) => words('disposition', disposition),
  set: ({ persistentDisposition: held }) => words('disposition', (held as Fields | undefined)?.['set']),
  unset: ({ persistentDisposition: held }) => words('disposition', (held as Fields | undefined)?.['unset']),
  readPoint: ({ readPoint }) => idOf(readPoint),
  bizLocation: ({ bizLocation }) => idOf(bizLocation),
  epc: ({ epcList, childEPCs }) => [...uris(epcList), ...uris(childEPCs)],
  parent: ({ parentID }) => uris(parentID),
  input: ({ inputEPCList }) => uris(inputEPCList),
  output: ({ outputEPCList }) => uris(outputEPCList),
  class: ({ quantityList, childQuantityList }) => [...classes(quantityList), ...classes(childQuantityList)],
  inputClass: ({ inputQuantityList }) => classes(inputQuantityList),
  outputClass: ({ outputQuantityList }) => classes(outputQuantityList),
  transformation: ({ transformationID }) => uris(transformationID),
  transaction: ({ bizTransactionList }) => pairs(bizTransactionList, 'bizTransaction', 'transactionType'),
  source: ({ sourceList }) => pairs(sourceList, 'source', 'sourceType'),
  destination: ({ destinationList }) => pairs(destinationList, 'destination', 'sourceType'),
  reason: ({ errorDeclaration }) => words('errorReason', errorDeclaration?.reason),
  corrective: ({ errorDeclaration }) => list(errorDeclaration?.correctiveEventIDs).flatMap(text),
} satisfies Record<string, (event: EpcisEvent) => string[]>;
export type MarkKind = keyof typeof KINDS;

export const mark = (kind: MarkKind, value: string): string => `${kind}:${value}`;

/** The mark of all instances of a class, such as every serial number of a GTIN: what EPC patterns ask by. */
export const patternMark = (kind: MarkKind, value: string): string => `${kind}*:${value}`;

const INSTANCES: readonly MarkKind[] = ['epc', 'parent', 'input', 'output'];
const CLASS_OF = /^https:\/\/id\.gs1\.org\/(01\/\d{14}|8006\/\d{18}|8010\/[^/]+|(?:253|255)\/\d{13}|8003\/\d{14})(?=.)/;

/** Every mark of an event, each once. */
export function marksOf(event: EpcisEvent): string[] {
  const found = Object.entries(KINDS).flatMap(([name, find]) => {
    const kind = name as MarkKind;
    return find(event).flatMap((value) => {
      const shared = INSTANCES.includes(kind) ? CLASS_OF.exec(value)?.[0] : undefined;
      return shared ? [mark(kind, value), patternMark(kind, shared)] : [mark(kind, value)];
    });
  });
  return [...new Set(found)];
}

/** Lists of what events name (EPCIS 2.0, section 12.7.3), and the marks that lead from a name to its events. */
export const NAME_LISTS = {
  epc: ['epc', 'parent', 'input', 'output', 'class', 'inputClass', 'outputClass'],
  bizStep: ['bizStep'],
  bizLocation: ['bizLocation'],
  readPoint: ['readPoint'],
  disposition: ['disposition'],
  eventType: ['type'],
} as const satisfies Record<string, readonly MarkKind[]>;
export type NameList = keyof typeof NAME_LISTS;

const LIST_OF = new Map<string, NameList>(
  Object.entries(NAME_LISTS).flatMap(([name, kinds]) => kinds.map((kind) => [kind, name as NameList] as const)),
);

/** What an event's marks put on the lists. */
export function namesOf(marks: readonly string[]): { kind: NameList; uri: string }[] {
  return marks.flatMap((one) => {
    const colon = one.indexOf(':');
    const kind = LIST_OF.get(one.slice(0, colon));
    return kind ? [{ kind, uri: one.slice(colon + 1) }] : [];
  });
}

/** The lots (GTIN and batch code) among an event's marks, as they may be ours. */
export function lotsOf(marks: readonly string[]): { gtin: string; code: string }[] {
  const found = marks.flatMap((one) => {
    const [, gtin, code] = /^[a-zA-Z]+:https:\/\/id\.gs1\.org\/01\/(\d{14})\/10\/([^/]+)$/.exec(one) ?? [];
    const lot = code && decoded(code);
    return gtin && lot ? [{ gtin, code: lot }] : [];
  });
  return [...new Map(found.map((lot) => [`${lot.gtin}/${lot.code}`, lot])).values()];
}

function decoded(code: string): string | null {
  try {
    return decodeURIComponent(code);
  } catch {
    return null;
  }
}
