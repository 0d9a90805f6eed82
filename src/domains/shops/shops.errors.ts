import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';

export const shopsErrors = defineErrors('shops', {
  BAD_NAME: { zh: '名称须为 1 至 60 个字符', en: 'A name has 1 to 60 characters' },
  BAD_DESCRIPTION: { zh: '描述最多 2000 个字符', en: 'A description has at most 2000 characters' },
  BAD_ADDRESS: { zh: '地址须为 1 至 200 个字符', en: 'An address has 1 to 200 characters' },
  BAD_POSITION: {
    zh: '坐标须为有效的经纬度',
    en: 'A position is a latitude of -90 to 90 and a longitude of -180 to 180',
  },
  BAD_HOURS: {
    zh: '营业时间无效: 星期 1 至 7, 时间如 08:30, 同一天不能重叠',
    en: 'Opening hours: weekday 1 to 7, times such as 08:30, no overlap, at most 28',
  },
  BAD_PHONE: {
    zh: '电话须为手机号或带区号的座机号',
    en: 'A phone number is a mobile number or a landline with its area code',
  },
  BAD_SITE_CODE: {
    zh: '站点代码为 2 至 40 个大写字母、数字或连字符',
    en: 'A site code has 2 to 40 upper-case letters, digits or hyphens',
  },
  DUPLICATE_SITE: { zh: '站点代码已被使用', en: 'This site code is taken' },
  UNKNOWN_PLACE: { zh: '没有这个乡镇或村', en: 'There is no such township or village' },
  UNKNOWN_SHOWCASE: { zh: '没有这个电商街或示范村', en: 'There is no such showcase' },
  UNKNOWN_OWNER: { zh: '没有这个店主账号', en: 'There is no shop owner of this user name' },
  STALE: { zh: '已被他人修改,请刷新后重试', en: 'Somebody else has changed it: read it again' },
  BAD_AREA: { zh: '配送范围须为半径或多边形之一', en: 'A delivery area is either a radius or a polygon' },
  BAD_RADIUS: { zh: '半径须为 1 至 200000 米', en: 'A radius is 1 to 200000 metres' },
  BAD_POLYGON: {
    zh: '多边形须有 3 至 200 个顶点且边不相交',
    en: 'A polygon has 3 to 200 corners and its edges do not cross',
  },
  BAD_SEASON: { zh: '季节须为真实的月日, 如 05-01', en: 'A season is two real days of the year such as 05-01' },
  BAD_CAPACITY: { zh: '每日容量须为 1 至 10000 人', en: 'The capacity of a day is 1 to 10000 people' },
  BAD_PRICE: { zh: '价格须为非负整数分', en: 'A price is a whole number of fen, zero or more' },
  BAD_DAY: { zh: '没有这一天', en: 'There is no such day' },
  DAY_PASSED: { zh: '日期已过', en: 'That day has passed' },
  TOO_EARLY: { zh: '最多提前 {days} 天预约', en: 'Booking opens {days} days ahead' },
  OUT_OF_SEASON: { zh: '不在采摘季 {from} 至 {to}', en: 'Out of season: it runs from {from} to {to}' },
  BAD_PEOPLE: { zh: '人数须为 1 至 200', en: 'A booking is for 1 to 200 people' },
  FULL: { zh: '当日只剩 {free} 个名额', en: 'Only {free} places are left on that day' },
  BAD_REASON: { zh: '理由至少 5 个字', en: 'A reason has at least 5 characters' },
});

export const ShopsUserError = userErrorType('Shops', shopsErrors);
