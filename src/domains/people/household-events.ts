import type { NewEvent } from '../../platform/persistence/index.js';

/** Says that a household changed, and where; never what it holds. */
export const householdEvent = (
  key: number,
  version: number,
  place: string,
  action: 'CREATED' | 'UPDATED',
): NewEvent => ({
  kind: 'household',
  subject: String(key),
  version,
  payload: { household: key, place, action },
});
