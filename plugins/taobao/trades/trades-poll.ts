import { tradeMessage } from '../messages/inbox-messages.js';
import { ask } from '../top/ask.js';
import { changesPoll } from './look.js';
import { TRADE_FIELDS } from './trade.js';

/** Every trade that changed, whole. */
export const tradesPoll = changesPoll(
  {
    name: 'trades',
    rows: ['trades', 'trade'],
    read: (call, params) => ask(call, 'taobao.trades.sold.increment.get', { ...params, fields: TRADE_FIELDS }),
    message: tradeMessage,
  },
  60,
);
