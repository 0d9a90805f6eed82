import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BATCH_STEPS } from '../../../../src/domains/circulation/index.js';
import { documentFaults, eventFaults } from '../../../../src/domains/trace/epcis/document-schema.js';
import { commitmentOf, eventHash, hashUri } from '../../../../src/domains/trace/epcis/event-hash.js';
import { contextOf, OWN_PREFIXES, type EpcisEvent } from '../../../../src/domains/trace/epcis/epcis.types.js';
import { declaredWrong, toEpcis } from '../../../../src/domains/trace/epcis/step-events.rules.js';
import { amountOf } from '../../../../src/domains/trace/epcis/step-names.rules.js';
import { COMMON, names, part, step, told } from './told-steps.js';

describe('a step as an event', () => {
  test.each(told)('%s', (_what, over, expected) => {
    const event = toEpcis(step(over), names);
    expect(event).toEqual({ ...COMMON, ...expected });
    expect(eventFaults({ ...event, eventID: hashUri(eventHash(event, OWN_PREFIXES)) })).toEqual([]);
  });

  test('every kind of step is here', () => {
    expect(new Set(told.map(([, over]) => over.step))).toEqual(new Set(BATCH_STEPS));
  });

  test('no person, no order and nobody’s words are in it', () => {
    for (const [, over] of told) {
      const text = JSON.stringify(toEpcis(step(over), names));
      expect(text).not.toMatch(/王小明|staff:|producer|f0000000/);
    }
  });

  test('any step makes a document of the standard', () => {
    const anyStep = fc.record({
      step: fc.constantFrom(...BATCH_STEPS),
      quantity: fc.option(fc.integer({ min: 1, max: 1e12 })),
      unit: fc.constantFrom('KG', 'JIN', 'PIECE', 'BOX'),
      scale: fc.integer({ min: 0, max: 3 }),
      site: fc.option(fc.constantFrom('CC-340323', 'SITE-UNKNOWN')),
      from: fc.option(fc.constant('CC-340323')),
      batch: fc.constantFrom(7, 3, 99),
      product: fc.integer({ min: 1, max: 1e9 }),
      inputs: fc.constantFrom([], [part]),
      lost: fc.option(fc.nat(1e6)),
    });
    fc.assert(
      fc.property(anyStep, (over) => {
        const inputs = /^(PACKED|PROCESSED)$/.test(over.step) ? [part] : over.inputs;
        const event = toEpcis(step({ ...over, inputs }), names);
        const document = {
          '@context': contextOf(OWN_PREFIXES),
          type: 'EPCISDocument',
          schemaVersion: '2.0',
          creationDate: '2026-11-27T00:00:00Z',
          epcisBody: { eventList: [event] },
        };
        expect(documentFaults(document)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what was wrong', () => {
  test('is told again with the same hash, and names what holds instead', () => {
    const event = { ...toEpcis(step({}), names), eventID: 'urn:x:1' } as EpcisEvent;
    const declared = declaredWrong(event, '2026-11-27T01:00:00.000Z', 'urn:x:2');
    expect(declared).toEqual({
      ...event,
      errorDeclaration: {
        declarationTime: '2026-11-27T09:00:00.000+08:00',
        reason: 'incorrect_data',
        correctiveEventIDs: ['urn:x:2'],
      },
    });
    expect(eventFaults(declared)).toEqual([]);
    expect(eventHash(declared, OWN_PREFIXES)).toEqual(eventHash(event, OWN_PREFIXES));
  });
});

test('quantities: half kilograms for a jin, counts without a unit', () => {
  expect(amountOf('urn:x', 251, 2, 'JIN')).toEqual({ epcClass: 'urn:x', quantity: 1.255, uom: 'KGM' });
  expect(amountOf('urn:x', 30, 0, 'BOX')).toEqual({ epcClass: 'urn:x', quantity: 30 });
  expect(amountOf('urn:x', null, 3, 'KG')).toEqual({ epcClass: 'urn:x' });
});

test('a commitment is SHA-256 of the salt and the hash', () => {
  expect(commitmentOf(Buffer.alloc(32), Buffer.alloc(32)).toString('hex')).toBe(
    'f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b',
  );
});

test('wrong documents are told with the place', () => {
  const event = toEpcis(step({}), names);
  expect(eventFaults({ ...event, bizStep: 'harvesting' })[0]?.at).toBe('/bizStep');
  expect(eventFaults({ ...event, eventTimeZoneOffset: '+8' })[0]?.at).toBe('/eventTimeZoneOffset');
  expect(documentFaults({ type: 'EPCISDocument' })).not.toEqual([]);
});
