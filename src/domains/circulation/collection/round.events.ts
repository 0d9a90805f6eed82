import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { NewEvent } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';
import type { RoundState } from './round.rules.js';

/** What an event of a collection round says; MISSED is the alert. */
export interface RoundPayload {
  round: number;
  site: string;
  place: string;
  state: RoundState;
}

export const roundEvent = (version: number, payload: RoundPayload): NewEvent => ({
  kind: 'round',
  subject: String(payload.round),
  version,
  payload: { ...payload },
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as RoundPayload;

export const roundEvents: EventKind = {
  kind: 'round',
  visible: (viewer, event) => may(viewer, 'read', 'CollectionRound', { place: payloadOf(event).place }),
  node: ({ subject }) => ({ type: 'CollectionRound', key: subject }),
};
