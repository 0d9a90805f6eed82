import type { Rules } from '../../platform/policy/index.js';
import { OPERATORS } from '../../shared/role.js';

/**
 * Shops, areas and picking experiences are public. Operators keep those of their region, an owner the own shop. Anyone may
 * book a picking day; a booking is read by who made it and by the operators of its village.
 */
export const shopsRules: Rules = (allow, { kind, id, role, placeCode, siteCodes }) => {
  allow('read', 'Shop');
  allow('read', 'DeliveryArea');
  allow('read', 'PickingExperience');
  if (kind === 'staff') allow('call', 'Shop');
  if (role === 'SHOP_OWNER' && siteCodes.length > 0) {
    allow('update', 'Shop', { site: { in: siteCodes } });
    allow('update', 'DeliveryArea', { site: { in: siteCodes } });
  }
  if (OPERATORS.includes(role) && placeCode) {
    const region = { place: { under: placeCode } };
    for (const action of ['create', 'update', 'assign']) allow(action, 'Shop', region);
    allow('update', 'DeliveryArea', region);
    allow('create', 'PickingExperience', region);
    for (const action of ['read', 'cancel', 'reveal']) allow(action, 'PickingBooking', region);
  }
  allow('create', 'PickingBooking');
  const own = { bookedBy: { is: `${kind}:${id}` } };
  // All visitors share one name: one may cancel with the phone number of the booking, none may read.
  allow('cancel', 'PickingBooking', own);
  if (kind !== 'visitor') allow('read', 'PickingBooking', own);
};
