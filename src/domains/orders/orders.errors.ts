import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';

export const orderErrors = defineErrors('orders', {
  OUT_OF_STOCK: { zh: '“{product}”可用库存只有 {available}', en: 'Only {available} of “{product}” is available' },
  NOT_FOR_SALE: { zh: '该产品未在此渠道销售', en: 'This product is not on sale on this channel' },
  NO_LINES: { zh: '订单须有 1 至 100 行', en: 'An order has 1 to 100 lines' },
  BAD_QUANTITY: {
    zh: '数量须大于零,最多 {scale} 位小数',
    en: 'A quantity is above zero with at most {scale} digits after the point',
  },
  TOO_LARGE: { zh: '订单金额过大', en: "The order's amount is too large" },
  BAD_BUYER_NAME: { zh: '收货人姓名须为 1 至 60 个字符', en: "The buyer's name has 1 to 60 characters" },
  BAD_PHONE: { zh: '手机号无效', en: 'The phone number is not valid' },
  BAD_ADDRESS: { zh: '地址须为 2 至 200 个字符', en: 'The address has 2 to 200 characters' },
  ONE_WAY_ONLY: { zh: '配送、自提和上门采购只能选一种', en: 'Choose one of delivery, pickUp and visit' },
  OUTSIDE_DELIVERY_AREA: {
    zh: '地址不在“{product}”的配送范围内',
    en: 'The address is outside the delivery area of “{product}”',
  },
  UNKNOWN_SHOP: { zh: '没有这家自提店', en: 'There is no such shop to pick up at' },
  UNKNOWN_VILLAGE: { zh: '没有这个村', en: 'There is no such village' },
  BAD_VISIT_DAY: { zh: '上门日期须为今天起 90 天内', en: 'A visit is within 90 days from today' },
  INVALID_STATE: { zh: '订单状态为 {status},不能执行此操作', en: 'The order is {status}: this cannot be done' },
  RESERVATION_EXPIRED: { zh: '预留已过期', en: 'The reservation has expired' },
  AMOUNT_MISMATCH: { zh: '应付金额为 {due} 分', en: 'The amount due is {due} fen' },
  UNKNOWN_LINE: { zh: '订单没有第 {line} 行', en: 'The order has no line {line}' },
  TOO_MANY_RETURNED: { zh: '退换数量超过未退数量 {left}', en: 'Only {left} of it has not been returned' },
  REASON_REQUIRED: { zh: '须说明原因(2 至 200 字)', en: 'A reason of 2 to 200 characters is required' },
});

export const OrderUserError = userErrorType('Order', orderErrors);
