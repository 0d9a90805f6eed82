import { granted, type Rules } from '../../../platform/policy/index.js';
import { OPERATORS, REGISTRARS } from '../../../shared/role.js';

/**
 * Events of our own batches are public, as batches are. What a partner captured is seen by that partner and by staff. The EPCIS
 * interface is for staff and for channels that were granted it; named queries are their maker's.
 */
export const traceEventRules: Rules = (allow, viewer) => {
  const { kind, id, role, placeCode } = viewer;
  allow('read', 'TraceEvent', { source: { is: 'OWN' } });
  if (kind === 'channel') {
    allow('read', 'TraceEvent', { captor: { is: `channel:${id}` } });
    if (granted(viewer, 'trace:read')) allow('query', 'TraceEvent');
    if (granted(viewer, 'trace:write')) allow('capture', 'TraceEvent');
  }
  if (!placeCode) return;
  if (REGISTRARS.includes(role) || role === 'AUDITOR') {
    allow('read', 'TraceEvent');
    allow('query', 'TraceEvent');
  }
  if (OPERATORS.includes(role)) allow('capture', 'TraceEvent');
};
