import type { Database } from '../../platform/persistence/index.js';
import { newsEvent, PRODUCT_NEWS, type ProductNews } from './product.events.js';

const BATCH = 500;

/** Locked rows are another process's, or just being confirmed: the next round looks at them again. */
const TELL = `
  with due as (
    select id from product where tell_at <= now() and status = 'PUBLISHED'
     order by tell_at limit ${BATCH} for no key update skip locked)
  update product p set tell_at = case when p.hidden_at > now() then p.hidden_at end, version = p.version + 1
    from due where p.id = due.id returning ${PRODUCT_NEWS}`;

/**
 * Writes the events of products that have gone stale or hidden by time alone, each once, whoever else is at it; database
 * time decides. Answers how many.
 */
export async function tellFreshness(db: Database): Promise<number> {
  for (let told = 0; ;) {
    const batch = await db.command(async (tx) => {
      const products = await tx.query<ProductNews>(TELL);
      for (const product of products) tx.emit(newsEvent(product));
      return products.length;
    });
    told += batch;
    if (batch < BATCH) return told;
  }
}
