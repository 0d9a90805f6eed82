import { userErrorType } from '../../../platform/graphql/index.js';
import { defineErrors } from '../../../shared/domain-error.js';

export const counterErrors = defineErrors('counterSales', {
  NO_LINES: { zh: '须有 1 至 500 行', en: 'A sale has 1 to 500 lines' },
  BAD_LINE_ID: { zh: '行编号重复', en: 'Every line has an id of its own' },
  AMOUNT_MISMATCH: { zh: '各行合计 {due} 分,与支付合计不符', en: 'The lines make {due} fen, the tenders do not' },
  UNKNOWN_SITE: { zh: '没有站点 {site}', en: 'There is no site {site}' },
  BAD_DAY: { zh: '营业日无效', en: 'A business day is a calendar day such as 2026-11-24' },
  CONFLICT: { zh: '小票 {externalId} 已登记,内容不同', en: 'Receipt {externalId} came before with another content' },
  UNKNOWN_ORIGINAL: { zh: '没有小票 {original}', en: 'There is no receipt {original}' },
  UNKNOWN_PRODUCT: { zh: '商品 {ref} 未关联', en: 'Article {ref} is not linked with a product' },
  KEPT_BACK: { zh: '商品 {ref} 待核查:{reason}', en: 'Article {ref} is kept back: {reason}' },
  OVER_RETURN: { zh: '退货多于已售', en: 'More comes back than is left of the sale' },
  NOT_KEPT: { zh: '该行已处理', en: 'This line is not kept back any more' },
  BAD_QUANTITY: { zh: '数量无效', en: 'The quantity is not one of this product' },
});

export const CounterSalesUserError = userErrorType('CounterSales', counterErrors);
