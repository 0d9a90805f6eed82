import type { Message } from '../../../shared/domain-error.js';

const VILLAGE_STAFF = ['VILLAGE_OPERATOR', 'CADRE', 'HELPER', 'INFO_OFFICER'];
const TRADE = ['SHOP_OWNER', 'PRODUCER'];

/** Which roles a role may give and manage: nobody makes their own equal but the county. */
export const GIVEN_BY: Readonly<Record<string, readonly string[]>> = {
  COUNTY_OPERATOR: ['COUNTY_OPERATOR', 'TOWNSHIP_OPERATOR', 'AUDITOR', ...VILLAGE_STAFF, ...TRADE],
  TOWNSHIP_OPERATOR: [...VILLAGE_STAFF, ...TRADE],
};

const COUNTY: Message = { zh: '县', en: 'a county' };
const TOWNSHIP: Message = { zh: '乡镇', en: 'a township' };
const VILLAGE: Message = { zh: '村或社区', en: 'a village or community' };
const TOWNSHIP_OR_VILLAGE: Message = { zh: '乡镇或村', en: 'a township or a village' };

/** Lengths of the place codes a role may have. Helpers and cadres may look after a whole township. */
const TIERS: Readonly<Record<string, { lengths: readonly number[]; expected: Message }>> = {
  COUNTY_OPERATOR: { lengths: [6], expected: COUNTY },
  TOWNSHIP_OPERATOR: { lengths: [9], expected: TOWNSHIP },
  VILLAGE_OPERATOR: { lengths: [12], expected: VILLAGE },
  INFO_OFFICER: { lengths: [12], expected: VILLAGE },
  CADRE: { lengths: [9, 12], expected: TOWNSHIP_OR_VILLAGE },
  HELPER: { lengths: [9, 12], expected: TOWNSHIP_OR_VILLAGE },
};

/** What kind of place the role belongs to when this one does not fit; null when it fits. */
export function misplaced(role: string, placeCode: string): Message | null {
  const tier = TIERS[role];
  return tier && !tier.lengths.includes(placeCode.length) ? tier.expected : null;
}
