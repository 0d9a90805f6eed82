import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';

export const settlementErrors = defineErrors('settlement', {
  BAD_CHANNEL: { zh: '渠道代码无效', en: 'This is no channel code' },
  NOTHING_LEFT: { zh: '各项分成之和须小于 10000,农户须有份额', en: 'The shares leave nothing for the producer' },
  REASON_REQUIRED: { zh: '须说明原因(2 至 200 字)', en: 'A reason of 2 to 200 characters is required' },
  BAD_HOLDER: { zh: '户名须为 2 至 60 个字符', en: "The account holder's name has 2 to 60 characters" },
  BAD_ACCOUNT: { zh: '银行账号须为 8 至 32 位数字', en: 'A bank account has 8 to 32 digits' },
  BAD_BANK: { zh: '开户行须为 2 至 60 个字符', en: "The bank's name has 2 to 60 characters" },
  ACCOUNT_TAKEN: {
    zh: '此账号已登记在 {others} 个其他生产者名下',
    en: 'This account is already that of {others} other producers',
  },
  NOTHING_TO_PAY: { zh: '此地区没有可支付的款项', en: 'There is nothing to be paid in this region' },
  OWN_RUN: { zh: '须由编制人以外的人批准', en: 'A run is approved by another person than who prepared it' },
  RUN_STATE: { zh: '付款批次状态为 {state},不能执行此操作', en: 'The run is {state}: this cannot be done' },
  BALANCE_CHANGED: {
    zh: '有 {producers} 户的余额已少于应付金额,请取消后重新编制',
    en: 'The balance of {producers} payees is now below what they would be paid: cancel the run and prepare it again',
  },
  NOT_IN_RUN: {
    zh: '此生产者不在该批次待支付之列',
    en: 'This producer has no payment of this run that could come back',
  },
  BAD_TARGET: {
    zh: '年份为 2019 至 2100;金额目标只填金额,其他目标只填数量,均大于零',
    en: 'A year from 2019 to 2100; money has an amount alone, the others a count alone, above zero',
  },
  BAD_PERIOD: { zh: '起止日期无效(最长 366 天)', en: 'The period is not valid (366 days at most)' },
});

export const SettlementUserError = userErrorType('Settlement', settlementErrors);
