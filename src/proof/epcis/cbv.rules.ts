/**
 * Names of the Core Business Vocabulary (CBV 2.0): bare in JSON-LD, as `urn:epcglobal:cbv:…` in older documents, or as web
 * URIs. We keep the bare name, and hash the URI. Source: CBV 2.0, sections 7 and 8.9.2.
 */

const CBV = 'https://ref.gs1.org/cbv/';
const VOC = 'https://ref.gs1.org/voc/';

/** Per kind of name: its URI's beginning, and that of its URN. */
const KINDS = {
  bizStep: [`${CBV}BizStep-`, 'urn:epcglobal:cbv:bizstep:'],
  disposition: [`${CBV}Disp-`, 'urn:epcglobal:cbv:disp:'],
  transactionType: [`${CBV}BTT-`, 'urn:epcglobal:cbv:btt:'],
  sourceType: [`${CBV}SDT-`, 'urn:epcglobal:cbv:sdt:'],
  errorReason: [`${CBV}ER-`, 'urn:epcglobal:cbv:er:'],
  component: [`${CBV}Comp-`, 'urn:epcglobal:cbv:comp:'],
  measurement: [VOC, 'urn:epcglobal:cbv:voc:'],
} as const;
export type CbvKind = keyof typeof KINDS;

const OTHER_HOSTS: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/(ns|ref)\.gs1\.org\/(cbv|voc)\/(?=(BizStep|Bizstep|Disp|BTT|SDT|ER|Comp)-)/, CBV],
  [/^https?:\/\/(www\.)?gs1\.org\/voc\//, VOC],
  [/^cbv:(?!.*\/)/, CBV],
  [/^gs1:(?!.*\/)/, VOC],
];

/** Most values name nothing of the vocabulary. */
const MAY_NAME = /^(https?:\/\/|urn:epcglobal:cbv:|cbv:|gs1:)/;

/** The web URI of a name of this kind, however it is written; names of other vocabularies as they are. */
export function cbvUri(kind: CbvKind, name: string): string {
  const [start, urn] = KINDS[kind];
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return start + name;
  return cbvValue(name.startsWith(urn) ? start + name.slice(urn.length) : name);
}

/** A value of any field that may name the vocabulary by URN, CURIE or another host. */
export function cbvValue(value: string): string {
  if (!MAY_NAME.test(value)) return value;
  for (const [start, urn] of Object.values(KINDS)) if (value.startsWith(urn)) return start + value.slice(urn.length);
  for (const [pattern, start] of OTHER_HOSTS) if (pattern.test(value)) return value.replace(pattern, start);
  return value;
}

/** The bare name where it is of the standard's vocabulary, such as `shipping`; the URI of another vocabulary. */
export function cbvName(kind: CbvKind, name: string): string {
  const uri = cbvUri(kind, name);
  return uri.startsWith(KINDS[kind][0]) ? uri.slice(KINDS[kind][0].length) : uri;
}
