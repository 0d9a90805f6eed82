import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import {
  CursorScalar,
  DateScalar,
  DateTimeScalar,
  FenScalar,
  Node,
  ReadModel,
  ResyncRequired,
  SequenceScalar,
  Visible,
} from '../../../platform/graphql/index.js';
import { Unit } from '../../../shared/quantity.js';
import { Industry } from '../../catalogue/index.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '市场行情: a dated, sourced price of goods at a market (mission C5).',
})
@Visible('public')
export class MarketQuote extends Node {
  @Field(() => Industry)
  industry!: Industry;

  @Field(() => String, { description: 'What is quoted, such as `花生`.' })
  goods!: string;

  @Field(() => String)
  market!: string;

  @Field(() => String, { description: 'Who says so.' })
  source!: string;

  @Field(() => DateScalar, { description: 'The day of the price.' })
  quotedOn!: string;

  @Field(() => Unit)
  unit!: Unit;

  @Field(() => FenScalar, { description: 'For one whole unit.' })
  priceFen!: number;

  @Field(() => Int, { description: 'Counts up when it is corrected.' })
  version!: number;

  @Field(() => DateTimeScalar)
  recordedAt!: string;
}

export interface MarketQuoteRow {
  id: string;
  key: number;
  quotedOn: string;
  industry: string;
  goods: string;
  market: string;
}

export const quoteReads = new ReadModel<MarketQuoteRow>({
  type: 'MarketQuote',
  table: 'market_quote',
  key: 'key',
  columns: {
    key: '$t.id',
    quotedOn: { sql: '$t.quoted_on::text', always: true },
    industry: '$t.industry',
    goods: '$t.goods',
    market: '$t.market',
    source: '$t.source',
    unit: '$t.unit',
    priceFen: '$t.price_fen',
    version: '$t.version',
    recordedAt: '$t.recorded_at',
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'The newest quote of all goods at every market, within your filter. Changes follow.',
})
@Visible('public')
export class MarketQuoteSnapshot {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => [MarketQuote], { description: 'At most 250 a part.' })
  quotes!: MarketQuote[];

  @Field(() => Boolean, {
    description: 'False when more parts of the same snapshot follow; the cursor of such a part starts it anew.',
  })
  complete!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A quote is new or was corrected. Apply it only if its version is higher than yours.',
})
@Visible('public')
export class MarketQuoteChange {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position in the event log: it only grows.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => MarketQuote)
  quote!: MarketQuote;
}

export const MarketQuoteChangesItem = createUnionType({
  name: 'MarketQuoteChangesItem',
  description: 'What `marketQuoteChanges` sends.',
  types: () => [MarketQuoteSnapshot, MarketQuoteChange, ResyncRequired] as const,
  resolveType: (value: object) => {
    if ('reason' in value) return 'ResyncRequired';
    return 'quotes' in value ? 'MarketQuoteSnapshot' : 'MarketQuoteChange';
  },
});
