import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { NewEvent } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';

export const EXPANSION_STATES = ['PROPOSED', 'ACCEPTED', 'DECLINED', 'EXPIRED'] as const;
export type ExpansionState = (typeof EXPANSION_STATES)[number];

/** A household is asked to grow more, or has answered. */
export interface ExpansionPayload {
  plan: number;
  place: string;
  producer: number;
  state: ExpansionState;
}

export const expansionEvent = (version: number, payload: ExpansionPayload): NewEvent => ({
  kind: 'market.expansion',
  subject: String(payload.plan),
  version,
  payload: { ...payload },
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as ExpansionPayload;

export const expansionEvents: EventKind = {
  kind: 'market.expansion',
  visible: (viewer, event) => {
    const { place, producer } = payloadOf(event);
    return may(viewer, 'read', 'ExpansionPlan', { place, producer });
  },
  node: ({ subject }) => ({ type: 'ExpansionPlan', key: subject }),
};
