import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { NewEvent } from '../../../platform/persistence/index.js';
import { may } from '../../../platform/policy/index.js';

/** What an event of a receipt says: goods taken in from a producer, and what is due for them. */
export interface ReceiptPayload {
  receipt: string;
  number: string;
  batch: number;
  producer: number;
  site: string;
  place: string;
  amountFen: number;
  payment: 'PAID' | 'OWED';
  method: string | null;
  /** The order it was collected for, if any. */
  order: string | null;
}

export const receiptEvent = (version: number, payload: ReceiptPayload): NewEvent => ({
  kind: 'receipt',
  subject: payload.receipt,
  version,
  payload: { ...payload },
});

const payloadOf = (event: FeedEvent) => event.payload as unknown as ReceiptPayload;

/** What a household earns is not public: known to those who may read the receipt. */
export const receiptEvents: EventKind = {
  kind: 'receipt',
  visible: (viewer, event) => may(viewer, 'read', 'CollectionReceipt', { place: payloadOf(event).place }),
  node: ({ subject }) => ({ type: 'CollectionReceipt', key: subject }),
};
