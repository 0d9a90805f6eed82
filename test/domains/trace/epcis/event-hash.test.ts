import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { eventHash, hashUri } from '../../../../src/domains/trace/epcis/event-hash.js';
import { prefixesOf, type EpcisEvent } from '../../../../src/domains/trace/epcis/epcis.types.js';

interface Vector {
  context: unknown;
  events: EpcisEvent[];
  hashes: string[];
}

const FOLDER = new URL('./vectors/', import.meta.url);
const vectors = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Vector] as const);

const hashOf = (event: EpcisEvent, context: unknown) => hashUri(eventHash(event, prefixesOf(context)));

describe('the published vectors', () => {
  test('there are all of them', () => {
    expect(vectors.map(([, { events }]) => events.length).reduce((a, b) => a + b)).toBe(28);
  });

  test.each(vectors)('%s', (_name, { context, events, hashes }) => {
    expect(events.map((event) => hashOf(event, context))).toEqual(hashes);
  });
});
