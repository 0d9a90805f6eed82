import { contextOf, OWN_PREFIXES, type EpcisEvent } from '../../epcis/epcis.types.js';
import type { ReadEvent } from './event-reader.js';

/** Documents that events leave in: as an answer to a query, alone, and as a file (EPCIS 2.0, section 10). */

export const SCHEMA_VERSION = '2.0';
/** Our own prefixes are the document's; an event that came with others brings them in a context of its own. */
export const DOCUMENT_CONTEXT = contextOf(OWN_PREFIXES);

const isOwn = (prefixes: object): boolean =>
  Object.entries(prefixes).every(([prefix, uri]) => OWN_PREFIXES[prefix] === uri);

/** An event within a document of ours. */
export const eventInside = ({ event, prefixes, recordTime }: ReadEvent): EpcisEvent => ({
  ...(!isOwn(prefixes) && { '@context': [prefixes] }),
  ...event,
  recordTime,
});

/** An event that stands alone: its context is the one it came with, so that whoever hashes it gets its hash. */
export const eventAlone = ({ event, prefixes, recordTime }: ReadEvent): EpcisEvent => ({
  '@context': contextOf(prefixes),
  ...event,
  recordTime,
});

/** The answer to a query. */
export const queryDocument = (queryName: string, events: readonly ReadEvent[], now: Date): object => ({
  '@context': DOCUMENT_CONTEXT,
  type: 'EPCISQueryDocument',
  schemaVersion: SCHEMA_VERSION,
  creationDate: now.toISOString(),
  epcisBody: { queryResults: { queryName, resultsBody: { eventList: events.map(eventInside) } } },
});

/** The beginning and the end of a document file, between which its events stand with commas. */
export function documentFrame(now: Date): readonly [string, string] {
  const whole = JSON.stringify({
    '@context': DOCUMENT_CONTEXT,
    type: 'EPCISDocument',
    schemaVersion: SCHEMA_VERSION,
    creationDate: now.toISOString(),
    epcisBody: { eventList: [] },
  });
  const end = ']}}';
  return [whole.slice(0, -end.length), end];
}
