import { userErrorType } from '../../../platform/graphql/index.js';
import { defineErrors } from '../../../shared/domain-error.js';

export const concessionErrors = defineErrors('concession', {
  NOT_A_COUNTER: { zh: '站点 {site} 不是专柜', en: 'Site {site} is no counter' },
  BAD_RATE: { zh: '扣点须为 0 至 10000(万分之一)', en: 'A rate is 0 to 10,000 ten-thousandths' },
  BAD_GUARANTEE: {
    zh: '保底须为不小于零的整数分,且只可用于全部商品的条款',
    en: 'A guarantee is a whole number of fen, not below zero, and only of a term for all goods',
  },
  ISSUED_ALREADY: {
    zh: '{month} 已出结算单,条款不能早于其后',
    en: 'The statement of {month} is out: terms begin after it',
  },
  BAD_MONTH: { zh: '月份无效', en: 'A month is such as 2026-07' },
  NOT_OVER: { zh: '{month} 尚未结束', en: '{month} is not over yet' },
  OUT_OF_ORDER: { zh: '下一份结算单是 {next}', en: 'The next statement is that of {next}' },
  NO_TERMS: { zh: '站点 {site} 没有联营条款', en: 'Site {site} has no terms' },
});

export const ConcessionUserError = userErrorType('Concession', concessionErrors);
