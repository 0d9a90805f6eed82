import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';
import { GOODS_REFUSALS } from './goods-keeper.js';

export const orderErrors = defineErrors('orders', {
  ...GOODS_REFUSALS,
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
  UNKNOWN_PRODUCT: { zh: '没有这个产品', en: 'There is no such product' },
  UNKNOWN_SITE: { zh: '没有站点 {site}', en: 'There is no site {site}' },
  BAD_AMOUNT: { zh: '金额须为不小于零的整数分', en: 'An amount is a whole number of fen, not below zero' },
  BAD_TIME: { zh: '时间须为带时区的 ISO 8601', en: 'A time is ISO 8601 with its offset' },
  BAD_EXTERNAL_ID: { zh: '渠道编号须为 1 至 128 个字符', en: 'An id of a channel has 1 to 128 characters' },
  CONFLICT: { zh: '编号 {externalId} 已用于内容不同的记录', en: '{externalId} came before with another content' },
  UNKNOWN_ORDER: { zh: '没有这个订单', en: 'There is no such order' },
  UNKNOWN_REFUND: { zh: '没有这笔退款', en: 'There is no such refund' },
  OVER_REFUND: { zh: '可退金额只有 {left} 分', en: 'Only {left} fen of it can be refunded' },
  OVER_RETURN: { zh: '退货超过原销售未退的数量或金额', en: 'More comes back than is left of the sale' },
  PARTLY_SHIPPED: { zh: '部分商品已发出,不能取消', en: 'Some of it has left: it can be returned, not cancelled' },
  LINE_SHIPPED: { zh: '第 {line} 行已发出', en: 'Line {line} has left already' },
  LINE_CANCELLED: { zh: '第 {line} 行已取消', en: 'Line {line} was cancelled' },
  BAD_HOLD: { zh: '预留时间须为 1 至 {most} 分钟', en: 'Stock is held for 1 to {most} minutes' },
  BAD_RESOLUTION: { zh: '处理说明须为 2 至 500 字', en: 'What was done has 2 to 500 characters' },
  ALREADY_RESOLVED: { zh: '此争议已处理', en: 'This dispute is resolved already' },
  BAD_PARCEL: {
    zh: '承运商须为 1 至 60 个字符,单号须为 1 至 60 个字符',
    en: 'A carrier and a tracking number have 1 to 60 characters each',
  },
  DUPLICATE_PARCEL: { zh: '此运单号已用于另一个包裹', en: 'This tracking number is already that of another parcel' },
  REASON_REQUIRED: { zh: '须说明原因(2 至 200 字)', en: 'A reason of 2 to 200 characters is required' },
});

export const OrderUserError = userErrorType('Order', orderErrors);
