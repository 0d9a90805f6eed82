import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';
import { LOT_REFUSALS } from './lot-keeper.js';

export const stockErrors = defineErrors('stock', {
  ...LOT_REFUSALS,
  STALE: { zh: '账面数量已变为 {actual},请重新盘点', en: 'The book quantity is {actual} by now: count again' },
  INSUFFICIENT_STOCK: { zh: '可用库存只有 {available}', en: 'Only {available} is available' },
  BELOW_RESERVED: {
    zh: '有 {reserved} 已被订单预留,不能低于此数',
    en: '{reserved} is reserved for orders: it cannot go below that',
  },
  BAD_QUANTITY: { zh: '数量无效:{expected}', en: 'Bad quantity: {expectedEn}' },
  SAME_SITE: { zh: '调出与调入站点相同', en: 'From and to are the same site' },
  REASON_REQUIRED: { zh: '须说明原因(2 至 200 字)', en: 'A reason of 2 to 200 characters is required' },
});

export const StockUserError = userErrorType('Stock', stockErrors);
