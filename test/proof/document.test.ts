import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { coveredPart, fromHex, stepWords, uncoveredField, verdictWords, verifyBundle } from '../../src/proof/index.js';
import { check as checkInBrowser } from '../../src/proof/in-browser.js';
import { check } from '../../src/proof/on-node.js';
import { otherLog } from './bundle-making.js';

const FOLDER = new URL('../domains/trace/epcis/vectors/', import.meta.url);
interface Vector {
  context: unknown;
  events: { type: string; [field: string]: unknown }[];
  hashes: string[];
}
/** The events that the standard's reference implementation publishes, each as a document of its own, with its hash. */
const published = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => {
    const { context, events, hashes } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Vector;
    return events.map((event, n) => ({
      '@context': context,
      ...event,
      hash: /;([0-9a-f]{64})\?/.exec(hashes[n]!)![1]!,
    }));
  })
  .map(({ hash, ...event }) => {
    const { eventID: _other, ...document } = coveredPart(event) as Vector['events'][number];
    return { hash, document };
  });
const [{ hash, document }] = published.filter(({ document: { bizStep, readPoint } }) => bizStep && readPoint) as [
  (typeof published)[number],
];

const bundleOf = (eventHash: string, told: object) => ({
  ...otherLog(undefined, 8, { 3: Buffer.from(fromHex(eventHash)!) }).bundle(3, 8),
  document: told,
});
const bundle = bundleOf(hash, document);
/** What becomes of a proof that tells something else. */
const outcome = (told: unknown) => {
  const { name, fault, about } = check(verifyBundle({ ...bundle, document: told })).steps.at(-1)!;
  return [name, fault, about];
};
const about = `${document.type}, ${String(document['bizStep'])}, ${String(document['eventTime'])}`;

test('the hash is computed from the event told: one step more, and words that say so', () => {
  const verdict = check(verifyBundle(bundle));
  expect(verdict.steps.map(({ name, fault }) => [name, fault])).toEqual(
    ['FORMAT', 'KEY', 'SIGNATURE', 'DOCUMENT', 'COMMITMENT', 'INCLUSION'].map((name) => [name, null]),
  );
  expect(verdict.facts!.told).toBe(true);
  const step = verdict.steps[3]!;
  expect(stepWords(step, 'en')).toBe(`The event told is the one that was logged: ${about}`);
  expect(stepWords(step, 'zh')).toBe(`所示事件就是当时写入日志的事件:${about}`);
  expect(verdictWords(verdict, 'en').slice(0, 2)).toEqual([
    `Proved: the event told in the file, with the hash ${hash}, was in the log county.example/trace/340323 (entry 4 of 8) by 2026-11-27T08:00:00.000Z; since then it cannot be changed or taken out unnoticed.`,
    'Not proved: that what the event says is true, or who wrote it.',
  ]);
});

test('all 28 published events are told, here and by WebCrypto', async () => {
  expect(published).toHaveLength(28);
  for (const one of published) {
    const told = bundleOf(one.hash, one.document);
    expect(check(verifyBundle(told)).proved).toBe(true);
    expect((await checkInBrowser(verifyBundle(told))).proved).toBe(true);
  }
});

describe('an event told otherwise', () => {
  const other = ['DOCUMENT', 'OTHER_DOCUMENT', about];

  test('any field that is changed, left out or added fails by name', () => {
    const fields = Object.keys(document).filter((field) => field !== '@context' && field !== 'type');
    expect(fields.length).toBeGreaterThan(4);
    for (const field of fields) {
      const { [field]: _gone, ...rest } = document;
      expect(outcome(rest).slice(0, 2)).toEqual(other.slice(0, 2));
      if (typeof document[field] === 'string')
        expect(outcome({ ...document, [field]: 'https://example.com/other' }).slice(0, 2)).toEqual(other.slice(0, 2));
    }
    expect(outcome({ ...document, type: 'TransactionEvent' })[0]).toBe('DOCUMENT');
    expect(outcome({ ...document, 'x:more': 'than was logged' })).toEqual(other);
    expect(outcome({ ...document, constructor: 'x' })).toEqual(other);
  });

  test('its own id may stand in it, another may not', () => {
    const id = (of: string) => `ni:///sha-256;${of}?ver=CBV2.0`;
    expect(outcome({ ...document, eventID: id(hash) })[1]).toBeNull();
    expect(outcome({ ...document, eventID: id('0'.repeat(64)) })).toEqual(other);
    expect(outcome({ ...document, eventID: 'urn:uuid:1' })).toEqual(other);
  });

  test('what no hash covers is not let through, at any depth', () => {
    for (const bare of ['recordTime', 'errorDeclaration', 'certificationInfo', 'rdfs:comment', '@type'])
      expect(outcome({ ...document, [bare]: 'x' })).toEqual(['DOCUMENT', 'NOT_COVERED', bare]);
    expect(outcome({ ...document, readPoint: { ...(document['readPoint'] as object), comment: 'x' } })).toEqual([
      'DOCUMENT',
      'NOT_COVERED',
      'comment',
    ]);
    const told = { ...document, recordTime: 'x', ilmd: { comment: 'x', 'a:b': [{ comment: 'x', 'a:c': '1' }] } };
    expect(uncoveredField(told)).toBe('recordTime');
    expect(coveredPart(told)).toEqual({ ...document, ilmd: { 'a:b': [{ 'a:c': '1' }] } });
    expect(uncoveredField(coveredPart(told))).toBeNull();
  });

  test('something that is no event, or too deep to be walked, is malformed', () => {
    let deep: object = {};
    for (let n = 0; n < 100_000; n += 1) deep = { a: deep };
    for (const wrong of ['text', [document], 7, {}, { type: 7 }, { ...document, deep }])
      expect(outcome(wrong)).toEqual(['FORMAT', 'MALFORMED', 'document']);
  });

  test('the same event written otherwise is the same', () => {
    const turned = Object.fromEntries(Object.entries(document).toReversed());
    expect(outcome(turned)[1]).toBeNull();
    // With the hash changed as well, the commitment is not of it.
    const forged = { ...document, 'x:more': 'than was logged' };
    const hashed = published.find((one) => one.hash !== hash)!.hash;
    expect(check(verifyBundle({ ...bundle, eventHash: hashed, document: forged })).steps.at(-1)!.name).toBe('DOCUMENT');
    const { document: told } = published.find((one) => one.hash === hashed)!;
    expect(check(verifyBundle({ ...bundle, eventHash: hashed, document: told })).steps.at(-1)).toEqual({
      name: 'COMMITMENT',
      fault: 'OTHER_EVENT',
      about: '',
    });
  });
});
