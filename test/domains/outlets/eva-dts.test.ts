import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { crc16 } from '../../../src/domains/outlets/audit/crc16.js';
import type { AuditFileError } from '../../../src/domains/outlets/audit/eva-dts.js';
import { readAuditFile } from '../../../src/domains/outlets/audit/eva-dts.js';
import { balanced, deltas, findUnknown, wentBack } from '../../../src/domains/outlets/audit/reconcile.rules.js';
import { auditFile } from './audit-file.js';

const FILE = auditFile({ A1: { count: 12, fen: 14_400, priceFen: 1_200 }, A2: { count: 0, fen: 0, priceFen: 300 } });
const fault = (text: string): string => {
  try {
    readAuditFile(text);
    return 'none';
  } catch (error) {
    return (error as AuditFileError).fault;
  }
};

describe('CRC-16/ARC', () => {
  test.each([
    ['123456789', 0xbb3d],
    ['', 0x0000],
    ['A', 0x30c0],
  ])('of %j', (text, crc) => expect(crc16(Buffer.from(text))).toBe(crc));
});

describe('an audit file', () => {
  test('is read whole', () => {
    expect(readAuditFile(FILE)).toEqual({
      serial: 'GZ0001',
      total: { count: 12, fen: 14_400 },
      selections: [
        { code: 'A1', priceFen: 1_200, count: 12, fen: 14_400 },
        { code: 'A2', priceFen: 300, count: 0, fen: 0 },
      ],
      takenAt: '20261126T0915',
      warnings: [],
    });
  });

  test('kept with LF, or with CR alone, is the same file', () => {
    for (const ending of ['\n', '\r'])
      expect(readAuditFile(FILE.replaceAll('\r\n', ending))).toEqual(readAuditFile(FILE));
  });

  test('with any one character changed between ST and G85 is refused', () => {
    const [start, end] = [FILE.indexOf('ST*'), FILE.indexOf('G85*')];
    const at = fc.integer({ min: start + 3, max: end - 3 });
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 9 }), (place, by) => {
        const char = FILE[place]!;
        if (!/\d/.test(char)) return;
        const other = String((Number(char) + by) % 10);
        expect(fault(FILE.slice(0, place) + other + FILE.slice(place + 1))).toBe('BAD_CRC');
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['no checksum', 'ST*001*0001\r\nSE*2*0001\r\n'],
    ['a checksum before the start', 'G85*0000\r\nST*001*0001\r\n'],
    ['a page of HTML', '<html></html>'],
  ])('%s is no file', (_what, text) => expect(fault(text)).toBe('NOT_A_FILE'));

  test('in another currency is refused, in none it is ours', () => {
    expect(fault(auditFile({}, { currency: 'EUR' }))).toBe('BAD_CURRENCY');
    expect(fault(auditFile({}, { currency: '' }))).toBe('none');
  });

  test('a wrong count of segments is warned of, no more', () => {
    expect(readAuditFile(FILE.replace(/SE\*\d+/, 'SE*99')).warnings).toEqual(['SE says 99 segments, there are 14']);
    expect(readAuditFile(FILE.replace(/SE\*.*\r\n/, '')).warnings).toEqual(['there is no SE segment']);
  });

  test('reads back whatever counters it was written with', () => {
    const slot = fc.stringMatching(/^[A-Z][0-9]{1,2}$/);
    const counters = fc.record({ count: fc.nat({ max: 1_000_000 }), fen: fc.nat({ max: 2_000_000_000 }) });
    fc.assert(
      fc.property(fc.dictionary(slot, counters, { maxKeys: 60 }), (machine) => {
        const { selections } = readAuditFile(auditFile(machine));
        expect(Object.fromEntries(selections.map(({ code, count, fen }) => [code, { count, fen }]))).toEqual({
          ...machine,
        });
      }),
    );
  });
});

describe('reconciling', () => {
  const at = (theirs: [number, number], ours: [number, number], code = 'A1') => ({
    code,
    theirs: { count: theirs[0], fen: theirs[1] },
    ours: { count: ours[0], fen: ours[1] },
  });

  test('is by what both moved since the audit before, whatever they stood at', () => {
    const [one] = deltas([at([100, 10_000], [3, 300])], [at([104, 10_400], [7, 700])], false);
    expect(one).toEqual({ code: 'A1', theirs: { count: 4, fen: 400 }, ours: { count: 4, fen: 400 } });
    expect(balanced(one!)).toBe(true);
    const [two] = deltas([at([100, 10_000], [3, 300])], [at([105, 10_500], [7, 700])], false);
    expect(balanced(two!)).toBe(false);
  });

  test('the first audit only sets the mark', () => {
    expect(deltas(null, [at([100, 10_000], [0, 0])], false).every(balanced)).toBe(true);
  });

  test('a counter that went back opens an epoch, in which it began at zero', () => {
    const [before, now] = [[at([100, 10_000], [3, 300])], [at([2, 200], [5, 500])]];
    expect(wentBack(before, now)).toBe(true);
    expect(deltas(before, now, true)).toEqual([
      { code: 'A1', theirs: { count: 2, fen: 200 }, ours: { count: 2, fen: 200 } },
    ]);
    expect(wentBack(before, [at([100, 10_000], [9, 900])])).toBe(false);
    expect(wentBack(before, [at([101, 9_999], [9, 900])])).toBe(true);
  });

  test('vends without a result: all, none, or no proof', () => {
    const since = (count: number, fen: number) => ({
      theirs: { count: 5 + count, fen: 500 + fen },
      ours: { count: 5, fen: 500 },
    });
    const two = { count: 2, fen: 200 };
    expect(findUnknown(since(2, 200), two)).toBe('ALL_VENDED');
    expect(findUnknown(since(0, 0), two)).toBe('NONE_VENDED');
    expect(findUnknown(since(1, 100), two)).toBe('UNDECIDED');
    expect(findUnknown(since(2, 300), two)).toBe('UNDECIDED');
    expect(findUnknown(since(0, 100), two)).toBe('UNDECIDED');
    expect(findUnknown(since(-1, -100), two)).toBe('UNDECIDED');
    expect(findUnknown(since(0, 0), { count: 0, fen: 0 })).toBe('UNDECIDED');
  });
});
