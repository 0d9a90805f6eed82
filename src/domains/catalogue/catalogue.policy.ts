import { granted, type Rules } from '../../platform/policy/index.js';
import { OPERATORS, REGISTRARS } from '../../shared/role.js';

/** Goods are public, but to a channel that was not granted them; those who keep the register of a region enter and change them, a producer their own; operators list them. */
export const catalogueRules: Rules = (allow, viewer) => {
  const { role, placeCode, producer } = viewer;
  if (granted(viewer, 'product:read'))
    for (const subject of ['Product', 'Brand', 'IndustryHall']) allow('read', subject);
  if (role === 'AUDITOR' && placeCode) allow('review', 'Product', { place: { under: placeCode } });
  if (role === 'PRODUCER' && producer) {
    for (const action of ['create', 'update', 'review']) allow(action, 'Product', { producer: { is: producer } });
  }
  if (!placeCode) return;
  if (REGISTRARS.includes(role)) {
    for (const action of ['create', 'update', 'review']) allow(action, 'Product', { place: { under: placeCode } });
  }
  if (OPERATORS.includes(role)) {
    allow('list', 'Product', { place: { under: placeCode } });
    allow('create', 'Organisation', { place: { under: placeCode } });
  }
};
