import type { Rules } from '../../platform/policy/index.js';
import { OPERATORS, REGISTRARS } from '../../shared/role.js';
import { GIVEN_BY } from './staff/staff.rules.js';

/**
 * Who produces is public with a masked name. The register itself, and with it who is poor, is seen and kept by the staff of
 * its region; operators alone may have personal fields opened. Staff are managed by the tier above them, devices by the county.
 */
export const peopleRules: Rules = (allow, { role, placeCode }) => {
  allow('read', 'Viewer');
  allow('read', 'Producer');
  allow('start', 'Session');
  if (role === 'DEVICE') allow('change', 'DeviceKey');
  if (!placeCode) return;
  const region = { place: { under: placeCode } };
  if (REGISTRARS.includes(role)) {
    for (const action of ['read', 'create', 'update', 'import']) allow(action, 'Household', region);
    allow('create', 'Upload');
  }
  if (OPERATORS.includes(role)) allow('reveal', 'Household', region);
  if (role in GIVEN_BY) allow('manage', 'Staff', region);
  if (role === 'COUNTY_OPERATOR') allow('manage', 'Device', region);
};
