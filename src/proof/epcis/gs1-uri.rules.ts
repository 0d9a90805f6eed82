import { checkDigit } from './check-digit.js';

/**
 * One name for a thing that GS1 allows several of: EPC URIs, EPC class and pattern URIs and Digital Links of any domain become
 * the canonical Digital Link of their finest level. Source: CBV 2.0 section 8.9.2, rules on identifiers; EPC Tag Data Standard 2.0;
 * GS1 Digital Link 1.3, section 5.
 */

const ROOT = 'https://id.gs1.org';
const withCheck = (digits: string) => digits + checkDigit(digits);
const gtin = (prefix: string, item: string) => withCheck(item.slice(0, 1) + prefix + item.slice(1));

type Written = (prefix: string, reference: string, rest: string) => string;
/** Digits of company prefix and reference together (null: not only digits), what follows them, and the Digital Link's path. */
type Scheme = readonly [digits: number | null, rest: 'none' | 'some', write: Written];

const SCHEMES: Readonly<Record<string, Scheme>> = {
  'id:sgtin': [13, 'some', (p, r, s) => `/01/${gtin(p, r)}/21/${s}`],
  'id:sscc': [17, 'none', (p, r) => `/00/${gtin(p, r)}`],
  'id:sgln': [12, 'some', (p, r, s) => `/414/${withCheck(p + r)}${s === '0' ? '' : `/254/${s}`}`],
  'id:grai': [12, 'some', (p, r, s) => `/8003/${withCheck(`0${p}${r}`)}${s}`],
  'id:giai': [null, 'none', (p, r) => `/8004/${p}${r}`],
  'id:gsrn': [17, 'none', (p, r) => `/8018/${withCheck(p + r)}`],
  'id:gsrnp': [17, 'none', (p, r) => `/8017/${withCheck(p + r)}`],
  'id:gdti': [12, 'some', (p, r, s) => `/253/${withCheck(p + r)}${s}`],
  'id:cpi': [null, 'some', (p, r, s) => `/8010/${p}${r}/8011/${s}`],
  'id:sgcn': [12, 'some', (p, r, s) => `/255/${withCheck(p + r)}${s}`],
  'id:ginc': [null, 'none', (p, r) => `/401/${p}${r}`],
  'id:gsin': [16, 'none', (p, r) => `/402/${withCheck(p + r)}`],
  'id:itip': [13, 'some', (p, r, s) => itip(p, r, s)],
  'id:upui': [13, 'some', (p, r, s) => `/01/${gtin(p, r)}/235/${s}`],
  'id:pgln': [12, 'none', (p, r) => `/417/${withCheck(p + r)}`],
  'class:lgtin': [13, 'some', (p, r, s) => `/01/${gtin(p, r)}/10/${s}`],
  'idpat:sgtin': [13, 'some', (p, r) => `/01/${gtin(p, r)}`],
  'idpat:grai': [12, 'some', (p, r) => `/8003/${withCheck(`0${p}${r}`)}`],
  'idpat:gdti': [12, 'some', (p, r) => `/253/${withCheck(p + r)}`],
  'idpat:sgcn': [12, 'some', (p, r) => `/255/${withCheck(p + r)}`],
  'idpat:cpi': [null, 'some', (p, r) => `/8010/${p}${r}`],
  'idpat:itip': [13, 'some', (p, r, s) => itip(p, r, s)],
  'idpat:upui': [13, 'some', (p, r) => `/01/${gtin(p, r)}`],
};

function itip(prefix: string, item: string, rest: string): string {
  const [piece, total, serial] = [rest.slice(0, 2), rest.slice(3, 5), rest.slice(6)];
  return `/8006/${gtin(prefix, item)}${piece}${total}${serial === '*' ? '' : `/21/${serial}`}`;
}

const URN = /^urn:epc:(id|idpat|class):([a-z]+):(\d{6,12})\.(.*)$/;

