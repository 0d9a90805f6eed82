import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../platform/persistence/index.js';
import { batchEvent, type BatchPart, type BatchPayload, type BatchStepName } from './batch.events.js';
import { printedCode, type BatchOriginName, type BatchStateName, type InspectionClassName } from './batch.rules.js';

/** A batch as commands work on it; quantities in steps. */
export interface BatchHead {
  id: number;
  code: string;
  product: number;
  productName: string;
  place: string;
  origin: BatchOriginName;
  class: InspectionClassName;
  state: BatchStateName;
  unit: string;
  scale: number;
  quantity: number;
  brand: string | null;
  site: string | null;
  harvestedOn: string | null;
}

const HEAD = `b.id::float8 as id, b.code, b.product_id::float8 as product, p.name as "productName", b.place_code as place, b.origin,
  b.class, b.state, b.unit, b.scale, b.quantity::float8 as quantity, b.brand_code as brand, b.site_code as site,
  b.harvested_on::text as "harvestedOn"`;

/** Locks batches in id order. Stock items, where a command needs them too, are locked before. */
export async function lockBatches(tx: Transaction, keys: readonly number[]): Promise<Map<number, BatchHead>> {
  const rows = await tx.query<BatchHead>(
    `select ${HEAD} from batch b join product p on p.id = b.product_id where b.id = any($1) order by b.id for no key update of b`,
    [[...new Set(keys)]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A batch as it is, not locked. */
export async function readBatch(tx: Transaction, key: number | null): Promise<BatchHead | undefined> {
  const [row] = await tx.query<BatchHead>(
    `select ${HEAD} from batch b join product p on p.id = b.product_id where b.id = $1`,
    [key],
  );
  return row;
}

/** A step to be recorded; what is left out is null or empty in the event. */
export interface NewStep extends Partial<
  Pick<
    BatchPayload,
    | 'site'
    | 'from'
    | 'quantity'
    | 'inputs'
    | 'order'
    | 'input'
    | 'inspection'
    | 'certificate'
    | 'lost'
    | 'reason'
    | 'corrects'
  >
> {
  step: BatchStepName;
  at: Date;
  by: string;
}

/** Records a step of a batch and tells of it, in the transaction that does it. Answers the step's sequence. */
export async function recordStep(tx: Transaction, batch: number, { step, at, by, ...more }: NewStep): Promise<number> {
  const detail = {
    site: null,
    from: null,
    quantity: null,
    inputs: [] as readonly BatchPart[],
    order: null,
    input: null,
    inspection: null,
    certificate: null,
    lost: null,
    reason: null,
    corrects: null,
    ...more,
  };
  const [row] = await tx.query<{
    version: number;
    code: string;
    product: number;
    place: string;
    unit: string;
    scale: number;
  }>(
    `update batch set version = version + 1 where id = $1
     returning version, code, product_id::float8 as product, place_code as place, unit, scale`,
    [batch],
  );
  const { version, ...head } = row!;
  const [written] = await tx.query<{ sequence: number; producers: number[] }>(
    `insert into batch_step(batch_id, version, step, occurred_at, recorded_by, detail) values ($1, $2, $3, $4, $5, $6)
     returning id::float8 as sequence,
       coalesce((select json_agg(producer_id order by producer_id) from batch_producer where batch_id = $1), '[]') as producers`,
    [batch, version, step, at.toISOString(), by, JSON.stringify(detail)],
  );
  const { sequence, producers } = written!;
  tx.emit(
    batchEvent(version, { step, sequence, batch, ...head, ...detail, producers, occurredAt: at.toISOString(), by }),
  );
  return sequence;
}

export interface NewBatch {
  product: number;
  place: string;
  origin: BatchOriginName;
  class: InspectionClassName;
  state?: BatchStateName;
  unit: string;
  scale: number;
  quantity: number;
  site: string | null;
  harvestedOn: string | null;
  by: string;
  now: Date;
  /** Steps of each producer, adding up to the quantity. */
  producers: ReadonlyMap<number, number>;
  inputs?: readonly { batch: number; quantity: number }[];
}

const LETTERS: Readonly<Record<BatchOriginName, string>> = { FIELD: 'F', COLLECTED: 'B', PACKED: 'P', PROCESSED: 'M' };

/** Writes a batch with whose it is and what went into it; its first step is the caller's to record. */
export async function makeBatch(tx: Transaction, made: NewBatch): Promise<{ id: number; code: string }> {
  const [batch] = await tx.query<{ id: number; code: string }>(
    `insert into batch(code, product_id, place_code, origin, class, state, unit, scale, quantity, site_code, harvested_on, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::date, $12, $13) returning id::float8 as id, code`,
    [
      printedCode(LETTERS[made.origin], made.now, randomBytes(8)),
      made.product,
      made.place,
      made.origin,
      made.class,
      made.state ?? 'PENDING',
      made.unit,
      made.scale,
      made.quantity,
      made.site,
      made.harvestedOn,
      made.by,
      made.now.toISOString(),
    ],
  );
  await tx.query(
    `insert into batch_producer(batch_id, producer_id, quantity)
     select $1, p.producer, p.quantity from jsonb_to_recordset($2::jsonb) p(producer bigint, quantity bigint) where p.quantity > 0`,
    [batch!.id, JSON.stringify([...made.producers].map(([producer, quantity]) => ({ producer, quantity })))],
  );
  if (made.inputs?.length) {
    await tx.query(
      `insert into batch_input(batch_id, input_id, quantity)
       select $1, i.batch, i.quantity from jsonb_to_recordset($2::jsonb) i(batch bigint, quantity bigint)`,
      [batch!.id, JSON.stringify(made.inputs)],
    );
  }
  return batch!;
}

/** What a batch gives to another, as the other's step names it. */
export const partOf = ({ id, code, scale, unit }: BatchHead, quantity: number): BatchPart => ({
  batch: id,
  code,
  quantity,
  scale,
  unit,
});

/** The site that has most of a batch now; where it was made, when it is nowhere. */
export async function whereabouts(tx: Transaction, { id, site }: BatchHead): Promise<string | null> {
  const [most] = await tx.query<{ site: string }>(
    `select s.site_code as site from batch_stock l join stock_item s on s.id = l.item_id
      where l.batch_id = $1 and l.quantity + l.stopped > l.coming order by l.quantity + l.stopped - l.coming desc, s.id limit 1`,
    [id],
  );
  return most?.site ?? site;
}
