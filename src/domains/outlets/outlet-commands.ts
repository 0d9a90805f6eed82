import { generalErrors, numericKey, uuidKey } from '../../platform/graphql/index.js';
import { commandOnce, type Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import { clearAlert, type AlertKind } from './alerts/alerts.js';
import { issueCommand } from './commands/kiosk-commands.js';
import type { KioskCommandIssueInput } from './commands/command.types.js';
import type { CounterDayCountInput } from './counters/counter.types.js';
import type {
  CounterRegisterInput,
  KioskRegisterInput,
  PlanogramSetInput,
  SlotLoadInput,
  SlotUnloadInput,
} from './outlet.inputs.js';
import type { OutletDeps } from './outlet-deps.js';
import { outletErrors } from './outlets.errors.js';
import { registerCounter, registerKiosk } from './register-outlet.js';
import { kioskOf, type OutletRef } from './seat.js';
import { setPlanogram } from './slots/planogram-set.js';
import { loadSlots, unloadSlots } from './slots/slot-load.js';
import { resolveVend } from './vends/vend-report.js';
import type { VendResolveInput } from './vends/vend.types.js';

/** What operators do with outlets. Each is one transaction, once for its key; answers the key of what it is about. */
export class OutletCommands {
  constructor(private readonly deps: OutletDeps) {}

  registerKiosk(viewer: Viewer, { idempotencyKey, ...input }: KioskRegisterInput): Promise<number> {
    return this.once(viewer, idempotencyKey, { kioskRegister: input }, (tx) =>
      registerKiosk(tx, viewer, input as KioskRegisterInput),
    );
  }

  registerCounter(viewer: Viewer, { idempotencyKey, ...input }: CounterRegisterInput): Promise<number> {
    return this.once(viewer, idempotencyKey, { counterRegister: input }, (tx) =>
      registerCounter(tx, viewer, input as CounterRegisterInput),
    );
  }

  setPlanogram(viewer: Viewer, { idempotencyKey, ...input }: PlanogramSetInput): Promise<number> {
    return this.once(viewer, idempotencyKey, { planogramSet: input }, async (tx) => {
      const seat = await kioskOf(tx, viewer, 'keep', input.kioskId);
      await setPlanogram(tx, seat, input.slots);
      return seat.kiosk.id;
    });
  }

  load(viewer: Viewer, { idempotencyKey, ...input }: SlotLoadInput): Promise<number> {
    return this.once(viewer, idempotencyKey, { slotLoad: input }, async (tx) => {
      const seat = await kioskOf(tx, viewer, 'keep', input.kioskId);
      await loadSlots(tx, viewer, seat, input.fromSiteCode, input.slots);
      return seat.kiosk.id;
    });
  }

  unload(viewer: Viewer, { idempotencyKey, ...input }: SlotUnloadInput): Promise<number> {
    return this.once(viewer, idempotencyKey, { slotUnload: input }, async (tx) => {
      const seat = await kioskOf(tx, viewer, 'keep', input.kioskId);
      await unloadSlots(tx, viewer, seat, input.toSiteCode ?? null, input.slots, input.reason);
      return seat.kiosk.id;
    });
  }

  issue(viewer: Viewer, { idempotencyKey, ...input }: KioskCommandIssueInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { kioskCommandIssue: input }, async (tx) =>
      issueCommand(tx, await kioskOf(tx, viewer, 'keep', input.kioskId), input.kind, input.ttlSeconds),
    );
  }

  resolve(viewer: Viewer, { idempotencyKey, ...input }: VendResolveInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { vendResolve: input }, async (tx) => {
      const seat = await kioskOf(tx, viewer, 'keep', input.kioskId);
      return resolveVend(tx, this.deps.desk, seat, uuidKey(input.vendId, 'Vend'), input.outcome, input.reason);
    });
  }

  countDay(viewer: Viewer, { idempotencyKey, ...input }: CounterDayCountInput): Promise<number> {
    return this.once(viewer, idempotencyKey, { counterDayCount: input }, async (tx) => {
      const [counter] = await tx.query<OutletRef>(
        `select id::float8 as id, site_code as site, place_code as place, channel from outlet where kind = 'COUNTER' and id = $1`,
        [numericKey(input.counterId, 'Counter')],
      );
      if (!counter || !may(viewer, 'keep', 'Counter', { site: counter.site, place: counter.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'counterId', thing: 'counter' });
      if (input.countedFen < 0) throw outletErrors.refuse('BAD_PRICE', { field: 'countedFen' });
      await tx.query(
        `insert into counter_day(outlet_id, day, counted_fen, counted_by) values ($1, $2, $3, $4)
         on conflict (outlet_id, day) do update set counted_fen = excluded.counted_fen, counted_by = excluded.counted_by, at = now()`,
        [counter.id, input.day, input.countedFen, viewer.scope],
      );
      return counter.id;
    });
  }

  clearAlert(viewer: Viewer, alertId: string): Promise<number> {
    return this.deps.db.command(async (tx) => {
      const key = numericKey(alertId, 'OutletAlert');
      const [alert] = await tx.query<OutletRef & { kind: AlertKind; ref: string; cleared: boolean }>(
        `select o.id::float8 as id, o.site_code as site, o.place_code as place, o.channel, a.kind, a.ref, a.cleared_at is not null as cleared
           from outlet_alert a join outlet o on o.id = a.outlet_id where a.id = $1`,
        [key],
      );
      if (!alert || !may(viewer, 'keep', 'OutletAlert', { site: alert.site, place: alert.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'alertId', thing: 'alert' });
      if (alert.cleared) throw outletErrors.refuse('ALERT_CLEARED', { field: 'alertId' });
      await clearAlert(tx, alert, alert.kind, viewer.scope, alert.ref);
      return key!;
    });
  }

  private once<Answer>(
    viewer: Viewer,
    key: string,
    input: object,
    work: (tx: Transaction) => Promise<Answer>,
  ): Promise<Answer> {
    return commandOnce(this.deps.db, { scope: viewer.scope, key, input }, work);
  }
}
