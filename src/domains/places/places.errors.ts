import { userErrorType } from '../../platform/graphql/index.js';
import { defineErrors } from '../../shared/domain-error.js';

export const placesErrors = defineErrors('places', {
  BAD_SITE_CODE: {
    zh: '站点编号为 2 至 40 个大写字母、数字或连字符',
    en: 'A site code has 2 to 40 capital letters, digits or hyphens',
  },
  DUPLICATE_SITE_CODE: { zh: '站点编号已被使用', en: 'The site code is taken' },
  BAD_NAME: { zh: '名称须为 1 至 60 个字符', en: 'A name has 1 to 60 characters' },
  BAD_KIND: { zh: '此类站点随店铺、企业或村自动建立', en: 'Such a site comes with its shop, organisation or village' },
});

export const PlacesUserError = userErrorType('Places', placesErrors);
