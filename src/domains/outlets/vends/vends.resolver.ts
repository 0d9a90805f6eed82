import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  numericKey,
  payloadType,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { Order, type OrderRow, type OrdersService } from '../../orders/index.js';
import { seatOf, type DeviceCommands } from '../device-commands.js';
import type { OutletCommands } from '../outlet-commands.js';
import { OutletUserError } from '../outlets.errors.js';
import { listOf, type ListSpec, type Test } from '../outlets.service.js';
import { vendReads, type VendRow } from './vend.reads.js';
import {
  Vend,
  VendAuthorisation,
  VendAuthoriseInput,
  VendReportInput,
  VendReserveInput,
  VendResolveInput,
  VendsArgs,
} from './vend.types.js';

const VendConnection = connectionType('Vend', () => Vend);
const vend = { vend: { type: () => Vend, description: 'The vend as it is now.' } };
const VendReservePayload = payloadType('VendReservePayload', OutletUserError, vend);
const VendReportPayload = payloadType('VendReportPayload', OutletUserError, vend);
const VendResolvePayload = payloadType('VendResolvePayload', OutletUserError, vend);
const VendAuthorisePayload = payloadType('VendAuthorisePayload', OutletUserError, {
  authorisation: { type: () => VendAuthorisation, description: 'Leave to dispense, once.' },
  ...vend,
});

const VEND_LIST: ListSpec<VendRow> = { reads: vendReads, subject: 'Kiosk', key: 't.id', newestFirst: true };

@Resolver(() => Vend)
export class VendsResolver {
  constructor(
    private readonly devices: DeviceCommands,
    private readonly commands: OutletCommands,
    private readonly orders: OrdersService,
  ) {}

  @Query(() => VendConnection, { description: 'Vends of the kiosks that you may see, newest first.' })
  @Allow('read', 'Kiosk')
  vends(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => VendsArgs) args: VendsArgs,
  ): Promise<Page<VendRow>> {
    const { kioskId, states } = args.filter ?? {};
    const tests: Test[] = [];
    if (kioskId) tests.push([numericKey(kioskId, 'Kiosk') ?? 0, (n) => `t.outlet_id = ${n}`]);
    if (states) tests.push([states, (n) => `t.state = any(${n})`]);
    return listOf(context, info, args, VEND_LIST, tests);
  }

  @FieldResolver(() => Order, { nullable: true })
  order(@Root() { orderKey }: VendRow, @Ctx() context: RequestContext): Promise<OrderRow | null> {
    return this.orders.byKey(context, orderKey);
  }

  @Mutation(() => VendReservePayload, {
    description: 'Holds one of a slot for three minutes and places its order, which is then paid by `orderPay`.',
  })
  @Allow('serve', 'Kiosk')
  vendReserve(
    @Ctx() context: RequestContext,
    @Arg('input', () => VendReserveInput) input: VendReserveInput,
  ): Promise<object> {
    const { viewer } = context;
    return this.answer(context, async () => (await this.devices.reserve(viewer.scope, seatOf(viewer), input)).id);
  }

  @Mutation(() => VendAuthorisePayload, {
    description: 'Gives leave to dispense what is paid: a token for one slot, good once and for a minute.',
  })
  @Allow('serve', 'Kiosk')
  vendAuthorise(
    @Ctx() context: RequestContext,
    @Arg('input', () => VendAuthoriseInput) input: VendAuthoriseInput,
  ): Promise<object> {
    const { viewer } = context;
    return answer(context, async () => {
      const authorisation = await this.devices.authorise(viewer.scope, seatOf(viewer), input);
      return { authorisation, vend: await vendReads.byKey(context, authorisation.vend) };
    });
  }

  @Mutation(() => VendReportPayload, {
    description:
      'What the machine did. DISPENSING uses the token up; VENDED settles the order; FAILED gives the money back. A result against what was settled before is kept as a flag.',
  })
  @Allow('serve', 'Kiosk')
  vendReport(
    @Ctx() context: RequestContext,
    @Arg('input', () => VendReportInput) input: VendReportInput,
  ): Promise<object> {
    const { viewer } = context;
    return this.answer(context, () => this.devices.report(viewer.scope, seatOf(viewer), input));
  }

  @Mutation(() => VendResolvePayload, { description: 'Says what became of a vend in state UNKNOWN, after looking.' })
  @Allow('keep', 'Kiosk')
  vendResolve(
    @Ctx() context: RequestContext,
    @Arg('input', () => VendResolveInput) input: VendResolveInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.resolve(context.viewer, input));
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ vend: await vendReads.byKey(context, await command()) }));
  }
}
