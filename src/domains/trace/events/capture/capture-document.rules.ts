import { documentFaults, eventFaults, type Fault } from '../../epcis/document-schema.js';
import { eventHash, hashUri } from '../../epcis/event-hash.js';
import { EVENT_TYPES, prefixesOf, type EpcisEvent, type Prefixes } from '../../epcis/epcis.types.js';
import { marksOf } from '../event-marks.rules.js';
import { EpcisProblem } from '../problems.js';
import { unkeepable } from './json-shape.rules.js';

/** Events of one capture, at most, and bytes of its document. */
export const CAPTURE_LIMIT = 10_000;
export const CAPTURE_FILE_LIMIT = 16 * 1024 * 1024;

/** A document to be captured, as it waits for its job. */
export interface CaptureDocument {
  readonly prefixes: Prefixes;
  readonly events: readonly EpcisEvent[];
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const told = ({ at, problem }: Fault) => `${at}: ${problem}`;
const invalid = (faults: readonly string[]) => new EpcisProblem('ValidationException', faults.join('; '));

function refuseUnkeepable(body: unknown): void {
  const fault = unkeepable(body);
  if (fault !== null) throw invalid([`/: ${fault}`]);
}

/** Takes a document's events; throws where it is no EPCIS 2.0 document or has too many. The events are judged by the job. */
export function openDocument(body: unknown): CaptureDocument {
  refuseUnkeepable(body);
  if (!isObject(body) || body['type'] !== 'EPCISDocument') throw invalid(['/type: must be EPCISDocument']);
  const held = body['epcisBody'];
  if (!isObject(held) || !Array.isArray(held['eventList'])) throw invalid(['/epcisBody/eventList: must be a list']);
  const events = held['eventList'] as EpcisEvent[];
  if (events.length > CAPTURE_LIMIT)
    throw new EpcisProblem('CaptureLimitExceededException', `A capture has at most ${CAPTURE_LIMIT} events.`);
  const faults = documentFaults({ ...body, epcisBody: { ...held, eventList: [] } });
  if (faults.length > 0) throw invalid(faults.map(told));
  if (!/^2(\.\d+)*$/.test(String(body['schemaVersion']))) throw invalid(['/schemaVersion: must be 2.0']);
  return { prefixes: prefixesOf(body['@context']), events };
}

/** One event that came alone, with a context of its own. */
export function openEvent(body: unknown): CaptureDocument {
  refuseUnkeepable(body);
  if (!isObject(body) || body['@context'] === undefined) throw invalid(['/@context: is missing']);
  return { prefixes: prefixesOf(body['@context']), events: [body as EpcisEvent] };
}

/** The prefixes that an event is read with: its document's, and its own before them. */
export const prefixesWithin = (event: EpcisEvent, document: Prefixes): Prefixes => ({
  ...document,
  ...prefixesOf(event['@context']),
});

const TEN_MINUTES = 600_000;
/** Bytes of what an index keeps, well below PostgreSQL's 2,704. */
const LONGEST_MARK = 2_000;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const isMoment = (text: string) => MOMENT.test(text) && !Number.isNaN(Date.parse(text));

/** What is wrong with an event, in English; none where it may be kept. `now` is the server's time. */
export function eventProblems(event: unknown, document: Prefixes, now: Date): string[] {
  if (!isObject(event) || typeof event['type'] !== 'string') return ['/type: is missing'];
  const given = event as EpcisEvent;
  const standard = (EVENT_TYPES as readonly string[]).includes(given.type);
  if (!standard && !/^[\w+.-]+:./.test(given.type)) return ['/type: is none of the standard, nor a URI'];
  const faults = eventFaults(given);
  if (faults.length > 0) return faults.map(told);
  if (!isMoment(given.eventTime)) return ['/eventTime: is no moment'];
  const declared = given.errorDeclaration?.declarationTime;
  if (declared !== undefined && !isMoment(declared)) return ['/errorDeclaration/declarationTime: is no moment'];
  if (Date.parse(given.eventTime) > now.getTime() + TEN_MINUTES) return ['/eventTime: is in the future'];
  const prefixes = prefixesWithin(given, document);
  const unknown = unknownPrefixes(given, prefixes);
  if (unknown.length > 0) return [`/@context: has no ${unknown.join(', ')}`];
  const named = [...marksOf(given), given.eventID ?? ''];
  if (named.some((text) => Buffer.byteLength(text) > LONGEST_MARK))
    return [`/: names something with more than ${LONGEST_MARK} bytes`];
  // An id that is a hash must be its event's own: else it could be made to look like another's.
  if (given.eventID?.startsWith('ni:///sha-256;') && given.eventID !== hashUri(eventHash(given, prefixes)))
    return ["/eventID: is not the event's hash"];
  return [];
}

const KNOWN = new Set(['gs1', 'cbv', 'cbvmda', 'epcis', 'rdfs', 'owl', 'xsd', 'dcterms']);

/** Prefixes of extensions that nobody declared, at the top and in facts of the goods. */
function unknownPrefixes(event: EpcisEvent, prefixes: Prefixes): string[] {
  const ilmd = isObject(event['ilmd']) ? Object.keys(event['ilmd']) : [];
  const used = [...Object.keys(event), ...ilmd].flatMap((key) => /^([^:/]+):(?!\/\/)/.exec(key)?.[1] ?? []);
  return [...new Set(used)].filter((prefix) => !KNOWN.has(prefix) && prefixes[prefix] === undefined);
}
