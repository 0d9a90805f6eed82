import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  Allow,
  answer,
  byKey,
  connectionType,
  listPage,
  payloadType,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { FeedSubscription } from '../../../platform/subscriptions/index.js';
import { MarketUserError } from '../market.errors.js';
import { quoteChanges, quotesWhere } from './quote-changes.js';
import {
  MarketQuoteChangesArgs,
  MarketQuoteRecordInput,
  MarketQuotesArgs,
  MarketQuotesImportInput,
} from './quote.inputs.js';
import { MarketQuote, MarketQuoteChangesItem, quoteReads, type MarketQuoteRow } from './quote.types.js';
import type { QuoteCommands } from './quotes.js';

export const MarketQuoteConnection = connectionType('MarketQuote', () => MarketQuote);

const MarketQuoteRecordPayload = payloadType('MarketQuoteRecordPayload', MarketUserError, {
  quote: { type: () => MarketQuote, description: 'The quote.' },
});
const MarketQuotesImportPayload = payloadType('MarketQuotesImportPayload', MarketUserError, {
  rows: { type: () => Int, description: 'Rows of the sheet.' },
  changed: { type: () => Int, description: 'Of them new or corrected.' },
});

@Resolver()
export class QuoteResolver {
  constructor(private readonly quotes: QuoteCommands) {}

  @Query(() => MarketQuoteConnection, { description: 'Market quotes, the newest day first.' })
  @Allow('read', 'MarketQuote')
  marketQuotes(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => MarketQuotesArgs) args: MarketQuotesArgs,
  ): Promise<Page<MarketQuoteRow>> {
    const where = quotesWhere(args.filter ?? {})
      .when(args.from, (n) => `x.quoted_on >= ${n}::text::date`)
      .when(args.until, (n) => `x.quoted_on <= ${n}::text::date`);
    return listPage(context, info, args, {
      reads: quoteReads,
      where,
      by: [{ column: 'quoted_on', type: 'date', of: ({ quotedOn }) => quotedOn }, ...byKey('bigint')],
      newestFirst: true,
    });
  }

  @Mutation(() => MarketQuoteRecordPayload, { description: 'Records a price; the same day again corrects it.' })
  @Allow('record', 'MarketQuote')
  marketQuoteRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => MarketQuoteRecordInput) input: MarketQuoteRecordInput,
  ): Promise<object> {
    return answer(context, async () => ({
      quote: await quoteReads.byKey(context, await this.quotes.record(context.viewer, input)),
    }));
  }

  @Mutation(() => MarketQuotesImportPayload, {
    description: 'Takes in a sheet of quotes, all of it or nothing; loading it twice changes nothing.',
  })
  @Allow('record', 'MarketQuote')
  marketQuotesImport(
    @Ctx() context: RequestContext,
    @Arg('input', () => MarketQuotesImportInput) input: MarketQuotesImportInput,
  ): Promise<object> {
    return answer(context, () => this.quotes.import(context.viewer, input.csv));
  }

  @Subscription(() => MarketQuoteChangesItem, {
    description:
      'Market quotes as they come: a snapshot, then every new or corrected one, to be gone on with from any cursor.',
    subscribe: ({ args }) => new FeedSubscription(quoteChanges(args as MarketQuoteChangesArgs)),
  })
  @Allow('read', 'MarketQuote')
  marketQuoteChanges(@Root() item: object, @Args(() => MarketQuoteChangesArgs) _args: MarketQuoteChangesArgs): object {
    return item;
  }
}
