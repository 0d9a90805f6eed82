import type { Message } from '../../../shared/domain-error.js';

export type ColumnKey =
  | 'villageCode'
  | 'householdNo'
  | 'name'
  | 'idNumber'
  | 'phone'
  | 'category'
  | 'willing'
  | 'able'
  | 'helper'
  | 'product'
  | 'industry'
  | 'unit'
  | 'price'
  | 'quantity'
  | 'note';

export interface Column {
  readonly key: ColumnKey;
  /** As the handbook prints it; a file may use the key instead. */
  readonly header: string;
  /** 'product': only where the row names a product. */
  readonly required: 'always' | 'product' | 'never';
  readonly expected: Message;
  readonly example: string;
}

const column = (
  key: ColumnKey,
  header: string,
  required: Column['required'],
  zh: string,
  en: string,
  example: string,
): Column => ({
  key,
  header,
  required,
  expected: { zh, en },
  example,
});

/**
 * The handbook's columns (扶贫手册, mission B1). A row is one product of a household: the household's columns repeat on each
 * of its rows, and a household without products has one row with the product's columns blank. Every column must be there.
 */
export const COLUMNS: readonly Column[] = [
  column(
    'villageCode',
    '村代码',
    'always',
    '12 位行政村或社区代码',
    'a village or community code of 12 digits',
    '340323200207',
  ),
  column(
    'householdNo',
    '户编号',
    'always',
    '1 至 20 个字母、数字或连字符,村内唯一',
    '1 to 20 letters, digits or hyphens, unique within the village',
    '0001',
  ),
  column('name', '户主姓名', 'always', '2 至 30 个字符', '2 to 30 characters', '演示户'),
  column(
    'idNumber',
    '身份证号',
    'always',
    '18 位身份证号,以文本填写',
    'an ID number of 18 characters, entered as text',
    '990000199001010017',
  ),
  column('phone', '联系电话', 'never', '11 位手机号,可留空', 'a mobile number of 11 digits, or blank', '13800000000'),
  column(
    'category',
    '户类别',
    'always',
    '脱贫户、监测户或一般户',
    '脱贫户, 监测户 or 一般户 (RELIEVED, MONITORED, GENERAL)',
    '脱贫户',
  ),
  column('willing', '有意愿', 'always', '是或否', '是 or 否 (YES, NO)', '是'),
  column('able', '有能力', 'always', '是或否', '是 or 否 (YES, NO)', '是'),
  column('helper', '帮扶责任人', 'never', '最多 30 个字符,可留空', 'at most 30 characters, or blank', '演示责任人'),
  column(
    'product',
    '产品名称',
    'never',
    '1 至 60 个字符;无产品则留空',
    '1 to 60 characters; blank where there is no product',
    '黑花生',
  ),
  column(
    'industry',
    '产业',
    'product',
    '牛、羊、禽、菜、果、腌制品、辅食品或初成品',
    'one of 牛 羊 禽 菜 果 腌制品 辅食品 初成品',
    '初成品',
  ),
  column('unit', '单位', 'product', '公斤、斤、个或箱', '公斤, 斤, 个 or 箱 (KG, JIN, PIECE, BOX)', '公斤'),
  column(
    'price',
    '单价(元)',
    'product',
    '大于零的金额,最多两位小数',
    'yuan above zero with at most two decimals',
    '12.50',
  ),
  column(
    'quantity',
    '数量',
    'never',
    '数量:公斤最多三位小数,斤两位,个和箱为整数;可留空',
    'a quantity: at most three decimals for 公斤, two for 斤, whole for 个 and 箱; or blank',
    '35.5',
  ),
  column('note', '备注', 'never', '最多 500 个字符,可留空', 'at most 500 characters, or blank', ''),
];

const BY_HEADER = new Map(
  COLUMNS.flatMap(
    (column) =>
      [
        [spelling(column.header), column],
        [spelling(column.key), column],
      ] as const,
  ),
);

export const columnOf = (key: ColumnKey): Column => COLUMNS.find((column) => column.key === key)!;

/** The column a header names, in Chinese or English, whatever its brackets, case and spaces; undefined for any other. */
export const columnNamed = (header: string): Column | undefined => BY_HEADER.get(spelling(header));

function spelling(header: string): string {
  return header.normalize('NFKC').replace(/[\s*]/g, '').toLowerCase();
}
