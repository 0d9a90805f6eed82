import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../../people/index.js';
import { quoteEvent, type QuotePayload } from './quote.events.js';
import type { MarketQuoteRecordInput } from './quote.inputs.js';
import { checkQuote, parseQuotes, type Quote } from './quote.rules.js';

/** Locked in the order of their key, so that two who record the same ones never wait for each other. */
const WRITE = `
  insert into market_quote as q (industry, goods, market, source, quoted_on, unit, price_fen, recorded_by, recorded_at)
  select n.industry, n.goods, n.market, n.source, n."quotedOn", n.unit, n."priceFen", $2, $3::timestamptz
    from jsonb_to_recordset($1::jsonb) n(industry text, goods text, market text, source text, "quotedOn" date, unit text, "priceFen" bigint)
   order by n.goods, n.market, n.unit, n."quotedOn"
  on conflict (goods, market, unit, quoted_on) do update set price_fen = excluded.price_fen, source = excluded.source,
    industry = excluded.industry, version = q.version + 1, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
   where (q.price_fen, q.source, q.industry) is distinct from (excluded.price_fen, excluded.source, excluded.industry)
  returning id::float8 as quote, version, industry, goods, market`;

/** 市场行情 (mission C5): dated and sourced prices. The same day's price of the same goods again corrects it. */
export class QuoteCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the quote's key. */
  record(viewer: Viewer, { idempotencyKey, ...input }: MarketQuoteRecordInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { marketQuoteRecord: input } };
    return commandOnce(this.db, key, async (tx) => {
      const quote = checkQuote(input, this.today());
      await this.write(tx, viewer, [quote]);
      const [row] = await tx.query<{ id: number }>(
        'select id::float8 as id from market_quote where goods = $1 and market = $2 and unit = $3 and quoted_on = $4::text::date',
        [quote.goods, quote.market, quote.unit, quote.quotedOn],
      );
      return row!.id;
    });
  }

  /** A sheet of quotes, all or none; loading it twice changes nothing. Answers how many rows there were, and how many were news. */
  import(viewer: Viewer, csv: string): Promise<{ rows: number; changed: number }> {
    const quotes = parseQuotes(csv, this.today());
    return this.db.command(async (tx) => ({
      rows: quotes.length,
      changed: await this.write(tx, viewer, quotes),
    }));
  }

  private async write(tx: Transaction, viewer: Viewer, quotes: readonly Quote[]): Promise<number> {
    const written = await tx.query<QuotePayload & { version: number }>(WRITE, [
      JSON.stringify(quotes),
      viewer.scope,
      this.clock.now().toISOString(),
    ]);
    for (const { version, ...payload } of written) tx.emit(quoteEvent(version, payload));
    return written.length;
  }

  private today(): string {
    return todayInChina(this.clock.now());
  }
}
