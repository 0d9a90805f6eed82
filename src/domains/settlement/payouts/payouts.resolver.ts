import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  PageArgs,
  payloadType,
  Visible,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { SettlementUserError } from '../settlement.errors.js';
import {
  PayeeSetInput,
  PayoutActionInput,
  PayoutExportInput,
  PayoutPrepareInput,
  PayoutReturnInput,
  PayoutRunsArgs,
} from '../settlement.inputs.js';
import { Payee, Payout, PayoutRun } from '../settlement.types.js';
import { listRuns, oneRun, payoutsOf, runReads, type PayoutRunRow } from './payout-reads.js';
import type { PayoutCommands } from './payout-commands.js';
import { exportRun, type PayoutRail } from './payout-export.js';
import type { PayeeRow, Payees } from './payees.js';

export const PayoutRunConnection = connectionType('PayoutRun', () => PayoutRun);
export const PayoutConnection = connectionType('Payout', () => Payout);

@ObjectType({
  simpleResolvers: true,
  description: 'What the bank is given; accounts are in clear, and the opening was logged.',
})
@Visible('Settlement')
export class BankFile {
  @Field(() => String)
  filename!: string;

  @Field(() => String, { description: 'CSV in UTF-8 with a byte order mark; amounts in yuan.' })
  content!: string;
}

const runPayload = (name: string) =>
  payloadType(name, SettlementUserError, { run: { type: () => PayoutRun, description: 'The run as it is now.' } });
const PayoutPreparePayload = runPayload('PayoutPreparePayload');
const PayoutApprovePayload = runPayload('PayoutApprovePayload');
const PayoutCancelPayload = runPayload('PayoutCancelPayload');
const PayoutSettlePayload = runPayload('PayoutSettlePayload');
const PayoutReturnPayload = runPayload('PayoutReturnPayload');
const PayoutExportPayload = payloadType('PayoutExportPayload', SettlementUserError, {
  file: { type: () => BankFile, description: 'For the bank.' },
});
const PayeeSetPayload = payloadType('PayeeSetPayload', SettlementUserError, {
  payee: { type: () => Payee, description: 'The account, masked.' },
});

@Resolver(() => PayoutRun)
export class PayoutsResolver {
  constructor(
    private readonly commands: PayoutCommands,
    private readonly payees: Payees,
    private readonly rail: PayoutRail,
  ) {}

  @Query(() => PayoutRunConnection, { description: 'Payout runs of your region, newest first.' })
  @Allow('read', 'Settlement')
  payoutRuns(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PayoutRunsArgs) args: PayoutRunsArgs,
  ): Promise<Page<PayoutRunRow>> {
    return listRuns(context, info, args);
  }

  @Query(() => PayoutRun, { nullable: true, description: 'A payout run by its id; null if it is not yours to see.' })
  @Allow('read', 'Settlement')
  payoutRun(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID) id: string,
  ): Promise<PayoutRunRow | null> {
    return oneRun(context, info, id);
  }

  @FieldResolver(() => PayoutConnection, { description: 'Its payments, in the order of producers.' })
  payouts(
    @Root() run: PayoutRunRow,
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<object>> {
    return payoutsOf(context, run, args);
  }

  @Mutation(() => PayeeSetPayload, { description: 'Sets where a producer is paid.' })
  @Allow('pay', 'Settlement')
  payeeSet(@Ctx() context: RequestContext, @Arg('input', () => PayeeSetInput) input: PayeeSetInput): Promise<object> {
    return answer(context, async () => {
      const key = await this.payees.set(context.viewer, input);
      const [row] = await context.db.read<PayeeRow>(
        'payee',
        `select producer_id as producer, holder_sealed as "holderSealed", account_sealed as "accountSealed", bank
           from payee where producer_id = $1`,
        [key],
      );
      return { payee: this.payees.masked(row!) };
    });
  }

  @Mutation(() => PayoutPreparePayload, { description: 'Prepares the payment of all that is owed in a region.' })
  @Allow('pay', 'Settlement')
  payoutPrepare(
    @Ctx() context: RequestContext,
    @Arg('input', () => PayoutPrepareInput) input: PayoutPrepareInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.prepare(context.viewer, input));
  }

  @Mutation(() => PayoutApprovePayload, { description: 'Approves a run that another person prepared.' })
  @Allow('pay', 'Settlement')
  payoutApprove(
    @Ctx() context: RequestContext,
    @Arg('input', () => PayoutActionInput) input: PayoutActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.approve(context.viewer, input));
  }

  @Mutation(() => PayoutCancelPayload, { description: 'Gives up a run that is not approved.' })
  @Allow('pay', 'Settlement')
  payoutCancel(
    @Ctx() context: RequestContext,
    @Arg('input', () => PayoutActionInput) input: PayoutActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.cancel(context.viewer, input));
  }

  @Mutation(() => PayoutExportPayload, {
    description: 'The bank’s file of an approved run; opening the accounts is logged.',
  })
  @Allow('pay', 'Settlement')
  payoutExport(
    @Ctx() context: RequestContext,
    @Arg('input', () => PayoutExportInput) input: PayoutExportInput,
  ): Promise<object> {
    const { payees, rail } = this;
    return answer(context, async () => ({
      file: await exportRun({ db: context.db, payees, rail }, context.viewer, input),
    }));
  }

  @Mutation(() => PayoutSettlePayload, { description: 'The bank has paid all that did not come back.' })
  @Allow('pay', 'Settlement')
  payoutSettle(
    @Ctx() context: RequestContext,
    @Arg('input', () => PayoutActionInput) input: PayoutActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.settle(context.viewer, input));
  }

  @Mutation(() => PayoutReturnPayload, {
    description: 'A payment came back from the bank: the producer is owed it again.',
  })
  @Allow('pay', 'Settlement')
  payoutReturn(
    @Ctx() context: RequestContext,
    @Arg('input', () => PayoutReturnInput) input: PayoutReturnInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.takeBack(context.viewer, input));
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ run: await runReads.byKey(context, await command()) }));
  }
}
