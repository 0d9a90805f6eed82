import { parse } from 'csv-parse/sync';
import { Refusals, type DomainError } from '../../../shared/domain-error.js';
import { parseYuan } from '../../../shared/money.js';
import { Unit } from '../../../shared/quantity.js';
import { Industry } from '../../catalogue/index.js';
import { checkDay, checkText, daysAfter, isRealDay } from '../checks.rules.js';
import { marketErrors } from '../market.errors.js';

/** A price of goods at a market on a day, for one whole unit. */
export interface Quote {
  industry: Industry;
  goods: string;
  market: string;
  source: string;
  /** `YYYY-MM-DD`, in China. */
  quotedOn: string;
  unit: Unit;
  priceFen: number;
}

/** How old a quote may be when it is recorded. */
const OLDEST_DAYS = 366;
const MOST_FEN = 1_000_000_000;
const MOST_ROWS = 2_000;
const MOST_ERRORS = 100;

/** @throws BAD_TEXT, BAD_DAY, BAD_PRICE */
export function checkQuote(quote: Quote, today: string): Quote {
  const { priceFen } = quote;
  if (!Number.isSafeInteger(priceFen) || priceFen < 1 || priceFen > MOST_FEN)
    throw marketErrors.refuse('BAD_PRICE', { field: 'priceFen' });
  return {
    ...quote,
    goods: checkText(quote.goods, 'goods', 1, 60),
    market: checkText(quote.market, 'market', 2, 60),
    source: checkText(quote.source, 'source', 2, 200),
    quotedOn: checkDay(quote.quotedOn, 'quotedOn', { first: daysAfter(today, -OLDEST_DAYS), last: today }),
  };
}

/** The sheet's columns, by either heading. */
const COLUMNS = {
  industry: '类别',
  goods: '品名',
  market: '市场',
  source: '来源',
  day: '日期',
  unit: '单位',
  price: '价格(元)',
} as const;
type Column = keyof typeof COLUMNS;
const HEADINGS = new Map(
  Object.entries(COLUMNS).flatMap(([column, zh]) => [
    [column, column],
    [zh, column],
  ]),
);
const INDUSTRY_ZH: Readonly<Record<string, Industry>> = {
  牛: Industry.CATTLE,
  羊: Industry.SHEEP,
  禽: Industry.POULTRY,
  菜: Industry.VEGETABLE,
  果: Industry.FRUIT,
  腌制品: Industry.PICKLED,
  辅食品: Industry.DELICACY,
  初成品: Industry.PRIMARY,
};
const UNIT_ZH: Readonly<Record<string, Unit>> = {
  公斤: Unit.KG,
  千克: Unit.KG,
  斤: Unit.JIN,
  个: Unit.PIECE,
  箱: Unit.BOX,
};

/** Reads a sheet of quotes (CSV, prices in yuan); names every fault by row and column, the first hundred. @throws Refusals */
export function parseQuotes(csv: string, today: string): Quote[] {
  let records: { info: { lines: number }; record: Record<string, string> }[];
  try {
    const columns = (headings: string[]) => headings.map((one) => HEADINGS.get(one.normalize('NFKC').trim()) ?? one);
    const options = { columns, bom: true, skip_empty_lines: true, trim: true, info: true } as const;
    records = parse(csv, options) as unknown as typeof records;
  } catch (error) {
    const { lines } = error as { lines?: number };
    throw badRow(lines ?? 1, 'csv', '无法读取', 'it cannot be read');
  }
  if (records.length === 0 || records.length > MOST_ROWS)
    throw marketErrors.refuse('TOO_MANY', { field: 'csv', most: MOST_ROWS });
  const faults: DomainError[] = [];
  const seen = new Set<string>();
  const quotes: Quote[] = [];
  for (const { info, record } of records) {
    const read = readRow(record, info.lines, today);
    if (!('goods' in read)) {
      faults.push(read);
      continue;
    }
    const key = JSON.stringify([read.goods, read.market, read.unit, read.quotedOn]);
    if (seen.has(key)) faults.push(badRow(info.lines, 'goods', '同一行情出现两次', 'the same quote is there twice'));
    seen.add(key);
    quotes.push(read);
  }
  if (faults.length > 0) throw new Refusals(faults.slice(0, MOST_ERRORS));
  return quotes;
}

function readRow(record: Record<string, string>, row: number, today: string): Quote | DomainError {
  const cell = (column: Column) => record[column] ?? '';
  const industry = chosen(cell('industry'), INDUSTRY_ZH, Industry);
  if (!industry) return badRow(row, 'industry', Object.keys(INDUSTRY_ZH).join('、'), Object.keys(Industry).join(', '));
  const unit = chosen(cell('unit'), UNIT_ZH, Unit);
  if (!unit) return badRow(row, 'unit', Object.keys(UNIT_ZH).join('、'), Object.keys(Unit).join(', '));
  const priceFen = parseYuan(cell('price'));
  if (priceFen === null || priceFen < 1 || priceFen > MOST_FEN)
    return badRow(row, 'price', '大于零的金额(元),最多两位小数', 'yuan above zero, at most two decimals');
  const first = daysAfter(today, -OLDEST_DAYS);
  const day = cell('day');
  if (!isRealDay(day) || day < first || day > today)
    return badRow(row, 'day', `${first} 至 ${today} 的日期`, `a day from ${first} to ${today}`);
  for (const [column, least, most] of TEXTS) {
    const { length } = [...cell(column)];
    if (length < least || length > most)
      return badRow(row, column, `${least} 至 ${most} 个字符`, `${least} to ${most} characters`);
  }
  return {
    industry,
    unit,
    priceFen,
    quotedOn: day,
    goods: cell('goods'),
    market: cell('market'),
    source: cell('source'),
  };
}

const TEXTS = [
  ['goods', 1, 60],
  ['market', 2, 60],
  ['source', 2, 200],
] as const;

function chosen<Value extends string>(
  text: string,
  zh: Readonly<Record<string, Value>>,
  en: Readonly<Record<string, Value>>,
): Value | undefined {
  return zh[text] ?? en[text.toUpperCase()];
}

const badRow = (row: number, column: string, expected: string, expectedEn: string) =>
  marketErrors.refuse('BAD_ROW', { field: `csv.${row}.${column}`, row, column, expected, expectedEn });
