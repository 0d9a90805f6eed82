import type { Rules } from '../../../platform/policy/index.js';

/** The log holds commitments alone, which say nothing without their salts: everybody may read all of it, and should. */
export const logRules: Rules = (allow) => {
  allow('read', 'TraceLog');
};
