import type { EventKind, FeedEvent } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';
import { may } from '../../platform/policy/index.js';

interface HouseholdPayload {
  household: number;
  place: string;
  action: 'CREATED' | 'UPDATED';
}

/** Says that a household changed, and where; never what it holds. */
export const householdEvent = (
  key: number,
  version: number,
  place: string,
  action: HouseholdPayload['action'],
): NewEvent => ({
  kind: 'household',
  subject: String(key),
  version,
  payload: { household: key, place, action },
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as HouseholdPayload;

/** Known to those who may read the household itself. */
export const householdEvents: EventKind = {
  kind: 'household',
  visible: (viewer, event) => may(viewer, 'read', 'Household', { place: payloadOf(event).place }),
  node: ({ subject }) => ({ type: 'Household', key: subject }),
};
