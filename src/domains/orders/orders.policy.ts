import { granted, type Rules } from '../../platform/policy/index.js';
import { OWN_CHANNEL } from './offers.js';
import { OPERATORS, REGISTRARS } from '../../shared/role.js';

/** What a channel may do to orders that it brought, by what its connection was granted. */
const CHANNEL_ACTIONS: readonly (readonly [permission: string, actions: readonly string[]])[] = [
  ['order:read', ['read']],
  ['order:write', ['cancel', 'fulfil', 'return', 'reveal']],
  ['payment:write', ['pay', 'refund']],
];

/**
 * Anyone may place an order on the platform's own channel; on another, that channel, its customers and those who sell for it.
 * A buyer reads and cancels their own; operators see those with goods of their region, shop owners those from their site, a
 * channel those it brought, as far as it was granted; payments are recorded by whoever took the money. What does not add up
 * with a channel is the county's to resolve.
 */
export const orderRules: Rules = (allow, viewer) => {
  const { kind, id, role, placeCode, siteCodes, channel } = viewer;
  if (granted(viewer, 'order:write'))
    allow('place', 'Order', { channel: { is: kind === 'channel' ? id : OWN_CHANNEL } });
  if (kind === 'customer' && channel) allow('place', 'Order', { channel: { is: channel } });
  if (role === 'DEVICE' || role === 'SHOP_OWNER' || OPERATORS.includes(role)) allow('place', 'Order');
  const handle = (actions: readonly string[], where: Parameters<typeof allow>[2]) => {
    for (const action of actions) allow(action, 'Order', where);
  };
  if (kind === 'customer') handle(['read', 'cancel'], { customer: { is: Number(id) } });
  if (kind === 'channel') {
    const may = CHANNEL_ACTIONS.filter(([permission]) => granted(viewer, permission));
    handle(
      may.flatMap(([, actions]) => actions),
      { channel: { is: id } },
    );
  }
  if (role === 'DEVICE') handle(['read', 'pay', 'cancel', 'fulfil'], { site: { in: siteCodes } });
  if (role === 'SHOP_OWNER')
    handle(['read', 'pay', 'cancel', 'fulfil', 'return', 'reveal'], { site: { in: siteCodes } });
  if (!placeCode) return;
  if (REGISTRARS.includes(role) || role === 'AUDITOR') handle(['read'], { place: { under: placeCode } });
  if (OPERATORS.includes(role))
    handle(['pay', 'cancel', 'fulfil', 'return', 'refund', 'reveal'], { place: { under: placeCode } });
  if (role === 'COUNTY_OPERATOR' || role === 'AUDITOR') allow('read', 'Dispute', { place: { under: placeCode } });
  if (role === 'COUNTY_OPERATOR') allow('resolve', 'Dispute', { place: { under: placeCode } });
};
