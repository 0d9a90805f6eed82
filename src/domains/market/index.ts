import type { ReadModel, RequestContext } from '../../platform/graphql/index.js';
import { may } from '../../platform/policy/index.js';
import type { Domain, Kernel } from '../kernel.js';
import { ExpansionAnswers } from './expansion/answer.js';
import { expansionEvents } from './expansion/expansion.events.js';
import { ExpansionResolver } from './expansion/expansion.resolver.js';
import { expansionReads } from './expansion/expansion.types.js';
import { turnExpansionPlans } from './expansion/propose.js';
import { marketRules } from './market.policy.js';
import { quoteEvents } from './quotes/quote.events.js';
import { QuoteResolver } from './quotes/quote.resolver.js';
import { quoteReads } from './quotes/quote.types.js';
import { QuoteCommands } from './quotes/quotes.js';
import { PlannedOutputs } from './scale/planned-output.js';
import { scaleEvents } from './scale/scale.events.js';
import { ScaleResolver } from './scale/scale.resolver.js';
import { plannedReads, warningReads } from './scale/scale.types.js';
import { turnScaleWarnings } from './scale/warnings.js';

export { seedMarket } from './seed-market.js';

const HOURLY = 3_600;

/** What the county knows of its market: quotes, what is planned against what is ordered, and what might be grown beyond it. */
export function createMarket({ db, policy, nodes, events, clock, logger }: Kernel): Domain {
  policy.define(marketRules);
  for (const kind of [quoteEvents, scaleEvents, expansionEvents]) events.define(kind);
  nodes.register('MarketQuote', (context, key) => quoteReads.byKey(context, Number(key)), 'number');
  nodes.register('PlannedOutput', readable('PlannedOutput', plannedReads), 'number');
  nodes.register('ExpansionPlan', readable('ExpansionPlan', expansionReads), 'number');
  nodes.register(
    'ScaleWarning',
    async (context, key) => {
      const row = await warningReads.byKey(context, Number(key));
      return row && may(context.viewer, 'read', 'ScaleWarning', { place: row.placeCode }) ? row : null;
    },
    'number',
  );
  return {
    resolvers: [
      new QuoteResolver(new QuoteCommands(db, clock)),
      new ScaleResolver(new PlannedOutputs(db, clock)),
      new ExpansionResolver(new ExpansionAnswers(db, clock)),
    ],
    recurring: [
      {
        name: 'market.scale',
        everySeconds: HOURLY,
        work: async () => void (await turnScaleWarnings(db, clock.now(), logger)),
      },
      {
        name: 'market.expansion',
        everySeconds: HOURLY,
        work: async () => void (await turnExpansionPlans(db, clock.now())),
      },
    ],
  };
}

/** Those of the region, and a producer's own. */
const readable =
  <Row extends { villageCode: string; producerKey: number }>(subject: string, reads: ReadModel<Row>) =>
  async (context: RequestContext, key: string): Promise<Row | null> => {
    const row = await reads.byKey(context, Number(key));
    const facts = row && { place: row.villageCode, producer: row.producerKey };
    return facts && may(context.viewer, 'read', subject, facts) ? row : null;
  };
