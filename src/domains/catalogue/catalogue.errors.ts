import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';
import { BRAND_REFUSALS } from './brand-check.js';

export const catalogueErrors = defineErrors('catalogue', {
  ...BRAND_REFUSALS,
  DUPLICATE_NAME: { zh: '该生产者已有同名产品', en: 'This producer already has a product of this name' },
  BAD_NAME: { zh: '名称须为 1 至 60 个字符', en: 'A name has 1 to 60 characters' },
  BAD_DESCRIPTION: { zh: '描述最多 2000 个字符', en: 'A description has at most 2000 characters' },
  BAD_PRICE: { zh: '价格须为大于零的整数分', en: 'A price is a whole number of fen above zero' },
  BAD_PHOTO_URL: { zh: '照片地址须为 https 链接,最多 9 张', en: 'Photos are https addresses, at most 9' },
  UNKNOWN_BRAND: { zh: '没有这个品牌', en: 'There is no such brand' },
  UNKNOWN_SITE: { zh: '没有站点 {site}', en: 'There is no site {site}' },
  BAD_CHANNEL: {
    zh: '渠道名为 2 至 40 个小写字母、数字或连字符',
    en: 'A channel is named by 2 to 40 lower-case letters, digits or hyphens',
  },
  STALE: { zh: '产品已被他人修改,请刷新后重试', en: 'Somebody else has changed the product: read it again' },
  BAD_CREDIT_CODE: { zh: '统一社会信用代码无效', en: 'The credit code is not valid' },
  DUPLICATE_CREDIT_CODE: { zh: '该统一社会信用代码已登记', en: 'This credit code is registered already' },
  BAD_PHONE: { zh: '手机号无效', en: 'The phone number is not valid' },
});

export const CatalogueUserError = userErrorType('Catalogue', catalogueErrors);
