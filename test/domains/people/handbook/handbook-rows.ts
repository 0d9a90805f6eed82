import type { ColumnKey } from '../../../../src/domains/people/handbook/columns.js';
import type { Cells } from '../../../../src/domains/people/handbook/read-file.js';
import { VILLAGE } from '../../../kit/goods.js';
import { idNumber } from '../people-data.js';
import { row } from './files.js';

export type RowText = Partial<Record<ColumnKey, string>>;

const NO_PRODUCT: RowText = { product: '', industry: '', unit: '', price: '', quantity: '' };
export const PRODUCT: RowText = { product: '黑花生', industry: '初成品', unit: '公斤', price: '12.5', quantity: '35.5' };

/** A good row of household `n` without a product, to be changed as a test likes. */
export const rowOf = (n: number, over: RowText = {}): Cells =>
  row({ ...NO_PRODUCT, villageCode: VILLAGE, householdNo: String(n).padStart(4, '0'), idNumber: idNumber(n), ...over });