function fromUrn(uri: string): string | null {
  const [, kind, name, prefix, tail] = URN.exec(uri) ?? [];
  const scheme = SCHEMES[`${kind}:${name}`];
  if (!scheme || prefix === undefined || tail === undefined) return null;
  const [digits, rest, write] = scheme;
  const dot = rest === 'some' ? tail.indexOf('.') : tail.length;
  if (dot < 0) return null;
  const [reference, serial] = [tail.slice(0, dot), tail.slice(dot + 1)];
  if (digits !== null && (!/^\d*$/.test(reference) || prefix.length + reference.length !== digits)) return null;
  if (
    rest === 'some' ? serial === '' || (kind === 'idpat' && !serial.endsWith('*')) : digits === null && reference === ''
  )
    return null;
  return ROOT + write(prefix, reference, serial);
}

/** Words that older Digital Links have for application identifiers. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ gtin: '01', itip: '8006', cpid: '8010', gln: '414', party: '417', gsrnp: '8017', gsrn: '8018', gcn: '255' },
  ...{ sscc: '00', gdti: '253', ginc: '401', gsin: '402', grai: '8003', giai: '8004' },
  ...{ cpv: '22', lot: '10', ser: '21', glnx: '254', cpsn: '8011', tpx: '235' },
};

/** Values of the keys that a Digital Link starts with. */
const KEYS: Readonly<Record<string, RegExp>> = {
  ...{ '00': /^\d{18}$/, '01': /^(\d{8}|\d{12,14})$/, '8006': /^\d{18}$/, '8010': /^[^/]{1,60}$/, '414': /^\d{13}$/ },
  ...{ '417': /^\d{13}$/, '8017': /^\d{18}$/, '8018': /^\d{18}$/, '255': /^\d{13,25}$/, '253': /^\d{13}[^/]{0,51}$/ },
  ...{ '401': /^[^/]{1,90}$/, '402': /^\d{17}$/, '8003': /^\d{14}[^/]{0,48}$/, '8004': /^[^/]{1,90}$/ },
};
/** Which qualifiers make a key finer, the finest last; CPV (22) does not. */
const FINER: Readonly<Record<string, readonly string[]>> = {
  ...{ '01': ['22', '10', '21', '235'], '8006': ['22', '10', '21'], '414': ['254'], '8010': ['8011'] },
};

function fromLink(uri: string): string | null {
  const path = /^https?:\/\/[^/?#]+(\/[^?#]*)/.exec(uri)?.[1];
  if (!path) return null;
  const parts = path.replace(/\/$/, '').split('/').slice(1);
  for (let at = 0; at + 1 < parts.length; at += 1) {
    const key = WORDS[parts[at]!] ?? parts[at]!;
    if (!KEYS[key]?.test(parts[at + 1]!)) continue;
    const finest = finestOf(key, parts.slice(at + 2));
    if (finest === null) continue;
    const value = key === '01' ? parts[at + 1]!.padStart(14, '0') : parts[at + 1]!;
    return `${ROOT}/${key}/${value}${finest}`;
  }
  return null;
}

/** The path of the finest qualifier, empty where there is none; null where the rest is not of qualifiers alone. */
function finestOf(key: string, rest: readonly string[]): string | null {
  const order = FINER[key] ?? [];
  if (rest.length % 2 > 0) return null;
  let finest = '';
  let last = -1;
  for (let at = 0; at < rest.length; at += 2) {
    const qualifier = WORDS[rest[at]!] ?? rest[at]!;
    const place = order.indexOf(qualifier);
    if (place <= last || rest[at + 1] === '') return null;
    last = place;
    if (qualifier !== '22') finest = `/${qualifier}/${rest[at + 1]}`;
  }
  return finest;
}

/** The canonical Digital Link of a GS1 key however it is written; any other text as it is. */
export function canonicalUri(uri: string): string {
  if (uri.startsWith('urn:epc:')) return fromUrn(uri) ?? uri;
  return uri.startsWith('http') ? (fromLink(uri) ?? uri) : uri;
}
