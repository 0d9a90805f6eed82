import type { EventKind, FeedEvent } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';
import { may } from '../../platform/policy/index.js';
import type { PickingBooking, PickingExperience } from './picking.entity.js';

/** Of an experience, or with `booking` of a booking of it. */
interface PickingPayload {
  experience: number;
  place: string;
  booking?: string;
  bookedBy?: string;
  day?: string;
  people?: number;
  state?: string;
}

export const experienceEvent = ({ key, villageCode }: PickingExperience): NewEvent => ({
  kind: 'picking',
  subject: `experience:${key}`,
  version: 1,
  payload: { experience: key, place: villageCode } satisfies PickingPayload,
});

export const bookingEvent = (
  { key, experienceKey, day, people, state, bookedBy }: PickingBooking,
  place: string,
  version: number,
): NewEvent => ({
  kind: 'picking',
  subject: `booking:${key}`,
  version,
  payload: { booking: key, experience: experienceKey, day, people, state, place, bookedBy } satisfies PickingPayload,
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as PickingPayload;

/** Experiences are public; a booking is known to who made it and to the operators of its village. */
export const pickingEvents: EventKind = {
  kind: 'picking',
  visible: (viewer, event) => {
    const { booking, bookedBy, place } = payloadOf(event);
    return !booking || may(viewer, 'read', 'PickingBooking', { bookedBy, place });
  },
  node: (event) => {
    const { booking, experience } = payloadOf(event);
    return booking ? { type: 'PickingBooking', key: booking } : { type: 'PickingExperience', key: experience };
  },
};
