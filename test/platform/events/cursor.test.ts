import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec } from '../../../src/platform/events/index.js';

const codec = createCursorCodec('a secret of this test');
const position = fc.record({ epoch: fc.uuid(), pos: fc.integer({ min: -1, max: 999_999_999_999_999 }) });

describe('a cursor', () => {
  test('reads back as the position it was made of, and fits the scalar', () => {
    fc.assert(
      fc.property(position, (where) => {
        const cursor = codec.encode(where);
        expect(cursor).toMatch(/^[\w-]{1,200}$/);
        expect(codec.decode(cursor)).toEqual(where);
      }),
    );
  });

  test('is the same from every server with the secret, and nothing to one with another', () => {
    fc.assert(
      fc.property(position, (where) => {
        expect(createCursorCodec('a secret of this test').encode(where)).toBe(codec.encode(where));
        expect(createCursorCodec('another secret').decode(codec.encode(where))).toBeNull();
      }),
    );
  });

  test('with any byte changed is refused', () => {
    fc.assert(
      fc.property(position, fc.nat(), fc.integer({ min: 1, max: 255 }), (where, at, by) => {
        const bytes = Buffer.from(codec.encode(where), 'base64url');
        bytes[at % bytes.length]! ^= by;
        expect(codec.decode(bytes.toString('base64url'))).toBeNull();
      }),
    );
  });

  test('made up by anyone is refused, without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) =>
        expect(codec.decode(text)).toBeNull(),
      ),
    );
  });
});
