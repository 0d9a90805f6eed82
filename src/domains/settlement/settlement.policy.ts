import type { Rules } from '../../platform/policy/index.js';
import { OPERATORS } from '../../shared/role.js';

/**
 * How prices are shared is public. What a producer earned is seen by the operators of the region, by auditors and by the producer;
 * payouts are prepared and approved by the operators of township and county, plans set by the county.
 */
export const settlementRules: Rules = (allow, { role, placeCode, producer }) => {
  allow('read', 'SharePlan');
  allow('read', 'IncomeReport');
  allow('read', 'Target');
  if (role === 'PRODUCER' && producer) allow('read', 'Settlement', { producer: { is: producer } });
  if (!placeCode) return;
  const region = { place: { under: placeCode } };
  if (OPERATORS.includes(role) || role === 'AUDITOR') {
    allow('read', 'Settlement', region);
    allow('readHouseholds', 'IncomeReport', region);
  }
  if (role === 'COUNTY_OPERATOR' || role === 'TOWNSHIP_OPERATOR') allow('pay', 'Settlement', region);
  if (role === 'COUNTY_OPERATOR') {
    allow('set', 'SharePlan');
    allow('set', 'Target', region);
  }
  if (role === 'COUNTY_OPERATOR' || role === 'AUDITOR') allow('read', 'Audit');
};
