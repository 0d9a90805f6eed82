import { refundMessage } from '../messages/inbox-messages.js';
import { ask } from '../top/ask.js';
import { changesPoll } from '../trades/look.js';
import { REFUND_FIELDS } from './refund.js';

/** Every refund that changed. */
export const refundsPoll = changesPoll(
  {
    name: 'refunds',
    rows: ['refunds', 'refund'],
    read: (call, params) => ask(call, 'taobao.refunds.receive.get', { ...params, fields: REFUND_FIELDS }),
    message: refundMessage,
  },
  60,
);
