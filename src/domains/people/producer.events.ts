import type { EventKind, FeedEvent } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';
import { TYPE_OF_PRODUCER, type ProducerKind } from './producer.types.js';

interface ProducerPayload {
  producer: number;
  type: ProducerKind;
  place: string;
}

/** Says that a producer of scale was registered. */
export const producerEvent = (payload: ProducerPayload): NewEvent => ({
  kind: 'producer',
  subject: String(payload.producer),
  version: 1,
  payload: { ...payload },
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as ProducerPayload;

/** Producers of scale are public; households have a kind of their own. */
export const producerEvents: EventKind = {
  kind: 'producer',
  visible: () => true,
  node: (event) => ({ type: TYPE_OF_PRODUCER[payloadOf(event).type] ?? 'Enterprise', key: event.subject }),
};
