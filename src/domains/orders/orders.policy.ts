import type { Rules } from '../../platform/policy/index.js';
import { OWN_CHANNEL } from './offers.js';
import { OPERATORS, REGISTRARS } from '../../shared/role.js';

/**
 * Anyone may place an order on the platform's own channel; on another, that channel and those who sell for it. A buyer reads
 * and cancels their own; operators see those with goods of their region, shop owners those from their site, a channel those
 * it brought; payments are recorded by whoever took the money.
 */
export const orderRules: Rules = (allow, { kind, id, role, placeCode, siteCodes }) => {
  allow('place', 'Order', { channel: { is: kind === 'channel' ? id : OWN_CHANNEL } });
  if (role === 'DEVICE' || role === 'SHOP_OWNER' || OPERATORS.includes(role)) allow('place', 'Order');
  const handle = (actions: readonly string[], where: Parameters<typeof allow>[2]) => {
    for (const action of actions) allow(action, 'Order', where);
  };
  if (kind === 'customer') handle(['read', 'cancel'], { customer: { is: Number(id) } });
  if (kind === 'channel') handle(['read', 'pay', 'cancel', 'fulfil', 'return', 'reveal'], { channel: { is: id } });
  if (role === 'DEVICE') handle(['read', 'pay', 'cancel', 'fulfil'], { site: { in: siteCodes } });
  if (role === 'SHOP_OWNER')
    handle(['read', 'pay', 'cancel', 'fulfil', 'return', 'reveal'], { site: { in: siteCodes } });
  if (!placeCode) return;
  if (REGISTRARS.includes(role) || role === 'AUDITOR') handle(['read'], { place: { under: placeCode } });
  if (OPERATORS.includes(role))
    handle(['pay', 'cancel', 'fulfil', 'return', 'reveal'], { place: { under: placeCode } });
};
