import { userErrorType } from '../platform/graphql/index.js';
import { defineErrors } from '../shared/domain-error.js';

export const channelErrors = defineErrors('channels', {
  BAD_CODE: {
    zh: '连接代码为 2 至 40 个小写字母、数字或连字符,以字母开头,不能是 direct',
    en: 'A connection has a code of 2 to 40 lower-case letters, digits or hyphens, beginning with a letter, and not direct',
  },
  BAD_NAME: { zh: '名称须为 1 至 60 个字符', en: 'A name has 1 to 60 characters' },
  DUPLICATE_CODE: { zh: '已有代码为 {code} 的连接', en: 'There is a connection {code} already' },
  UNKNOWN_PLUGIN: { zh: '没有插件 {plugin}', en: 'There is no plug-in {plugin} here' },
  BAD_SETTING: { zh: '设置有误:{problem}', en: '{problem}' },
  NOT_DECLARED: { zh: '插件没有声明权限 {permission}', en: 'The plug-in does not declare the permission {permission}' },
  NOT_VERIFIED: { zh: '对方不接受这些设置:{problem}', en: 'The remote side does not take these settings: {problem}' },
  REMOTE_FAILED: { zh: '对方没有正常应答:{problem}', en: 'The remote side did not answer as it should: {problem}' },
  NOT_STARTED: { zh: '此连接不能启动:{problem}', en: 'This connection cannot be started: {problem}' },
  INVALID_STATE: { zh: '状态为 {state},不能执行此操作', en: 'It is {state}: this cannot be done' },
  STALE: { zh: '连接已被他人修改,请刷新后重试', en: 'Somebody else has changed the connection: read it again' },
  BAD_DAYS: { zh: '有效期须为 1 至 365 天', en: 'A token holds for 1 to 365 days' },
  LINK_TAKEN: { zh: '其中一方已有对应', en: 'One of the two is linked with another already' },
  UNKNOWN_KIND: { zh: '没有这种对应关系', en: 'There is no such kind of link' },
  BAD_REASON: { zh: '须说明原因(5 至 200 字)', en: 'A reason of 5 to 200 characters is required' },
});

export const ChannelUserError = userErrorType('Channel', channelErrors);
