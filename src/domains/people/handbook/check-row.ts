import type { Message } from '../../../shared/domain-error.js';
import { parseYuan } from '../../../shared/money.js';
import { parseQuantity, QuantityError, scaleOf, Unit } from '../../../shared/quantity.js';
import type { CheckOptions, HouseholdFacts } from '../household.rules.js';
import { HouseholdCategory } from '../household.types.js';
import { checkIdNumber } from '../rules/id-number.rules.js';
import { checkPhone } from '../rules/phone.rules.js';
import { columnOf, type ColumnKey } from './columns.js';
import type { Cells } from './read-file.js';
import type { RowErrorCode } from './row-errors.js';

export const INDUSTRIES = [
  'CATTLE',
  'SHEEP',
  'POULTRY',
  'VEGETABLE',
  'FRUIT',
  'PICKLED',
  'DELICACY',
  'PRIMARY',
] as const;
export type HandbookIndustry = (typeof INDUSTRIES)[number];

export interface RowProduct {
  readonly name: string;
  readonly industry: HandbookIndustry;
  readonly unit: Unit;
  /** Of one whole unit. */
  readonly priceFen: number;
  /** Steps of the unit's scale; null where the handbook says none. */
  readonly quantity: number | null;
}

export interface HandbookRow {
  readonly villageCode: string;
  readonly householdNo: string;
  readonly facts: HouseholdFacts;
  readonly product: RowProduct | null;
}

/** Never carries the value: it may be an ID number or a phone. */
export interface RowFault {
  readonly column: ColumnKey;
  readonly code: RowErrorCode;
  readonly expected: Message;
}

const CATEGORIES: Readonly<Record<string, HouseholdCategory>> = {
  脱贫户: HouseholdCategory.RELIEVED,
  监测户: HouseholdCategory.MONITORED,
  一般户: HouseholdCategory.GENERAL,
  ...HouseholdCategory,
};
const YES_NO: Readonly<Record<string, boolean>> = { 是: true, 否: false, YES: true, NO: false };
const INDUSTRY: Readonly<Record<string, HandbookIndustry>> = {
  ...Object.fromEntries(
    ['牛', '羊', '禽', '菜', '果', '腌制品', '辅食品', '初成品'].map((name, i) => [name, INDUSTRIES[i]!]),
  ),
  ...Object.fromEntries(INDUSTRIES.map((name) => [name, name])),
};
const UNITS: Readonly<Record<string, Unit>> = {
  公斤: Unit.KG,
  千克: Unit.KG,
  斤: Unit.JIN,
  个: Unit.PIECE,
  箱: Unit.BOX,
  ...Unit,
};

/** Checks a row by itself, every cell of it. Whether its village exists and is the caller's, the import asks. */
export function checkRow(
  cells: Cells,
  options: CheckOptions,
): { ok: true; value: HandbookRow } | { ok: false; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const fault = (column: ColumnKey, code: RowErrorCode, expected = columnOf(column).expected) => {
    faults.push({ column, code, expected });
    return undefined as never;
  };
  const filled = (column: ColumnKey, code: RowErrorCode, passes: (text: string) => boolean): string => {
    const text = plain(column, cells[column]);
    if (text === '') return columnOf(column).required === 'never' ? '' : fault(column, 'REQUIRED');
    return passes(text) ? text : fault(column, code);
  };
  const chosen = <T>(column: ColumnKey, code: RowErrorCode, among: Readonly<Record<string, T>>): T => {
    const text = plain(column, cells[column]).toUpperCase();
    if (text === '') return fault(column, 'REQUIRED');
    return Object.hasOwn(among, text) ? among[text]! : fault(column, code);
  };
  const length =
    (most: number, least = 0) =>
    (text: string) =>
      [...text].length >= least && [...text].length <= most;

  const villageCode = filled('villageCode', 'BAD_VILLAGE_CODE', (text) => /^\d{12}$/.test(text));
  const householdNo = filled('householdNo', 'BAD_HOUSEHOLD_NO', (text) => /^[0-9A-Za-z-]{1,20}$/.test(text));
  const facts: HouseholdFacts = {
    name: filled('name', 'BAD_NAME', length(30, 2)),
    idNumber: idNumberOf(cells, options, fault),
    phone: phoneOf(cells, fault),
    helper: filled('helper', 'TOO_LONG', length(30)) || null,
    note: filled('note', 'TOO_LONG', (text) => text.length <= 500) || null,
    category: chosen('category', 'UNKNOWN_CATEGORY', CATEGORIES),
    willing: chosen('willing', 'BAD_YES_NO', YES_NO),
    able: chosen('able', 'BAD_YES_NO', YES_NO),
  };
  const product = cells.product === '' ? noProduct(cells, fault) : productOf(cells, chosen, filled, fault);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: { villageCode, householdNo, facts, product } };
}

/** As the form has it: ten million yuan. */
const MAX_PRICE_FEN = 1_000_000_000;

type Fault = (column: ColumnKey, code: RowErrorCode, expected?: Message) => never;

const NUMERIC: readonly ColumnKey[] = [
  'villageCode',
  'householdNo',
  'idNumber',
  'phone',
  'price',
  'quantity',
  'willing',
  'able',
  'category',
  'unit',
];

/** Full-width digits are digits; a name stays as it was written. */
const plain = (column: ColumnKey, text: string): string =>
  NUMERIC.includes(column) ? text.normalize('NFKC').trim() : text;

function idNumberOf(cells: Cells, { today, allowSynthetic }: CheckOptions, fault: Fault): string {
  const text = plain('idNumber', cells.idNumber);
  if (text === '') return fault('idNumber', 'REQUIRED');
  const checked = checkIdNumber(text, today, allowSynthetic);
  return checked.ok ? checked.value : fault('idNumber', checked.code, checked.expected);
}

function phoneOf(cells: Cells, fault: Fault): string | null {
  const text = plain('phone', cells.phone);
  if (text === '') return null;
  const checked = checkPhone(text);
  return checked.ok ? checked.value : fault('phone', checked.code, checked.expected);
}

function noProduct(cells: Cells, fault: Fault): null {
  const filled = (['industry', 'unit', 'price', 'quantity'] as const).some((column) => cells[column] !== '');
  return filled ? fault('product', 'REQUIRED') : null;
}

function productOf(
  cells: Cells,
  chosen: <T>(column: ColumnKey, code: RowErrorCode, among: Readonly<Record<string, T>>) => T,
  filled: (column: ColumnKey, code: RowErrorCode, passes: (text: string) => boolean) => string,
  fault: Fault,
): RowProduct {
  const name = filled('product', 'BAD_NAME', (text) => [...text].length <= 60);
  const industry = chosen('industry', 'UNKNOWN_INDUSTRY', INDUSTRY);
  const unit = chosen('unit', 'UNKNOWN_UNIT', UNITS);
  const price = plain('price', cells.price);
  const fen = parseYuan(price);
  const priceFen =
    price === ''
      ? fault('price', 'REQUIRED')
      : fen !== null && fen > 0 && fen <= MAX_PRICE_FEN
        ? fen
        : fault('price', 'BAD_PRICE');
  return {
    name,
    industry,
    unit,
    priceFen,
    quantity: unit && quantityOf(plain('quantity', cells.quantity), unit, fault),
  };
}

function quantityOf(text: string, unit: Unit, fault: Fault): number | null {
  if (text === '') return null;
  try {
    return parseQuantity(text, scaleOf(unit));
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    return fault('quantity', 'BAD_QUANTITY');
  }
}
