import type { Transaction } from '../../../platform/persistence/index.js';
import { sumFen } from '../../../shared/money.js';
import { checkExternalId } from '../../orders/index.js';
import { counterErrors } from '../counter-sales/counter-sales.errors.js';
import { checkDay } from '../counter-sales/told-sale.js';
import { bookedOf, differencesOf } from './day-differences.js';
import { declaredSteps } from './declared-quantity.rules.js';

/** What a store says it sold at a counter in a day: by receipt, or by product. */
export interface Declared {
  readonly channel: string;
  /** Their id of the account, such as its file's digest. */
  readonly externalId: string;
  readonly siteCode: string;
  readonly businessDate: string;
  readonly totalFen: number;
  readonly receipts?: readonly { readonly externalId: string; readonly amountFen: number }[];
  readonly products?: readonly {
    readonly product: number;
    readonly quantity?: string | null;
    readonly weightG?: number | null;
    readonly amountFen: number;
  }[];
  readonly by: string;
}

export interface DeclaredDay {
  readonly bookedFen: number;
  /** How many receipts or products are not as they were booked. */
  readonly differences: number;
}

/** Keeps a store's account of a day, in place of an older one, and holds it against what was booked. */
export async function declareDay(tx: Transaction, declared: Declared): Promise<DeclaredDay> {
  const { channel, externalId, siteCode, businessDate, totalFen, receipts = [], products = [], by } = declared;
  checkExternalId(externalId, 'externalId');
  checkDay(businessDate);
  const parts = declared.products ? products : receipts;
  const sum = sumFen(parts.map(({ amountFen }) => amountFen));
  if (sum !== totalFen) throw counterErrors.refuse('AMOUNT_MISMATCH', { field: 'totalFen', due: sum });
  const site = await tx.query('select code from site where code = $1', [siteCode]);
  if (site.length === 0) throw counterErrors.refuse('UNKNOWN_SITE', { field: 'siteCode', site: siteCode });
  const day = [siteCode, businessDate, channel];
  // The row is locked from here: two accounts of one day come one after the other.
  await tx.query(
    `insert into counter_declaration(site_code, business_date, channel, external_id, total_fen, by_receipt, declared_by)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (site_code, business_date, channel) do update
        set external_id = excluded.external_id, total_fen = excluded.total_fen, by_receipt = excluded.by_receipt,
            declared_by = excluded.declared_by, at = now()`,
    [...day, externalId, totalFen, !declared.products, by],
  );
  const ofDay = 'site_code = $1 and business_date = $2 and channel = $3';
  await tx.query(`delete from declared_receipt where ${ofDay}`, day);
  await tx.query(`delete from declared_product where ${ofDay}`, day);
  await tx.query(
    `insert into declared_receipt(site_code, business_date, channel, external_id, amount_fen)
     select $1, $2, $3, "externalId", sum("amountFen") from jsonb_to_recordset($4::jsonb) r("externalId" text, "amountFen" bigint)
      group by "externalId"`,
    [...day, JSON.stringify(receipts)],
  );
  await tx.query(
    `insert into declared_product(site_code, business_date, channel, product_id, quantity, amount_fen)
     select $1, $2, $3, product, sum(steps), sum("amountFen")
       from jsonb_to_recordset($4::jsonb) p(product bigint, steps bigint, "amountFen" bigint) group by product`,
    [...day, JSON.stringify(await withSteps(tx, products))],
  );
  const read = <Row extends object>(sql: string, values: unknown[]) => tx.query<Row>(sql, values);
  const [bookedFen, differences] = [
    await bookedOf(read, { siteCode, businessDate, channel }),
    await differencesOf(read, [{ siteCode, businessDate, channel }], { byReceipt: !declared.products }),
  ];
  return { bookedFen, differences: differences.length };
}

async function withSteps(tx: Transaction, products: NonNullable<Declared['products']>): Promise<object[]> {
  const units = await tx.query<{ key: number; unit: string; scale: number }>(
    'select id::float8 as key, unit, scale from product where id = any($1::bigint[])',
    [products.map(({ product }) => product)],
  );
  const byKey = new Map(units.map((one) => [one.key, one]));
  return products.map(({ product, quantity, weightG, amountFen }, i) => {
    const unit = byKey.get(product);
    if (!unit) throw counterErrors.refuse('UNKNOWN_PRODUCT', { field: `products.${i}`, ref: String(product) });
    const steps = declaredSteps({ quantity, weightG }, unit);
    if (steps === null) throw counterErrors.refuse('BAD_QUANTITY', { field: `products.${i}.quantity` });
    return { product, steps, amountFen };
  });
}
