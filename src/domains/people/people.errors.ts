import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';

export const peopleErrors = defineErrors('people', {
  UNKNOWN_VILLAGE: { zh: '没有村代码 {village}', en: 'There is no village {village}' },
  BAD_HOUSEHOLD_NO: {
    zh: '户编号为 1 至 20 个字母、数字或连字符',
    en: 'A household number has 1 to 20 letters, digits or hyphens',
  },
  DUPLICATE_HOUSEHOLD_NO: { zh: '该村已有此户编号', en: 'The village already has a household of this number' },
  BAD_NAME: { zh: '姓名须为 2 至 30 个字符', en: 'A name has 2 to 30 characters' },
  BAD_ID_NUMBER: { zh: '身份证号不正确:应为{expected}', en: 'The ID number is not valid: expected {expectedEn}' },
  DUPLICATE_ID_NUMBER: { zh: '此身份证号已登记', en: 'This ID number is already registered' },
  BAD_PHONE: { zh: '电话不正确:应为 11 位手机号', en: 'The phone is not valid: expected a mobile number of 11 digits' },
  BAD_NOTE: { zh: '备注最多 500 个字符', en: 'A note has at most 500 characters' },
  BAD_REASON: { zh: '理由须为 5 至 200 个字符', en: 'A reason has 5 to 200 characters' },
  NO_FIELDS: { zh: '请选择要查看的字段', en: 'Name at least one field' },
  STALE: { zh: '户信息已被他人修改,请刷新后重试', en: 'Somebody else has changed the household: read it again' },
  BAD_CREDENTIALS: { zh: '用户名或密码错误', en: 'The name or the password is wrong' },
  SESSION_ENDED: { zh: '登录已失效,请重新登录', en: 'The session has ended: sign in again' },
  BAD_USERNAME: {
    zh: '用户名为 3 至 40 个小写字母、数字、点、下划线或连字符',
    en: 'A user name has 3 to 40 lower-case letters, digits, dots, underscores or hyphens',
  },
  DUPLICATE_USERNAME: { zh: '用户名已被使用', en: 'The user name is taken' },
  WEAK_PASSWORD: { zh: '密码须为 10 至 128 个字符', en: 'A password has 10 to 128 characters' },
  UNKNOWN_PLACE: { zh: '没有地区 {place}', en: 'There is no place {place}' },
  PLACE_DOES_NOT_FIT: { zh: '该角色须属于{expected}', en: 'This role belongs to {expectedEn}' },
  BAD_ROLE: { zh: '您不能授予或管理该角色', en: 'You may not give or manage this role' },
  SELF: { zh: '不能停用或移动自己', en: 'You cannot switch off or move yourself' },
  BAD_DEVICE_CODE: {
    zh: '设备编号为 2 至 40 个大写字母、数字或连字符',
    en: 'A device code has 2 to 40 capital letters, digits or hyphens',
  },
  UNKNOWN_SITE: { zh: '没有站点 {site}', en: 'There is no site {site}' },
  BAD_CLAIM: {
    zh: '设备认领码无效、已使用或已过期',
    en: 'The claim code is not valid, was used already, or has expired',
  },
  NOT_A_DEVICE: { zh: '只有设备可以更换自己的密钥', en: 'Only a device changes its own key' },
  UNREADABLE_FILE: { zh: '文件无法读取:{expected}', en: 'The file cannot be read: {expectedEn}' },
  UNKNOWN_UPLOAD: { zh: '没有此上传文件', en: 'There is no such upload' },
  FILE_TOO_LARGE: { zh: '文件不能超过 20 MB', en: 'A file has at most 20 MB' },
});

export const PeopleUserError = userErrorType('People', peopleErrors);
