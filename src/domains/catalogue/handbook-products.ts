import type { Transaction } from '../../platform/persistence/index.js';
import { scaleOf } from '../../shared/quantity.js';
import {
  logAssistedEntries,
  type EnteredBy,
  type HandbookProduct,
  type Outcome,
  type ProductOutcome,
} from '../people/index.js';
import { freshnessDates } from './catalogue.rules.js';
import { Industry } from './product.entity.js';
import { newsEvent, PRODUCT_NEWS, type ProductNews } from './product.events.js';
import { searchWords } from './search.rules.js';

/** What became of one product of the handbook, and by how many steps its declared quantity changed. */
export interface TakenProduct {
  key: number;
  outcome: ProductOutcome;
  declaredBy: number;
}

interface Known {
  key: number;
  producer: number;
  name: string;
  industry: string;
  unit: string;
  price: number;
  declared: number | null;
  version: number;
}

/**
 * Enters the products of a household's handbook as published ones, or updates those it names again; in a few statements for
 * all of them. A row that says what is known already changes nothing, not even its freshness.
 */
export async function takeHandbookProducts(
  tx: Transaction,
  products: readonly HandbookProduct[],
  by: EnteredBy,
  now: Date,
): Promise<TakenProduct[]> {
  if (products.length === 0) return [];
  const known = new Map(
    (await tx.query<Known>(SELECT_KNOWN, [JSON.stringify(products)])).map((row) => [
      nameOf(row.producer, row.name),
      row,
    ]),
  );
  const names = await placeNames(tx, products);
  const judged = products.map((product) => {
    const old = known.get(nameOf(product.producerKey, product.name));
    if (old && old.unit !== product.unit)
      return { product, old, quantity: old.declared, outcome: 'UNIT_FIXED' as const };
    const quantity = product.quantity ?? old?.declared ?? null;
    const changed =
      !old || old.industry !== product.industry || old.price !== product.priceFen || old.declared !== quantity;
    const outcome: Outcome = !old ? 'CREATED' : changed ? 'UPDATED' : 'UNCHANGED';
    return { product, old, quantity, outcome };
  });
  const rows = judged
    .filter(({ outcome }) => isWritten(outcome))
    .map(({ product, quantity }) => ({
      producer: product.producerKey,
      village: product.villageCode,
      name: product.name,
      industry: product.industry,
      unit: product.unit,
      scale: scaleOf(product.unit),
      price: product.priceFen,
      declared: quantity,
      fresh: now,
      ...freshnessDates(Industry[product.industry], now),
      words: searchWords(product.name, names.get(product.villageCode)),
    }));
  const written = await tx.query<ProductNews & { name: string }>(UPSERT, [JSON.stringify(rows), by.enteredBy]);
  const keys = new Map(written.map((row) => [nameOf(row.producer, row.name), row]));
  for (const { name, ...news } of written) {
    const before = known.get(nameOf(news.producer, name))?.industry;
    tx.emit(newsEvent(before && before !== news.industry ? { ...news, industryBefore: before } : news));
  }
  const taken = judged.map(({ product, old, quantity, outcome }) => ({
    key: keys.get(nameOf(product.producerKey, product.name))?.product ?? old!.key,
    outcome,
    declaredBy: (quantity ?? 0) - (old?.declared ?? 0),
  }));
  const entries = judged.flatMap(({ product, outcome }, i) =>
    !isWritten(outcome)
      ? []
      : [
          {
            householdKey: product.producerKey,
            subject: `product:${taken[i]!.key}`,
            action: outcome,
            fields: ['industry', 'unit', 'price', 'quantity'],
          },
        ],
  );
  await logAssistedEntries(tx, by, entries);
  return taken;
}

const isWritten = (outcome: ProductOutcome): outcome is 'CREATED' | 'UPDATED' =>
  outcome === 'CREATED' || outcome === 'UPDATED';

const nameOf = (producer: number, name: string): string => `${producer} ${name}`;

async function placeNames(tx: Transaction, products: readonly HandbookProduct[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ code: string; names: string }>(
    `select v.code, v.name || ' ' || t.name as names from place v join place t on t.code = v.parent_code where v.code = any($1)`,
    [[...new Set(products.map((product) => product.villageCode))]],
  );
  return new Map(rows.map((row) => [row.code, row.names]));
}

const SELECT_KNOWN = `
  select p.id::float8 as key, p.producer_id::float8 as producer, p.name, p.industry, p.unit, p.price_fen::float8 as price,
         p.declared::float8 as declared, p.version
    from jsonb_to_recordset($1::jsonb) h("producerKey" bigint, name text)
    join product p on p.producer_id = h."producerKey" and p.name = h.name for no key update of p`;

const UPSERT = `
  insert into product as p(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, declared,
                      freshened_at, stale_at, hidden_at, search_words, entered_by)
  select producer, village, name, industry, false, unit, scale, price, 'PUBLISHED', declared, fresh, "staleAt", "hiddenAt", words, $2
    from jsonb_to_recordset($1::jsonb) h(producer bigint, village text, name text, industry text, unit text, scale smallint, price bigint,
           declared bigint, fresh timestamptz, "staleAt" timestamptz, "hiddenAt" timestamptz, words text)
  on conflict (producer_id, name) do update
    set industry = excluded.industry, price_fen = excluded.price_fen, declared = excluded.declared, freshened_at = excluded.freshened_at,
        stale_at = excluded.stale_at, hidden_at = excluded.hidden_at, updated_at = now(), version = p.version + 1
  returning ${PRODUCT_NEWS}, name`;
