import { crc16 } from './crc16.js';

/** Counters since the machine was initialised: how often, and for how much. */
export interface Counters {
  count: number;
  fen: number;
}

export interface AuditSelection extends Counters {
  code: string;
  priceFen: number | null;
}

/** What an EVA-DTS audit file says, as far as books are held against it. */
export interface AuditFile {
  serial: string | null;
  /** Of the whole machine (VA1). */
  total: Counters;
  /** PA1 and PA2, in the file's order. */
  selections: readonly AuditSelection[];
  /** The machine's own clock (ID5), as `20260131T0915`; it may lie. */
  takenAt: string | null;
  /** What is odd and does not matter. */
  warnings: readonly string[];
}

export type AuditFault = 'NOT_A_FILE' | 'BAD_CRC' | 'BAD_NUMBER' | 'BAD_CURRENCY';

/** Thrown for a file that is not believed: nothing of it is used. */
export class AuditFileError extends Error {
  constructor(
    readonly fault: AuditFault,
    detail: string,
  ) {
    super(detail);
    this.name = 'AuditFileError';
  }
}

/**
 * Reads an audit file. Lines end with CRLF; files kept with LF are normalised first. The checksum (G85) is CRC-16/ARC over
 * everything from `ST*` up to `G85*` and must fit; a wrong count of segments (SE) is only warned of.
 */
export function readAuditFile(text: string): AuditFile {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => line !== '');
  const start = lines.findIndex((line) => line.startsWith('ST*'));
  const sum = lines.findIndex((line) => line.startsWith('G85*'));
  if (start < 0 || sum < start) throw new AuditFileError('NOT_A_FILE', 'the file has no ST and G85 segments');
  const covered = lines.slice(start, sum).map((line) => `${line}\r\n`);
  const crc = crc16(Buffer.from(covered.join(''), 'latin1'))
    .toString(16)
    .toUpperCase()
    .padStart(4, '0');
  const said = (lines[sum]!.split('*')[1] ?? '').trim().toUpperCase().padStart(4, '0');
  if (crc !== said) throw new AuditFileError('BAD_CRC', `the checksum is ${crc}, the file says ${said}`);

  const segments = lines.map((line) => line.split('*'));
  const first = (name: string) => segments.find(([id]) => id === name);
  const money = moneyOf(first('ID4'));
  const va1 = first('VA1');
  const id5 = first('ID5');
  return {
    serial: first('ID1')?.[1]?.trim() || null,
    total: { fen: money(va1?.[1]), count: whole(va1?.[2]) },
    selections: selectionsOf(segments, money),
    takenAt: id5?.[1] ? `20${id5[1]}T${id5[2] ?? '0000'}` : null,
    warnings: segmentWarnings(lines, start),
  };
}

/** A selection's counters (PA2) follow its PA1. */
function selectionsOf(segments: readonly string[][], money: (text: string | undefined) => number): AuditSelection[] {
  const selections: AuditSelection[] = [];
  for (const [id, ...fields] of segments) {
    if (id === 'PA1' && fields[0])
      selections.push({ code: fields[0].trim(), priceFen: fields[1] ? money(fields[1]) : null, count: 0, fen: 0 });
    const last = selections.at(-1);
    if (id === 'PA2' && last) Object.assign(last, { count: whole(fields[0]), fen: money(fields[1]) });
  }
  return selections;
}

/** Amounts are whole numbers of 10^-decimals (ID4, two unless told); they must come out in whole fen of our currency. */
function moneyOf(id4: readonly string[] | undefined): (text: string | undefined) => number {
  const decimals = id4?.[1] ? whole(id4[1]) : 2;
  const currency = id4?.[3]?.trim();
  // 156 is the yuan's number (ISO 4217); many machines leave it out.
  if (currency && currency !== 'CNY' && currency !== 'RMB')
    throw new AuditFileError('BAD_CURRENCY', `the file counts in ${currency}`);
  return (text) => {
    const value = whole(text);
    if (decimals === 2) return value;
    const fen = decimals < 2 ? value * 10 ** (2 - decimals) : value / 10 ** (decimals - 2);
    if (!Number.isSafeInteger(fen)) throw new AuditFileError('BAD_NUMBER', `${value} is no whole number of fen`);
    return fen;
  };
}

function whole(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 0;
  if (!/^\d{1,15}$/.test(text.trim())) throw new AuditFileError('BAD_NUMBER', `${text} is no whole number`);
  return Number(text);
}

function segmentWarnings(lines: readonly string[], start: number): string[] {
  const end = lines.findIndex((line) => line.startsWith('SE*'));
  if (end < 0) return ['there is no SE segment'];
  const said = Number(lines[end]!.split('*')[1]);
  const there = end - start + 1;
  return said === there ? [] : [`SE says ${said} segments, there are ${there}`];
}
