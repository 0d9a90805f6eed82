import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { NewEvent } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';

/** A village is warned, or not any more. */
export interface ScalePayload {
  warning: number;
  place: string;
  industry: string;
  goods: string;
  cleared: boolean;
}

export const scaleEvent = (version: number, payload: ScalePayload): NewEvent => ({
  kind: 'market.scale',
  subject: String(payload.warning),
  version,
  payload: { ...payload },
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as ScalePayload;

export const scaleEvents: EventKind = {
  kind: 'market.scale',
  visible: (viewer, event) => may(viewer, 'read', 'ScaleWarning', { place: payloadOf(event).place }),
  node: ({ subject }) => ({ type: 'ScaleWarning', key: subject }),
};
