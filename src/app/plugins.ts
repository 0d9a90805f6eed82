import kiosk from '../../plugins/kiosk/index.js';
import remote from '../../plugins/remote/index.js';
import supermarket from '../../plugins/supermarket/index.js';
import taobao from '../../plugins/taobao/index.js';
import wechat from '../../plugins/wechat/index.js';
import type { AnyChannel } from '../plugin-kit/index.js';

/** The channels that come with the platform. A new one is a folder in `plugins/` and a line here. */
export const shippedPlugins: readonly AnyChannel[] = [kiosk, remote, supermarket, taobao, wechat];
