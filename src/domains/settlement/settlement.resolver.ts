import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  FenScalar,
  ForViewer,
  payloadType,
  PlaceCodeScalar,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { Household, type HouseholdRow } from '../people/index.js';
import { Village } from '../places/index.js';
import { Order } from '../orders/index.js';
import { incomeOf, incomeReport, villageIncome } from './income/income-report.js';
import { IncomeReport, IncomeRow } from './income/income.types.js';
import { statementOf } from './payouts/statement.js';
import { SettlementUserError } from './settlement.errors.js';
import { SharePlanSetInput, StatementArgs } from './settlement.inputs.js';
import { PriceShare, SharePlan, Statement } from './settlement.types.js';
import { currentPlan, sharesOfOrder } from './shares/price-shares.js';
import { partsOf } from './shares/share-plan.rules.js';
import { setSharePlan, type SharePlanRow } from './shares/share-plans.js';

const SharePlanSetPayload = payloadType('SharePlanSetPayload', SettlementUserError, {
  plan: { type: () => SharePlan, description: 'The plan in force from now on.' },
});

@Resolver()
export class SettlementResolver {
  constructor(private readonly db: Database) {}

  @Query(() => SharePlan, { description: 'How prices are shared now.' })
  @Allow('read', 'SharePlan')
  async sharePlan(@Ctx() context: RequestContext): Promise<SharePlan> {
    return shown(await currentPlan(context));
  }

  @Mutation(() => SharePlanSetPayload, { description: 'Sets how prices of orders placed from now on are shared.' })
  @Allow('set', 'SharePlan')
  sharePlanSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => SharePlanSetInput) input: SharePlanSetInput,
  ): Promise<object> {
    return answer(context, async () => {
      await setSharePlan(this.db, context.viewer, input);
      return { plan: shown(await currentPlan(context)) };
    });
  }

  @Query(() => Statement, {
    nullable: true,
    description: 'What a producer earned and was paid between two days; null if they are not yours to see.',
  })
  @Allow('read', 'Settlement')
  producerStatement(
    @Ctx() context: RequestContext,
    @Args(() => StatementArgs) args: StatementArgs,
  ): Promise<Statement | null> {
    return statementOf(context, args);
  }

  @Query(() => IncomeReport, {
    nullable: true,
    description:
      'What the households of a county, township or village earned in a year; null where there is no such place.',
  })
  @Allow('read', 'IncomeReport')
  incomeReport(
    @Ctx() context: RequestContext,
    @Arg('placeCode', () => PlaceCodeScalar) placeCode: string,
    @Arg('year', () => Int) year: number,
  ): Promise<object | null> {
    return incomeReport(context, { placeCode, year });
  }
}

@Resolver(() => Order)
export class OrderPriceSharesResolver {
  @FieldResolver(() => [PriceShare], {
    nullable: true,
    description: 'How its money was shared, less what went back; null until it is paid and booked.',
  })
  priceShares(@Root() { key }: { key: string }, @Ctx() context: RequestContext): Promise<PriceShare[] | null> {
    return sharesOfOrder(context, key);
  }
}

@Resolver(() => Household)
export class HouseholdIncomeResolver {
  @FieldResolver(() => FenScalar, {
    nullable: true,
    description: 'Its share of what was sold in a year, less refunds; null to those who may not see it.',
  })
  @ForViewer()
  incomeFen(
    @Root() household: HouseholdRow,
    @Ctx() context: RequestContext,
    @Arg('year', () => Int) year: number,
  ): Promise<number> | null {
    return incomeOf(context, household, year);
  }
}

@Resolver(() => Village)
export class VillageIncomeResolver {
  @FieldResolver(() => IncomeRow, {
    nullable: true,
    description:
      '增收, for the village’s column (扶贫专栏): what its households earned in a year, as the income report of its township has it; null where none sold anything.',
  })
  income(
    @Root() { code }: { code: string },
    @Ctx() context: RequestContext,
    @Arg('year', () => Int) year: number,
  ): Promise<object | null> {
    return villageIncome(context, { placeCode: code, year });
  }
}

const shown = (plan: SharePlanRow): SharePlan => ({
  version: plan.version,
  validFrom: plan.validFrom,
  producerBasisPoints: partsOf(plan, 'direct').PRODUCER,
  villagePointBasisPoints: plan.villagePointBp,
  logisticsBasisPoints: plan.logisticsBp,
  channelFeeBasisPoints: plan.channelFeeBp,
  platformBasisPoints: plan.platformBp,
  channelFees: Object.entries(plan.channelFeesBp).map(([channel, basisPoints]) => ({ channel, basisPoints })),
  reason: plan.reason,
});
