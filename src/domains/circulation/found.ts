import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import { PRODUCER_TYPES } from '../people/index.js';
import { lockBatches, type BatchHead } from './batch-ledger.js';

const missing = (field: string, thing: string) => generalErrors.refuse('NOT_FOUND', { field, thing });

export interface FoundSite {
  code: string;
  kind: string;
  place: string;
}

/** A site where the viewer may do this; another answers as one that is not there. */
export async function siteFor(
  tx: Transaction,
  viewer: Viewer,
  [action, subject]: readonly [string, string],
  code: string,
  field: string,
): Promise<FoundSite> {
  const [site] = await tx.query<FoundSite>(
    'select code, kind, place_code as place from site where code = $1 and active',
    [code],
  );
  if (!site || !may(viewer, action, subject, { place: site.place, site: site.code }))
    throw missing(field, `site ${code}`);
  return site;
}

/** A site that goods are sent to: any that is there. */
export async function knownSite(tx: Transaction, code: string, field: string): Promise<FoundSite> {
  const [site] = await tx.query<FoundSite>(
    'select code, kind, place_code as place from site where code = $1 and active',
    [code],
  );
  if (!site) throw missing(field, `site ${code}`);
  return site;
}

export interface FoundProduct {
  key: number;
  name: string;
  industry: string;
  unit: string;
  scale: number;
  village: string;
  producer: number;
  kind: string;
  willing: boolean | null;
  brand: string | null;
  /** Site where its goods are until they are collected; null where none is registered. */
  gate: string | null;
}

/** Code of a producer's gate, of `producer` as r: the village's for households, else the own premises. */
export const GATE = `case when r.kind = 'HOUSEHOLD' then 'FG-' || r.village_code else 'PR-' || r.id end`;

export async function productFor(tx: Transaction, id: string, field: string): Promise<FoundProduct> {
  const [product] = await tx.query<FoundProduct>(
    `select p.id::float8 as key, p.name, p.industry, p.unit, p.scale, p.village_code as village, p.producer_id::float8 as producer, r.kind,
            (select willing from household h where h.id = r.id) as willing, p.brand_code as brand,
            (select code from site where code = ${GATE}) as gate
       from product p join producer r on r.id = p.producer_id where p.id = $1`,
    [numericKey(id, 'Product')],
  );
  if (!product) throw missing(field, 'product');
  return product;
}

export async function producerFor(
  tx: Transaction,
  id: string,
  field: string,
): Promise<{ key: number; kind: string; village: string }> {
  const [producer] = await tx.query<{ key: number; kind: string; village: string }>(
    'select id::float8 as key, kind, village_code as village from producer where id = $1 and active',
    [numericKey(id, ...PRODUCER_TYPES)],
  );
  if (!producer) throw missing(field, 'producer');
  return producer;
}

/** The key in a batch's id; batches are public, so that what may be done to one is asked of its place or site. */
export function batchKey(id: string, field: string): number {
  const key = numericKey(id, 'Batch');
  if (key === null) throw missing(field, 'batch');
  return key;
}

/**
 * A batch locked for this command, of a place where the viewer may do this. `goods` where it may come to be stopped: the
 * stock of it, and of what was made of it, is locked before.
 */
export async function batchFor(
  tx: Transaction,
  viewer: Viewer,
  [action, subject]: readonly [string, string],
  id: string,
  field: string,
  { goods = false } = {},
): Promise<BatchHead> {
  if (goods) await tx.query(LOCK_GOODS, [batchKey(id, field)]);
  const batch = (await lockBatches(tx, [batchKey(id, field)])).values().next().value;
  if (!batch || !may(viewer, action, subject, { place: batch.place, site: batch.site ?? undefined }))
    throw missing(field, 'batch');
  return batch;
}

const LOCK_GOODS = `
  with recursive way(id) as (select $1::bigint union select i.batch_id from way join batch_input i on i.input_id = way.id)
  select s.id from stock_item s where s.id in (select l.item_id from batch_stock l join way on way.id = l.batch_id where l.quantity > 0)
   order by s.id for no key update`;
