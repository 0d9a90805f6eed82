import type { GraphQLResolveInfo } from 'graphql';
import { selectionOf, Where, type RequestContext } from '../../../platform/graphql/index.js';
import type { FeedSource, Snapshot } from '../../../platform/subscriptions/index.js';
import { quotePayload, type QuotePayload } from './quote.events.js';
import type { MarketQuoteChangesArgs, MarketQuoteFilter } from './quote.inputs.js';
import { quoteReads } from './quote.types.js';

/** Quotes in each part of a snapshot. */
const PART = 250;

/** The feed of quotes: the newest ones first, then each that is new or corrected. */
export function quoteChanges({ after, filter }: MarketQuoteChangesArgs): FeedSource {
  const wanted = filter ?? {};
  return {
    kind: 'market.quote',
    topics: ['market.quote'],
    after,
    coalesce: true,
    // An industry may be corrected: the event's choice is not that of another filter.
    wants: (event) => isWanted(quotePayload(event), wanted),
    change: async (event, at, context) => {
      const quote = await quoteReads.byKey(context, event.subject);
      return quote && { ...at, quote };
    },
    snapshot: (context) => newestQuotes(context, wanted),
  };
}

const isWanted = (quote: QuotePayload, { industry, goods, market }: MarketQuoteFilter): boolean =>
  (!industry || quote.industry === industry) &&
  (!goods || quote.goods === goods) &&
  (!market || quote.market === market);

/** The quotes of a filter, `x` being their table. */
export const quotesWhere = ({ industry, goods, market }: MarketQuoteFilter): Where =>
  new Where()
    .when(industry, (n) => `x.industry = ${n}`)
    .when(goods, (n) => `x.goods = ${n}`)
    .when(market, (n) => `x.market = ${n}`);

function newestQuotes({ db }: RequestContext, wanted: MarketQuoteFilter): Promise<Snapshot> {
  return db.snapshot(async (client) => {
    const head = await client.query<{ pos: number; epoch: string }>('select pos, epoch from feed_head');
    const { sql, values } = quotesWhere(wanted);
    const text = `select distinct on (x.goods, x.market, x.unit) x.id from market_quote x where ${sql}
      order by x.goods, x.market, x.unit, x.quoted_on desc`;
    const { rows } = await client.query<[number]>({ text, values, rowMode: 'array' });
    const parts = Array.from({ length: Math.max(1, Math.ceil(rows.length / PART)) }, (_, i) => ({
      quotes: quotesOf(rows.slice(i * PART, (i + 1) * PART).map(([key]) => key)),
    }));
    return { ...head.rows[0]!, parts };
  });
}

/** A field's resolver: reads what its selection asks for. */
const quotesOf = (keys: readonly number[]) => (_args: unknown, context: RequestContext, info: GraphQLResolveInfo) =>
  keys.length === 0
    ? []
    : quoteReads.fetch(
        context,
        info.fieldNodes[0]!,
        selectionOf(info),
        'select x.* from market_quote x where x.id = any($1)',
        't.goods, t.market, t.unit',
        [keys],
      );
