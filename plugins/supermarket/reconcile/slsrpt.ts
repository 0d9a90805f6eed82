import { formatQuantity, parseQuantity, parseYuan } from 'yizhan/plugin-kit';
import { readSegments, type Segment } from './edifact.js';
import { refusedFile } from './refused-file.js';

/** Sales of one article on the report's day. Quantities in thousandths of a unit; what came back makes them less. */
export interface ReportedArticle {
  readonly code: string;
  readonly unit: 'PCE' | 'KGM';
  readonly thousandths: number;
  readonly amountFen: number;
}

export interface SalesReport {
  /** GLN of the place of sale. */
  readonly location: string;
  readonly date: string;
  readonly articles: readonly ReportedArticle[];
}

interface Line {
  code: string;
  unit: 'PCE' | 'KGM';
  thousandths: number | null;
  amountFen: number | null;
}

/**
 * EANCOM SLSRPT D.96A: one message, one place of sale, one day. Read are LOC+162, DTM+356 (or the period 90 to 91), LIN or
 * PIA+5, MOA+203 and QTY+153 of a line. Segments and messages are counted against UNT and UNZ: what is cut off is refused.
 */
export function readSalesReport(bytes: Uint8Array): SalesReport {
  const text = Buffer.from(bytes).toString('latin1');
  const mark = text.startsWith('UNA') ? text[5]! : '.';
  const segments = segmentsOf(text);
  checkEnvelope(segments);
  let location: string | null = null;
  const days = new Set<string>();
  const lines: Line[] = [];
  for (const { name, elements } of segments) {
    const [first = [], second = [], third = []] = elements;
    const line = lines.at(-1);
    if (name === 'LOC' && first[0] === '162') {
      if (location !== null && location !== second[0]) throw unreadable('more than one place of sale (LOC+162)');
      location = second[0] ?? null;
    }
    if (name === 'DTM' && ['356', '90', '91'].includes(first[0] ?? '')) days.add(dayOf(first));
    if (name === 'LIN') lines.push({ code: third[0] ?? '', unit: 'PCE', thousandths: null, amountFen: null });
    if (name === 'PIA' && first[0] === '5' && line?.code === '') line.code = second[0] ?? '';
    if (name === 'MOA' && first[0] === '203' && line) line.amountFen = amountOf(first[1] ?? '', mark);
    if (name === 'QTY' && first[0] === '153' && line) Object.assign(line, quantityOf(first, mark));
    if (name === 'CUX' && (first[1] ?? 'CNY') !== 'CNY') throw unreadable(`the currency is ${first[1]}`);
  }
  if (location === null) throw unreadable('there is no place of sale (LOC+162)');
  if (days.size !== 1) throw unreadable('expected the sales of one day (DTM+356, or DTM+90 and 91 of one day)');
  return { location, date: [...days][0]!, articles: sumByArticle(lines) };
}

/** The quantity as a declaration has it. */
export const declared = ({ unit, thousandths }: ReportedArticle): { quantity: string } | { weightG: number } =>
  unit === 'KGM'
    ? { weightG: thousandths }
    : { quantity: thousandths % 1_000 === 0 ? String(thousandths / 1_000) : formatQuantity(thousandths, 3) };

const unreadable = (message: string) => refusedFile('UNREADABLE_FILE', `SLSRPT: ${message}`);

function segmentsOf(text: string): Segment[] {
  try {
    return readSegments(text.trimEnd());
  } catch (error) {
    throw refusedFile('TRUNCATED', `SLSRPT: ${(error as Error).message}`);
  }
}

function checkEnvelope(segments: readonly Segment[]): void {
  const headers = segments.filter(({ name }) => name === 'UNH');
  const [header] = headers;
  const start = segments.findIndex(({ name }) => name === 'UNH');
  const end = segments.findIndex(({ name }) => name === 'UNT');
  const last = segments.at(-1);
  if (segments[0]?.name !== 'UNB' || !header) throw unreadable('an interchange begins with UNB and UNH');
  if (end < 0 || last?.name !== 'UNZ') throw refusedFile('TRUNCATED', 'SLSRPT: UNT or UNZ is missing');
  const [kind, , release] = header.elements[1] ?? [];
  if (kind !== 'SLSRPT' || release !== '96A') throw unreadable(`expected SLSRPT:D:96A, got ${kind}:D:${release}`);
  if (headers.length !== 1 || last.elements[0]?.[0] !== '1') throw unreadable('expected one message');
  if (segments[end]!.elements[0]?.[0] !== String(end - start + 1))
    throw refusedFile(
      'TRUNCATED',
      `SLSRPT: UNT says ${segments[end]!.elements[0]?.[0]} segments, there are ${end - start + 1}`,
    );
  if (segments[end]!.elements[1]?.[0] !== header.elements[0]?.[0]) throw unreadable('UNT is of another message');
}

function dayOf([, value = '', format]: readonly string[]): string {
  if (!['102', '203'].includes(format ?? '') || !/^\d{8}/.test(value))
    throw unreadable(`the date ${value} is not of format 102`);
  return `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`;
}

function amountOf(text: string, mark: string): number {
  const plain = text.replace(mark, '.');
  const fen = parseYuan(plain.replace(/^-/, ''));
  if (fen === null) throw unreadable(`the amount ${text} is not in yuan and fen`);
  return plain.startsWith('-') ? -fen : fen;
}

function quantityOf([, text = '', unit = 'PCE']: readonly string[], mark: string): Pick<Line, 'unit' | 'thousandths'> {
  if (unit !== 'PCE' && unit !== 'KGM') throw unreadable(`the unit ${unit} is neither PCE nor KGM`);
  try {
    return { unit, thousandths: parseQuantity(text.replace(mark, '.'), 3, { signed: true }) };
  } catch {
    throw unreadable(`the quantity ${text}`);
  }
}

function sumByArticle(lines: readonly Line[]): ReportedArticle[] {
  const sums = new Map<string, ReportedArticle>();
  for (const { code, unit, thousandths, amountFen } of lines) {
    if (code === '' || thousandths === null || amountFen === null)
      throw unreadable(`line ${code || '(no article)'} lacks LIN, QTY+153 or MOA+203`);
    const before = sums.get(code) ?? { code, unit, thousandths: 0, amountFen: 0 };
    if (before.unit !== unit) throw unreadable(`article ${code} is sold both by PCE and by KGM`);
    sums.set(code, {
      code,
      unit,
      thousandths: before.thousandths + thousandths,
      amountFen: before.amountFen + amountFen,
    });
  }
  return [...sums.values()];
}
