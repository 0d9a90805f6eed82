import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { NewEvent } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';

/** What an event of an allocation says; quantities in steps of the line's unit. */
export interface AllocationPayload {
  allocation: string;
  order: string;
  lineNo: number;
  alliance: number;
  place: string;
  quantity: number;
  /** What neither members nor the alliance's own stock can give now: above zero it is an alert. */
  uncovered: number;
}

export const allocationEvent = (version: number, payload: AllocationPayload): NewEvent => ({
  kind: 'allocation',
  subject: payload.allocation,
  version,
  payload: { ...payload },
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as AllocationPayload;

export const allocationEvents: EventKind = {
  kind: 'allocation',
  visible: (viewer, event) => may(viewer, 'read', 'Alliance', { place: payloadOf(event).place }),
  node: ({ subject }) => ({ type: 'OrderAllocation', key: subject }),
};
