import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  numericKey,
  payloadType,
  requestError,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { may } from '../../platform/policy/index.js';
import {
  OutletAlert,
  OutletAlertClearInput,
  OutletAlertsArgs,
  alertReads,
  type AlertRow,
} from './alerts/alert.types.js';
import { auditReads, type AuditRow } from './audit/audit.reads.js';
import { AuditReport, AuditReportsArgs } from './audit/audit.types.js';
import { KioskCommand, KioskCommandIssueInput, commandReads } from './commands/command.types.js';
import { counterDays, counterStock, type CounterDayRow } from './counters/counter-days.js';
import { CounterDay, CounterDayCountInput, CounterDaysArgs, CounterStock } from './counters/counter.types.js';
import type { OutletCommands } from './outlet-commands.js';
import { counterReads } from './outlet.reads.js';
import { OutletUserError } from './outlets.errors.js';
import { listOf, type ListSpec, type Test } from './outlets.service.js';

const OutletAlertConnection = connectionType('OutletAlert', () => OutletAlert);
const AuditReportConnection = connectionType('AuditReport', () => AuditReport);
const KioskCommandIssuePayload = payloadType('KioskCommandIssuePayload', OutletUserError, {
  command: { type: () => KioskCommand, description: 'The command as issued.' },
});
const OutletAlertClearPayload = payloadType('OutletAlertClearPayload', OutletUserError, {
  alert: { type: () => OutletAlert, description: 'The alert, cleared.' },
});
const CounterDayCountPayload = payloadType('CounterDayCountPayload', OutletUserError, {
  counterDay: { type: () => CounterDay, description: 'The day with what was counted.' },
});

const ALERT_LIST: ListSpec<AlertRow> = { reads: alertReads, subject: 'OutletAlert', key: 't.id', newestFirst: true };
const AUDIT_LIST: ListSpec<AuditRow> = { reads: auditReads, subject: 'Kiosk', key: 't.id', newestFirst: true };
const MOST_DAYS = 62;

/** What operators look at and set right. */
@Resolver(() => CounterDay)
export class KeepingResolver {
  constructor(private readonly commands: OutletCommands) {}

  @Query(() => OutletAlertConnection, { description: 'What a person must look at, newest first.' })
  @Allow('read', 'OutletAlert')
  outletAlerts(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => OutletAlertsArgs) args: OutletAlertsArgs,
  ): Promise<Page<AlertRow>> {
    const { open, kinds, placeCode, siteCode } = args.filter ?? {};
    const tests: Test[] = [];
    if (open !== undefined && open !== null) tests.push([open, (n) => `(t.cleared_at is null) = ${n}`]);
    if (kinds) tests.push([kinds, (n) => `t.kind = any(${n})`]);
    if (placeCode) tests.push([`${placeCode}%`, (n) => `t.place_code like ${n}`]);
    if (siteCode) tests.push([siteCode, (n) => `t.site_code = ${n}`]);
    return listOf(context, info, args, ALERT_LIST, tests);
  }

  @Query(() => AuditReportConnection, {
    description: 'Audit files of kiosks held against our books, newest first, with the differences of each selection.',
  })
  @Allow('read', 'Kiosk')
  auditReports(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => AuditReportsArgs) args: AuditReportsArgs,
  ): Promise<Page<AuditRow>> {
    const { kioskId, state } = args.filter ?? {};
    const tests: Test[] = [];
    if (kioskId) tests.push([numericKey(kioskId, 'Kiosk') ?? 0, (n) => `t.outlet_id = ${n}`]);
    if (state) tests.push([state, (n) => `t.state = ${n}`]);
    return listOf(context, info, args, AUDIT_LIST, tests);
  }

  @Query(() => [CounterDay], {
    nullable: true,
    description: "A counter's takings and stock by day; null if the counter is not yours to see.",
  })
  @Allow('read', 'Counter')
  async counterDays(
    @Ctx() context: RequestContext,
    @Args(() => CounterDaysArgs) { counterId, from, to }: CounterDaysArgs,
  ): Promise<CounterDayRow[] | null> {
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    if (!(days >= 1 && days <= MOST_DAYS)) throw requestError('BAD_USER_INPUT', 'Ask for 1 to 62 days.');
    const key = numericKey(counterId, 'Counter');
    const counter = key === null ? null : await counterReads.byKey(context, key);
    const facts = counter && { site: counter.siteCode, place: counter.placeCode, channel: counter.channel };
    return facts && may(context.viewer, 'read', 'Counter', facts) ? counterDays(context, counter, from, to) : null;
  }

  @FieldResolver(() => [CounterStock])
  stock(@Root() day: CounterDayRow, @Ctx() context: RequestContext): Promise<CounterStock[]> {
    return counterStock(context, day);
  }

  @Mutation(() => KioskCommandIssuePayload, { description: 'Tells a kiosk to do something, while it is still wanted.' })
  @Allow('keep', 'Kiosk')
  kioskCommandIssue(
    @Ctx() context: RequestContext,
    @Arg('input', () => KioskCommandIssueInput) input: KioskCommandIssueInput,
  ): Promise<object> {
    return answer(context, async () => ({
      command: await commandReads.byKey(context, await this.commands.issue(context.viewer, input)),
    }));
  }

  @Mutation(() => OutletAlertClearPayload, { description: 'Somebody has looked at it.' })
  @Allow('keep', 'OutletAlert')
  outletAlertClear(
    @Ctx() context: RequestContext,
    @Arg('input', () => OutletAlertClearInput) { alertId }: OutletAlertClearInput,
  ): Promise<object> {
    return answer(context, async () => ({
      alert: await alertReads.byKey(context, await this.commands.clearAlert(context.viewer, alertId)),
    }));
  }

  @Mutation(() => CounterDayCountPayload, { description: "Says what a counter's till held of a day." })
  @Allow('keep', 'Counter')
  counterDayCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => CounterDayCountInput) input: CounterDayCountInput,
  ): Promise<object> {
    return answer(context, async () => {
      const counter = await counterReads.byKey(context, await this.commands.countDay(context.viewer, input));
      return { counterDay: (await counterDays(context, counter!, input.day, input.day))[0] };
    });
  }
}
