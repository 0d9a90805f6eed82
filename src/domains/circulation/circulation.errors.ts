import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';
import { BRAND_REFUSALS } from '../catalogue/index.js';
import { GOODS_REFUSALS } from '../orders/index.js';

export const circulationErrors = defineErrors('circulation', {
  ...BRAND_REFUSALS,
  ...GOODS_REFUSALS,
  BAD_QUANTITY: { zh: '数量无效:{expected}', en: 'Bad quantity: {expectedEn}' },
  BAD_PRICE: { zh: '单价须为大于零的整数分', en: 'A price is a whole number of fen above zero' },
  BAD_TEXT: {
    zh: '须为 {least} 至 {most} 个字符',
    en: 'Expected {least} to {most} characters',
  },
  BAD_TIME: { zh: '时间无效:{expected}', en: 'Bad time: {expectedEn}' },
  BAD_CLASS: { zh: '该产品不能按此类检测', en: 'This product is not inspected as that class' },
  INSUFFICIENT_STOCK: { zh: '可用数量只有 {available}', en: 'Only {available} is available' },
  NO_OFFICER: { zh: '该村还没有专职信息员', en: 'The village has no information officer yet' },
  NOT_AN_OFFICER: {
    zh: '须为该村在职的信息员账号',
    en: 'Expected an active account with the role of information officer in this village',
  },
  OFFICER_ELSEWHERE: { zh: '此信息员已负责另一个村', en: 'This officer serves another village' },
  NOT_A_POINT: { zh: '此站点不收购农产品', en: 'This site takes no goods in' },
  DUPLICATE_ROUND: { zh: '该收集点此时已有收集安排', en: 'The point already has a round at that time' },
  ROUND_NOT_OPEN: { zh: '收集轮次状态为 {state}', en: 'The round is {state}' },
  WRONG_PRODUCER: { zh: '产品不是该户的', en: 'The product is not of this producer' },
  ALREADY_PAID: { zh: '此收购单已付款', en: 'The receipt is paid already' },
  NOT_HARVESTED: { zh: '该批次尚未采收', en: 'The batch is not harvested yet' },
  ALREADY_HARVESTED: { zh: '该批次已采收', en: 'The batch is harvested already' },
  NOT_A_FIELD: { zh: '此批次不是种养批次', en: 'This batch is no field, herd or flock' },
  NO_GOODS: { zh: '种养批次没有库存', en: 'A field, herd or flock has no stock' },
  SAME_SITE: { zh: '发出与到达站点相同', en: 'From and to are the same site' },
  ALREADY_ARRIVED: { zh: '此批调运已到达', en: 'The transfer has arrived already' },
  UNKNOWN_LINE: { zh: '调运单中没有此批次', en: 'The transfer has no such batch' },
  LOSS_IS_PROMISED: {
    zh: '损失的货物中有 {promised} 已有订单,请先取消或调整订单',
    en: '{promised} of what is lost is promised to orders: cancel or re-allocate them first',
  },
  TOO_MANY_LINES: { zh: '须为 1 至 {most} 项', en: 'Expected 1 to {most} of them' },
  TWICE: { zh: '同一项出现两次', en: 'The same one is there twice' },
  NOT_SAME_GOODS: { zh: '分装只能合并同一产品、同一类的批次', en: 'Packing takes batches of one product and class' },
  MORE_THAN_PACKED: {
    zh: '投入数量 {input} 少于分装后数量',
    en: 'Only {input} went in: packing cannot make more of it',
  },
  WRONG_UNIT: { zh: '单位不同', en: 'The units differ' },
  DUPLICATE_ALLIANCE: { zh: '该产品已有生产联合体', en: 'The product already has an alliance' },
  NOT_AN_ALLIANCE: { zh: '订单第 {line} 行的产品没有生产联合体', en: 'The product of line {line} has no alliance' },
  DUPLICATE_MEMBER: { zh: '该产品或生产者已是成员', en: 'The product or its producer is a member already' },
  NOT_WILLING: { zh: '该户未表示愿意参与', en: 'The household is not willing to take part' },
  BELOW_PROMISED: {
    zh: '已分配 {promised},不能低于此数',
    en: '{promised} is promised to orders: it cannot go below that',
  },
  ALREADY_ALLOCATED: { zh: '此订单行已分配', en: 'This line is allocated already' },
  INVALID_STATE: { zh: '状态为 {state},不能执行此操作', en: 'It is {state}: this cannot be done' },
  MORE_THAN_PROMISED: { zh: '此份额还差 {open}', en: 'Only {open} of the share is still to come' },
  DUPLICATE_PARCEL: { zh: '该承运商的运单号已使用', en: 'This carrier already has a parcel of that number' },
});

export const CirculationUserError = userErrorType('Circulation', circulationErrors);
