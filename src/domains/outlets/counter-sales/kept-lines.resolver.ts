import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  ForViewer,
  payloadType,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { Order, type OrdersService } from '../../orders/index.js';
import { listOf, type ListSpec, type Test } from '../outlets.service.js';
import { CounterSalesUserError } from './counter-sales.errors.js';
import type { CounterSales } from './counter-sales.js';
import { keptLineReads, type KeptLineRow } from './kept-line.reads.js';
import { KeptLine, KeptLineAssignInput, KeptLinesArgs, KeptLineState } from './kept-line.types.js';

const KeptLineConnection = connectionType('KeptLine', () => KeptLine);
const KeptLineAssignPayload = payloadType('KeptLineAssignPayload', CounterSalesUserError, {
  keptLine: { type: () => KeptLine, description: 'The line as it is now.' },
});

const KEPT_LINES: ListSpec<KeptLineRow> = {
  reads: keptLineReads,
  subject: 'CounterReceipt',
  key: 't.id',
  newestFirst: false,
};

@Resolver(() => KeptLine)
export class KeptLinesResolver {
  constructor(
    private readonly sales: CounterSales,
    private readonly orders: OrdersService,
  ) {}

  @Query(() => KeptLineConnection, { description: 'Lines of receipts that wait for a person, oldest first.' })
  @Allow('read', 'CounterReceipt')
  keptLines(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => KeptLinesArgs) args: KeptLinesArgs,
  ): Promise<Page<KeptLineRow>> {
    const { siteCode, channel, states } = args.filter ?? {};
    const tests: Test[] = [[states ?? [KeptLineState.KEPT], (n) => `t.state = any(${n}::text[])`]];
    if (siteCode) tests.push([siteCode, (n) => `t.site_code = ${n}`]);
    if (channel) tests.push([channel, (n) => `t.channel = ${n}`]);
    return listOf(context, info, args, KEPT_LINES, tests);
  }

  @Mutation(() => KeptLineAssignPayload, {
    description: 'Says what a line was: its goods are booked at what was paid.',
  })
  @Allow('keep', 'CounterReceipt')
  keptLineAssign(
    @Ctx() context: RequestContext,
    @Arg('input', () => KeptLineAssignInput) input: KeptLineAssignInput,
  ): Promise<object> {
    return answer(context, async () => ({
      keptLine: await keptLineReads.byKey(context, await this.sales.assignLine(context.viewer, input)),
    }));
  }

  @FieldResolver(() => Order, { nullable: true })
  @ForViewer()
  order(@Root() { orderId }: KeptLineRow, @Ctx() context: RequestContext): Promise<object | null> | null {
    return orderId === null ? null : this.orders.byKey(context, orderId);
  }
}
