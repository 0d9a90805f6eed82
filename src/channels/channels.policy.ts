import type { Rules } from '../platform/policy/index.js';

/** Accounts with other platforms, and what goes over them, are the county's business alone. */
export const channelRules: Rules = (allow, { role, placeCode }) => {
  if (role !== 'COUNTY_OPERATOR' || !placeCode) return;
  for (const action of ['read', 'manage', 'reveal'])
    allow(action, 'ChannelConnection', { place: { under: placeCode } });
};
