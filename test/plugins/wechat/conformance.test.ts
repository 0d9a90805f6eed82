import wechat from '../../../plugins/wechat/index.js';
import { conforms } from '../../kit/conformance.js';
import { WechatConformance } from './conformance-simulator.js';

conforms(wechat, new WechatConformance());
