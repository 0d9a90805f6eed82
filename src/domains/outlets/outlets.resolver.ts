import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  numericKey,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { OutletCommands } from './outlet-commands.js';
import {
  CounterRegisterInput,
  KioskRegisterInput,
  KiosksArgs,
  OutletsArgs,
  PlanogramSetInput,
  SlotLoadInput,
  SlotUnloadInput,
} from './outlet.inputs.js';
import { counterReads, kioskReads, type KioskRow, type OutletRow } from './outlet.reads.js';
import { Counter, Kiosk } from './outlet.types.js';
import { OutletUserError } from './outlets.errors.js';
import { listOf, oneOf, type ListSpec, type Test } from './outlets.service.js';

const KioskConnection = connectionType('Kiosk', () => Kiosk);
const CounterConnection = connectionType('Counter', () => Counter);
const kiosk = { kiosk: { type: () => Kiosk, description: 'The kiosk as it is now.' } };
const KioskRegisterPayload = payloadType('KioskRegisterPayload', OutletUserError, kiosk);
const PlanogramSetPayload = payloadType('PlanogramSetPayload', OutletUserError, kiosk);
const SlotLoadPayload = payloadType('SlotLoadPayload', OutletUserError, kiosk);
const SlotUnloadPayload = payloadType('SlotUnloadPayload', OutletUserError, kiosk);
const CounterRegisterPayload = payloadType('CounterRegisterPayload', OutletUserError, {
  counter: { type: () => Counter, description: 'The new counter.' },
});

export const KIOSK_LIST: ListSpec<KioskRow> = {
  reads: kioskReads,
  subject: 'Kiosk',
  key: 't.outlet_id',
  newestFirst: false,
};
export const COUNTER_LIST: ListSpec<OutletRow> = {
  reads: counterReads,
  subject: 'Counter',
  key: 't.id',
  newestFirst: false,
};

function testsOf({ filter }: KiosksArgs | OutletsArgs): Test[] {
  const tests: Test[] = [];
  if (filter?.placeCode) tests.push([`${filter.placeCode}%`, (n) => `t.place_code like ${n}`]);
  if (filter?.siteCode) tests.push([filter.siteCode, (n) => `t.site_code = ${n}`]);
  return tests;
}

@Resolver()
export class OutletsResolver {
  constructor(private readonly commands: OutletCommands) {}

  @Query(() => KioskConnection, { description: 'Kiosks that you may see, in the order they were set up.' })
  @Allow('read', 'Kiosk')
  kiosks(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => KiosksArgs) args: KiosksArgs,
  ): Promise<Page<KioskRow>> {
    const tests = testsOf(args);
    const { online, deviceCode } = args.filter ?? {};
    if (online !== undefined && online !== null) tests.push([online, (n) => `t.online = ${n}`]);
    if (deviceCode)
      tests.push([
        deviceCode,
        (n) => `t.site_code in (select d.site_code from device d where d.code = ${n} and d.kind = 'KIOSK')`,
      ]);
    return listOf(context, info, args, KIOSK_LIST, tests);
  }

  @Query(() => Kiosk, { nullable: true, description: 'A kiosk by its id; null if it is not yours to see.' })
  @Allow('read', 'Kiosk')
  kiosk(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID) id: string,
  ): Promise<KioskRow | null> {
    return oneOf(context, info, KIOSK_LIST, numericKey(id, 'Kiosk'));
  }

  @Query(() => CounterConnection, { description: 'Counters that you may see, in the order they were set up.' })
  @Allow('read', 'Counter')
  counters(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => OutletsArgs) args: OutletsArgs,
  ): Promise<Page<OutletRow>> {
    return listOf(context, info, args, COUNTER_LIST, testsOf(args));
  }

  @Mutation(() => KioskRegisterPayload, { description: 'Makes a kiosk of a site of that kind.' })
  @Allow('keep', 'Kiosk')
  kioskRegister(
    @Ctx() context: RequestContext,
    @Arg('input', () => KioskRegisterInput) input: KioskRegisterInput,
  ): Promise<object> {
    return this.kioskAnswer(context, () => this.commands.registerKiosk(context.viewer, input));
  }

  @Mutation(() => CounterRegisterPayload, { description: 'Makes a counter of a site of that kind.' })
  @Allow('keep', 'Counter')
  counterRegister(
    @Ctx() context: RequestContext,
    @Arg('input', () => CounterRegisterInput) input: CounterRegisterInput,
  ): Promise<object> {
    return answer(context, async () => ({
      counter: await counterReads.byKey(context, await this.commands.registerCounter(context.viewer, input)),
    }));
  }

  @Mutation(() => PlanogramSetPayload, {
    description: 'Gives a kiosk the next version of its planogram: what stands where, how much fits, at what price.',
  })
  @Allow('keep', 'Kiosk')
  planogramSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => PlanogramSetInput) input: PlanogramSetInput,
  ): Promise<object> {
    return this.kioskAnswer(context, () => this.commands.setPlanogram(context.viewer, input));
  }

  @Mutation(() => SlotLoadPayload, {
    description:
      "Fills slots from another site: the goods stand in the kiosk's site and in the slots, or nothing happens.",
  })
  @Allow('keep', 'Kiosk')
  slotLoad(@Ctx() context: RequestContext, @Arg('input', () => SlotLoadInput) input: SlotLoadInput): Promise<object> {
    return this.kioskAnswer(context, () => this.commands.load(context.viewer, input));
  }

  @Mutation(() => SlotUnloadPayload, { description: 'Takes goods out of slots, to another site or off the book.' })
  @Allow('keep', 'Kiosk')
  slotUnload(
    @Ctx() context: RequestContext,
    @Arg('input', () => SlotUnloadInput) input: SlotUnloadInput,
  ): Promise<object> {
    return this.kioskAnswer(context, () => this.commands.unload(context.viewer, input));
  }

  private kioskAnswer(context: RequestContext, command: () => Promise<number>): Promise<object> {
    return answer(context, async () => ({ kiosk: await kioskReads.byKey(context, await command()) }));
  }
}
