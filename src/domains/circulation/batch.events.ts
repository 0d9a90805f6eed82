import type { EventKind, FeedEvent } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';

/** What can happen to a batch, in about the order it does. */
export const BATCH_STEPS = [
  /** A field, herd or flock is begun: nothing is harvested yet. */
  'BEGUN',
  /** A pesticide, drug or feed additive was used on it; `input` says which. */
  'INPUT_USED',
  /** Harvested or slaughtered: the goods exist from here on. */
  'HARVESTED',
  /** Weighed and taken in at a collection point; `inputs` names the field, herd or flock it came from, if one is kept. */
  'COLLECTED',
  /** Left `from` for `site`: on its way. */
  'SENT',
  /** Came from `from` to `site`; `lost` is what did not. */
  'ARRIVED',
  /** Put in its place in the store of `site`. */
  'STORED',
  /** Tested; `inspection` says with what result. */
  'INSPECTED',
  /** Packed at `site` from `inputs`, which are of the same goods: children into a parent. */
  'PACKED',
  /** Made at `site` from `inputs`, which are other goods. */
  'PROCESSED',
  /** A conformity certificate was issued; `certificate` is its number. */
  'CERTIFIED',
  /** Left `site` for the buyer of `order`. */
  'DISPATCHED',
  /** Handed to the buyer of `order` at `site`. */
  'SOLD',
  /** Came back from the buyer of `order` to `site`. */
  'RETURNED',
  /** No longer there: spoilt, lost, or returned and not fit for sale. */
  'WRITTEN_OFF',
  /** Stopped wherever it is: a failed test or a recall, as `reason` says. */
  'STOPPED',
  /** Called back from its buyers. */
  'RECALLED',
  /** An earlier step was wrong: `corrects` is its sequence. Nothing is deleted. */
  'CORRECTED',
] as const;
export type BatchStepName = (typeof BATCH_STEPS)[number];

/** A batch that went into this one; `quantity` is in steps of 10^-scale of its own unit. */
export interface BatchPart {
  readonly batch: number;
  readonly code: string;
  readonly quantity: number;
  readonly scale: number;
  readonly unit: string;
}

/**
 * What an event of kind `batch` says: one step of one batch. The subject is the batch's key, the version its own, which steps
 * with each. Quantities are in steps of 10^-scale of `unit`. No personal data: producers are keys.
 */
export interface BatchPayload {
  readonly step: BatchStepName;
  /** Key of the row in `batch_step`, unique over all batches. */
  readonly sequence: number;
  readonly batch: number;
  /** The batch's printed code, such as `B261126-7K2M9QX4`. */
  readonly code: string;
  readonly product: number;
  /** Village of its origin; its township or county where it is of several. */
  readonly place: string;
  /** Where it happened, or where the goods went; null on the field. */
  readonly site: string | null;
  /** Where they came from: SENT and ARRIVED alone. */
  readonly from: string | null;
  /** How much the step is about; null where it is about the batch as a whole. */
  readonly quantity: number | null;
  readonly scale: number;
  readonly unit: string;
  /** Keys of those who grew or made it, households among them. */
  readonly producers: readonly number[];
  readonly inputs: readonly BatchPart[];
  readonly order: string | null;
  readonly input: { readonly use: number; readonly kind: string; readonly name: string } | null;
  /** Told before the report is published, its contents after (docs/circulation.md). */
  readonly inspection: { readonly id: string; readonly number: string; readonly result: 'PASSED' | 'FAILED' } | null;
  readonly certificate: string | null;
  readonly lost: number | null;
  readonly reason: string | null;
  readonly corrects: number | null;
  /** When it happened, ISO text in UTC: never later than the event's own time. */
  readonly occurredAt: string;
  /** Who recorded it, such as `staff:12`. */
  readonly by: string;
}

export const batchPayload = (event: FeedEvent) => event.payload as unknown as BatchPayload;

export const batchEvent = (version: number, payload: BatchPayload): NewEvent => ({
  kind: 'batch',
  subject: String(payload.batch),
  version,
  payload: { ...payload },
});

export const batchTopic = (fact: 'item' | 'site', value: string | number) => `batch/${fact}/${value}`;

/** Batches are public, as the plan wants it (生产, 加工, 流通信息公开): a payload holds no personal data. */
export const batchEvents: EventKind = {
  kind: 'batch',
  topics: (event) => {
    const { batch, site } = batchPayload(event);
    return [batchTopic('item', batch), ...(site === null ? [] : [batchTopic('site', site)])];
  },
  visible: () => true,
  node: ({ subject }) => ({ type: 'Batch', key: subject }),
};
