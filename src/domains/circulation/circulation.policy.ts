import type { Rules } from '../../platform/policy/index.js';
import { OPERATORS, REGISTRARS } from '../../shared/role.js';

/**
 * Batches are public. Those who keep the register of a region collect there and record what is used; operators move, pack,
 * send and recall. What a producer was paid, and who is asked to supply, is seen by the staff of the region.
 */
export const circulationRules: Rules = (allow, { role, placeCode, producer }) => {
  allow('read', 'Batch');
  if (role === 'PRODUCER' && producer) allow('collect', 'Batch', { producer: { is: producer } });
  if (!placeCode) return;
  const region = { place: { under: placeCode } };
  if (REGISTRARS.includes(role)) {
    allow('collect', 'Batch', region);
    allow('plan', 'CollectionRound', region);
  }
  if (REGISTRARS.includes(role) || role === 'AUDITOR') {
    for (const subject of ['CollectionRound', 'CollectionReceipt', 'Alliance']) allow('read', subject, region);
  }
  if (OPERATORS.includes(role)) {
    allow('handle', 'Batch', region);
    allow('keep', 'Alliance', region);
  }
  if (role === 'COUNTY_OPERATOR' || role === 'TOWNSHIP_OPERATOR') {
    allow('recall', 'Batch', region);
    allow('allocate', 'Alliance', region);
    allow('appoint', 'InfoOfficer', region);
  }
};
