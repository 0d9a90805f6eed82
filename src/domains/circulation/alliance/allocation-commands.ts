import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { formatQuantity } from '../../../shared/quantity.js';
import type { OrderCommands } from '../../orders/index.js';
import { stepsOf, textOf } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { changeItem, lockItems } from '../lots.js';
import { allocationEvent } from './allocation.events.js';
import { allocateLine, promise, uncoveredOf, writeShares } from './allocation.js';
import { lockAlliance, type AllianceRow } from './alliances.js';
import type { AllocationShortfallInput, OrderAllocateInput } from './alliance.inputs.js';

/** Orders given to producers (统一分配订单, mission C3). Each answers the allocation's uuid. */
export class AllocationCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly orders: OrderCommands,
  ) {}

  allocate(viewer: Viewer, { idempotencyKey, ...input }: OrderAllocateInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { orderAllocate: input } };
    return commandOnce(this.db, key, async (tx) => {
      const order = await this.orders.allowed(tx, viewer, 'fulfil', input.orderId);
      await this.paid(tx, order, 'orderId');
      const [line] = await tx.query<{ quantity: number; alliance: number | null; done: boolean }>(
        `select l.quantity::float8 as quantity, a.id::float8 as alliance,
                exists (select 1 from order_allocation x where x.order_id = l.order_id and x.line_no = l.line_no) as done
           from order_line l left join producer_alliance a on a.product_id = l.product_id and a.active and a.site_code = l.site_code
          where l.order_id = $1 and l.line_no = $2 and not l.cancelled`,
        [order, input.lineNo],
      );
      if (!line?.alliance) throw circulationErrors.refuse('NOT_AN_ALLIANCE', { field: 'lineNo', line: input.lineNo });
      if (line.done) throw circulationErrors.refuse('ALREADY_ALLOCATED', { field: 'lineNo' });
      const alliance = await lockAlliance(tx, line.alliance);
      if (!alliance || !may(viewer, 'allocate', 'Alliance', { place: alliance.place }))
        throw generalErrors.refuse('OUT_OF_REGION', { field: 'orderId' });
      const { quantity } = line;
      const by = { now: this.clock.now(), by: viewer.scope };
      return allocateLine(tx, alliance, { order, lineNo: input.lineNo, quantity }, by);
    });
  }

  /** What a member cannot bring is no longer declared, and is promised to others; what nobody has stays with the alliance. */
  shortfall(viewer: Viewer, { idempotencyKey, ...input }: AllocationShortfallInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { allocationShortfall: input } };
    return commandOnce(this.db, key, async (tx) => {
      const reason = textOf(input.reason, 'reason', 2, 200);
      const share = await this.share(tx, viewer, input.shareId);
      const missing = stepsOf(input.missing, share.scale, 'missing');
      await this.paid(tx, share.order, 'shareId');
      const item = await lockItems(tx, [{ product: share.product, site: share.site, scale: share.scale }]);
      const alliance = (await lockAlliance(tx, share.alliance))!;
      await this.takeBack(tx, share, missing, reason);
      const pooled = item(share.product, share.site);
      const spare = Math.min(missing, pooled.onHand - pooled.reserved);
      if (spare > 0)
        await changeItem(tx, pooled.id, { kind: 'SHORTFALL', onHand: -spare, reserved: 0, by: viewer.scope, reason });
      return this.again(tx, alliance, share, missing);
    });
  }

  private async again(
    tx: Transaction,
    alliance: AllianceRow,
    share: OpenMemberShare,
    missing: number,
  ): Promise<string> {
    const now = this.clock.now();
    const allocated = await promise(tx, alliance, { quantity: missing, now, except: share.member });
    const [{ round } = { round: 1 }] = await tx.query<{ round: number }>(
      'select max(round)::int as round from allocation_share where allocation_id = $1',
      [share.allocation],
    );
    await writeShares(tx, share.allocation, alliance, allocated, round + 1);
    const [row] = await tx.query<{ version: number; quantity: number; lineNo: number }>(
      `update order_allocation set version = version + 1 where id = $1
       returning version, quantity::float8 as quantity, line_no::int as "lineNo"`,
      [share.allocation],
    );
    const { version, ...line } = row!;
    const uncovered = await uncoveredOf(tx, alliance, allocated.own);
    const { place, id } = alliance;
    tx.emit(
      allocationEvent(version, {
        allocation: share.allocation,
        order: share.order,
        ...line,
        alliance: id,
        place,
        uncovered,
      }),
    );
    return share.allocation;
  }

  private async takeBack(tx: Transaction, share: OpenMemberShare, missing: number, reason: string): Promise<void> {
    const taken = await tx.query(
      `update allocation_share set quantity = quantity - $2, state = case when quantity - $2 = delivered then
                case when delivered > 0 then 'DELIVERED' else 'SHORT' end else state end,
              reason = reason || jsonb_build_object('shortfall', $3::text)
        where id = $1 and state = 'PROMISED' and quantity - delivered >= $2 returning id`,
      [share.id, missing, reason],
    );
    if (taken.length === 0) {
      const [now] = await tx.query<{ open: number; state: string }>(
        `select (quantity - delivered)::float8 as open, state from allocation_share where id = $1`,
        [share.id],
      );
      if (now!.state !== 'PROMISED')
        throw circulationErrors.refuse('INVALID_STATE', { field: 'shareId', state: now!.state });
      const open = formatQuantity(now!.open, share.scale);
      throw circulationErrors.refuse('MORE_THAN_PROMISED', { field: 'missing', open });
    }
    await tx.query(
      'update alliance_member set declared = declared - $2, allocated = allocated - $2, sold = greatest(0, sold - $2) where id = $1',
      [share.member, missing],
    );
  }

  private async share(tx: Transaction, viewer: Viewer, id: string): Promise<OpenMemberShare> {
    const [share] = await tx.query<OpenMemberShare & { place: string }>(
      `select s.id::float8 as id, s.member_id::float8 as member, s.place_code as place, a.id as allocation, a.order_id as order,
              a.alliance_id::float8 as alliance, p.product_id::float8 as product, p.site_code as site, g.scale
         from allocation_share s join order_allocation a on a.id = s.allocation_id join producer_alliance p on p.id = a.alliance_id
         join product g on g.id = p.product_id where s.id = $1 and s.member_id is not null`,
      [numericKey(id, 'AllocationShare')],
    );
    if (!share || !may(viewer, 'keep', 'Alliance', { place: share.place }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'shareId', thing: 'share' });
    return share;
  }

  /** Locks the order: its goods are held, and nobody cancels or sends it meanwhile. */
  private async paid(tx: Transaction, order: string, field: string): Promise<void> {
    const [now] = await tx.query<{ state: string }>(
      'select status as state from customer_order where id = $1 for no key update',
      [order],
    );
    if (now?.state !== 'PAID') throw circulationErrors.refuse('INVALID_STATE', { field, state: now?.state });
  }
}

interface OpenMemberShare {
  id: number;
  member: number;
  allocation: string;
  order: string;
  alliance: number;
  product: number;
  site: string;
  scale: number;
}
