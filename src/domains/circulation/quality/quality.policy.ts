import type { Rules } from '../../../platform/policy/index.js';
import { OPERATORS, REGISTRARS } from '../../../shared/role.js';

/**
 * Published reports, limits, certificates, grades and marks are public. Reports are recorded by operators of the region,
 * reviewed by another of them or an auditor, published by the county. Consents are the register's.
 */
export const qualityRules: Rules = (allow, { role, placeCode, producer }) => {
  allow('read', 'Inspection', { published: { is: 1 } });
  for (const subject of ['LimitTable', 'Monitoring', 'Story', 'OperatorPledge']) allow('read', subject);
  if (role === 'PRODUCER' && producer) allow('certify', 'Batch', { producer: { is: producer } });
  if (!placeCode) return;
  const region = { place: { under: placeCode } };
  if (REGISTRARS.includes(role) || role === 'AUDITOR') allow('read', 'Inspection', region);
  if (REGISTRARS.includes(role)) {
    for (const action of ['read', 'record']) allow(action, 'Consent', region);
    allow('write', 'Story', region);
  }
  if (OPERATORS.includes(role)) {
    allow('certify', 'Batch', region);
    allow('keep', 'OperatorPledge', region);
  }
  if (role === 'AUDITOR') {
    allow('review', 'Inspection', region);
    allow('judge', 'OperatorPledge', region);
  }
  if (role !== 'COUNTY_OPERATOR' && role !== 'TOWNSHIP_OPERATOR') return;
  allow('inspect', 'Batch', region);
  allow('review', 'Inspection', region);
  allow('judge', 'OperatorPledge', region);
  allow('publish', 'Story', region);
  if (role !== 'COUNTY_OPERATOR') return;
  allow('publish', 'Inspection', region);
  allow('license', 'Brand', region);
  allow('import', 'LimitTable');
  allow('plan', 'Monitoring');
};
