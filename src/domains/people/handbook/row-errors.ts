import { registerEnumType } from 'type-graphql';
import type { Message } from '../../../shared/domain-error.js';

/** Why a row of the handbook is refused. Codes are stable. */
export const ROW_ERRORS = {
  REQUIRED: { zh: '不能为空', en: 'must not be blank' },
  BAD_VILLAGE_CODE: { zh: '村代码不正确', en: 'is not a village code' },
  UNKNOWN_VILLAGE: { zh: '没有此村', en: 'is no village of this county' },
  OUT_OF_REGION: { zh: '此村不在您的权限范围内', en: 'is a village outside your region' },
  BAD_HOUSEHOLD_NO: { zh: '户编号不正确', en: 'is not a household number' },
  BAD_NAME: { zh: '名称长度不正确', en: 'is too short or too long a name' },
  BAD_ID_NUMBER_FORM: { zh: '身份证号格式不正确', en: 'is not of the form of an ID number' },
  BAD_ID_NUMBER_REGION: { zh: '身份证号的地区不存在', en: 'is an ID number of an unknown region' },
  BAD_ID_NUMBER_DATE: { zh: '身份证号的出生日期不正确', en: 'is an ID number with no real date' },
  BAD_ID_NUMBER_CHECKSUM: { zh: '身份证号的校验位不正确', en: 'is an ID number with a wrong check character' },
  DUPLICATE_ID_NUMBER: { zh: '此身份证号已属于另一户', en: 'is an ID number of another household' },
  BAD_PHONE: { zh: '电话不正确', en: 'is not a mobile number' },
  UNKNOWN_CATEGORY: { zh: '户类别不正确', en: 'is not a category' },
  BAD_YES_NO: { zh: '应填是或否', en: 'is neither yes nor no' },
  TOO_LONG: { zh: '内容过长', en: 'is too long' },
  UNKNOWN_INDUSTRY: { zh: '产业不正确', en: 'is not an industry' },
  UNKNOWN_UNIT: { zh: '单位不正确', en: 'is not a unit' },
  UNIT_FIXED: { zh: '单位与已登记的产品不同', en: 'is another unit than the product is sold by' },
  BAD_PRICE: { zh: '单价不正确', en: 'is not a price' },
  BAD_QUANTITY: { zh: '数量不正确', en: 'is not a quantity of this unit' },
  DUPLICATE_ROW: { zh: '与前面的行矛盾或重复', en: 'contradicts or repeats an earlier row' },
} as const satisfies Record<string, Message>;

export type RowErrorCode = keyof typeof ROW_ERRORS;

export const RowErrorCodes = Object.fromEntries(Object.keys(ROW_ERRORS).map((code) => [code, code])) as {
  [C in RowErrorCode]: C;
};
registerEnumType(RowErrorCodes, {
  name: 'HandbookRowErrorCode',
  description: 'Why a row of a handbook was refused.',
  valuesConfig: Object.fromEntries(
    Object.entries(ROW_ERRORS).map(([code, { en }]) => [code, { description: `The cell ${en}.` }]),
  ),
});

/** A fault of one cell, by the row as a spreadsheet numbers it and the column's Chinese header. */
export interface RowError {
  readonly row: number;
  readonly column: string;
  readonly code: RowErrorCode;
  readonly expected: Message;
}
