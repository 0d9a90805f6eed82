import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPrivacy, type Cell } from '../../../src/platform/privacy/index.js';

const OLD = 'the first secret, of more than 32 characters';
const NEW = 'the second secret, of more than 32 characters';
const CELL: Cell = { table: 'household', column: 'id_number', row: '340323200207/0001' };
const PLAIN = '990000199001010017';
const privacy = createPrivacy(new Map([[1, OLD]]), 1);

const bytesOf = (sealed: string) => Buffer.from(sealed.split('.')[1]!, 'base64url');
const sealedOf = (bytes: Buffer, version = 'v1') => `${version}.${bytes.toString('base64url')}`;
const refusalOf = (sealed: string, cell = CELL, by = privacy): string => {
  try {
    return `opened: ${by.open(sealed, cell)}`;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('seal and open', () => {
  it('opens in its own cell what was sealed for it, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) =>
        expect(privacy.open(privacy.seal(plain, CELL), CELL)).toBe(plain),
      ),
    );
  });

  it('never seals twice alike, and shows nothing of the text', () => {
    const [a, b] = [privacy.seal(PLAIN, CELL), privacy.seal(PLAIN, CELL)];
    expect(a).toMatch(/^v1\.[\w-]{62}$/);
    expect(a).not.toBe(b);
    expect(bytesOf(a).includes(PLAIN)).toBe(false);
  });

  it.each<[string, Cell]>([
    ['table', { ...CELL, table: 'customer' }],
    ['column', { ...CELL, column: 'phone' }],
    ['row', { ...CELL, row: '340323200207/0002' }],
  ])('does not open in another %s', (_, cell) => {
    expect(refusalOf(privacy.seal(PLAIN, CELL), cell)).toBe(
      `${cell.table}.${cell.column}: the sealed text does not belong here or was changed`,
    );
  });

  it('does not open when any one byte was changed', () => {
    const bytes = bytesOf(privacy.seal(PLAIN, CELL));
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(refusalOf(sealedOf(changed))).toBe(
        'household.id_number: the sealed text does not belong here or was changed',
      );
    }
  });

  it('does not open when cut short: not even with a tag of a length that GCM allows', () => {
    const bytes = bytesOf(privacy.seal('', CELL));
    for (let length = 0; length < bytes.length; length++) {
      const refusal = refusalOf(length === 0 ? 'v1.' : sealedOf(bytes.subarray(0, length)));
      expect(refusal).toMatch(/^household\.id_number: (the sealed text does not belong here|sealed with a key)/);
    }
  });

  it.each(['', 'v1', 'v2.AAAA', 'v1.äöü', PLAIN])(
    'says that the key of "%s" is not here, without the text',
    (sealed) => {
      expect(refusalOf(sealed)).toBe('household.id_number: sealed with a key that is not here');
    },
  );

  it('seals and opens three fields in well under a millisecond', () => {
    const start = performance.now();
    for (let i = 0; i < 3000; i++) privacy.open(privacy.seal(PLAIN, CELL), CELL);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('rotation of secrets', () => {
  const rotated = createPrivacy(
    new Map([
      [1, OLD],
      [2, NEW],
    ]),
    2,
  );

  it('seals with the current secret and still opens the former', () => {
    const before = privacy.seal(PLAIN, CELL);
    const after = rotated.seal(PLAIN, CELL);
    expect(after.slice(0, 3)).toBe('v2.');
    expect([rotated.open(before, CELL), rotated.open(after, CELL)]).toEqual([PLAIN, PLAIN]);
    expect(refusalOf(after)).toBe('household.id_number: sealed with a key that is not here');
    expect(refusalOf(sealedOf(bytesOf(after)), CELL, rotated)).toBe(
      'household.id_number: the sealed text does not belong here or was changed',
    );
  });

  it('keeps the blind index, so that duplicates are still found', () => {
    expect(rotated.blindIndex(PLAIN, 'household.id_number')).toBe(privacy.blindIndex(PLAIN, 'household.id_number'));
  });

  it('needs the current secret', () => {
    expect(() => createPrivacy(new Map([[1, OLD]]), 2)).toThrow('no secret is given for the current key version 2');
  });
});

describe('blindIndex', () => {
  it('is the same for the same value, and another by value, purpose and secret', () => {
    const index = privacy.blindIndex(PLAIN, 'id');
    expect(index).toMatch(/^[\w-]{43}$/);
    expect(privacy.blindIndex(PLAIN, 'id')).toBe(index);
    const others = [
      privacy.blindIndex('990000199001010018', 'id'),
      privacy.blindIndex(PLAIN, 'phone'),
      createPrivacy(new Map([[1, NEW]]), 1).blindIndex(PLAIN, 'id'),
    ];
    expect(new Set([index, ...others]).size).toBe(4);
  });
});
