import { granted, type Rules } from '../../platform/policy/index.js';
import { REGISTRARS } from '../../shared/role.js';

/** Stock levels are public, but to a channel that was not granted them; those of a region, or of a shop, move them there. */
export const stockRules: Rules = (allow, viewer) => {
  const { role, placeCode, siteCodes, producer } = viewer;
  if (granted(viewer, 'stock:read')) allow('read', 'Stock');
  if (REGISTRARS.includes(role) && placeCode) allow('move', 'Stock', { place: { under: placeCode } });
  if (role === 'PRODUCER' && producer) allow('move', 'Stock', { site: { is: `PR-${producer}` } });
  if (role === 'SHOP_OWNER') allow('move', 'Stock', { site: { in: siteCodes } });
};
