import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';

export const marketErrors = defineErrors('market', {
  BAD_TEXT: { zh: '须为 {least} 至 {most} 个字符', en: 'Expected {least} to {most} characters' },
  BAD_PRICE: { zh: '单价须为大于零的整数分', en: 'A price is a whole number of fen above zero' },
  BAD_DAY: { zh: '日期无效:{expected}', en: 'Bad day: {expectedEn}' },
  BAD_QUANTITY: { zh: '数量无效:{expected}', en: 'Bad quantity: {expectedEn}' },
  BAD_ROW: { zh: '第 {row} 行 {column} 列:{expected}', en: 'Row {row}, column {column}: {expectedEn}' },
  TOO_MANY: { zh: '须为 1 至 {most} 行', en: 'Expected 1 to {most} rows' },
  ALREADY_ANSWERED: { zh: '扩产计划状态为 {state}', en: 'The plan is {state} already' },
  NOT_WILLING: { zh: '该户未表示愿意参与', en: 'The household is not willing to take part' },
});

export const MarketUserError = userErrorType('Market', marketErrors);
