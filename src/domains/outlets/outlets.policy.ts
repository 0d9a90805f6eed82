import { granted, type Rules } from '../../platform/policy/index.js';
import { OPERATORS, REGISTRARS } from '../../shared/role.js';

const SUBJECTS = ['Kiosk', 'Counter', 'OutletAlert', 'CounterReceipt', 'Concession'];

/**
 * A kiosk sees and serves itself alone; the channel that it sells on sees it, if it was granted so. Those of its region see it; operators set it up,
 * fill it and command it. Counters are seen by those of their region, and by whoever sells at them.
 */
export const outletRules: Rules = (allow, viewer) => {
  const { kind, id, role, placeCode, siteCodes } = viewer;
  if (role === 'DEVICE') {
    allow('read', 'Kiosk', { site: { in: siteCodes } });
    allow('serve', 'Kiosk', { site: { in: siteCodes } });
    allow('read', 'Counter', { site: { in: siteCodes } });
  }
  if (kind === 'channel' && granted(viewer, 'terminal:read')) {
    allow('read', 'Kiosk', { channel: { is: id } });
    allow('read', 'Counter', { channel: { is: id } });
  }
  if (!placeCode) return;
  const region = { place: { under: placeCode } };
  if (REGISTRARS.includes(role) || role === 'AUDITOR') {
    for (const subject of SUBJECTS) allow('read', subject, region);
  }
  if (OPERATORS.includes(role)) {
    for (const subject of SUBJECTS) allow('keep', subject, region);
  }
};
