import type { Rules } from '../../platform/policy/index.js';
import { REGISTRARS } from '../../shared/role.js';

/** Stock levels are public; those of a region, or of a shop, move them there. */
export const stockRules: Rules = (allow, { role, placeCode, siteCodes, producer }) => {
  allow('read', 'Stock');
  if (REGISTRARS.includes(role) && placeCode) allow('move', 'Stock', { place: { under: placeCode } });
  if (role === 'PRODUCER' && producer) allow('move', 'Stock', { site: { is: `PR-${producer}` } });
  if (role === 'SHOP_OWNER') allow('move', 'Stock', { site: { in: siteCodes } });
};
