import type { Rules } from '../../platform/policy/index.js';
import { REGISTRARS } from '../../shared/role.js';

/**
 * Quotes are public; county and townships record them. What producers of a region plan, its warnings and its expansion plans
 * are for the staff of the region; a producer has its own, and answers for itself.
 */
export const marketRules: Rules = (allow, { role, placeCode, producer }) => {
  allow('read', 'MarketQuote');
  if (role === 'PRODUCER' && producer) {
    const own = { producer: { is: producer } };
    for (const action of ['read', 'declare']) allow(action, 'PlannedOutput', own);
    for (const action of ['read', 'answer']) allow(action, 'ExpansionPlan', own);
    if (placeCode) allow('read', 'ScaleWarning', { place: { under: placeCode } });
  }
  if (!placeCode) return;
  const region = { place: { under: placeCode } };
  if (role === 'COUNTY_OPERATOR' || role === 'TOWNSHIP_OPERATOR') allow('record', 'MarketQuote');
  if (REGISTRARS.includes(role)) {
    allow('declare', 'PlannedOutput', region);
    allow('answer', 'ExpansionPlan', region);
  }
  if (REGISTRARS.includes(role) || role === 'AUDITOR')
    for (const subject of ['PlannedOutput', 'ScaleWarning', 'ExpansionPlan']) allow('read', subject, region);
};
