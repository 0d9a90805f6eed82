import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { stepsOf, textOf } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { GATE, productFor, siteFor } from '../found.js';
import { changeItem, lockItems } from '../lots.js';
import type { AllianceDeclareInput, AllianceFormInput, AllianceJoinInput } from './alliance.inputs.js';

const KEEP = ['keep', 'Alliance'] as const;

export interface AllianceRow {
  id: number;
  product: number;
  site: string;
  place: string;
  portion: number;
  unit: string;
  scale: number;
}

/** An alliance locked for this command: its allocations come one after another. */
export async function lockAlliance(tx: Transaction, key: number | null): Promise<AllianceRow | undefined> {
  const [row] = await tx.query<AllianceRow>(
    `select a.id::float8 as id, a.product_id::float8 as product, a.site_code as site, a.place_code as place, a.portion::float8 as portion,
            p.unit, p.scale
       from producer_alliance a join product p on p.id = a.product_id where a.id = $1 and a.active for no key update of a`,
    [key],
  );
  return row;
}

/** A member can supply so many steps more than until now. */
export async function widenMember(tx: Transaction, member: number, steps: number): Promise<void> {
  await tx.query('update alliance_member set capacity = capacity + $2 where id = $1', [member, steps]);
}

/** Producers who fulfil orders of one product together (抱团发展, mission C7). */
export class AllianceCommands {
  constructor(private readonly db: Database) {}

  form(viewer: Viewer, { idempotencyKey, ...input }: AllianceFormInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { allianceForm: input } };
    return commandOnce(this.db, key, async (tx) => {
      const name = textOf(input.name, 'name', 2, 60);
      const site = await siteFor(tx, viewer, KEEP, input.siteCode, 'siteCode');
      const product = await productFor(tx, input.productId, 'productId');
      if (!may(viewer, 'keep', 'Alliance', { place: product.village }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'productId', thing: 'product' });
      const portion = stepsOf(input.portion, product.scale, 'portion');
      const [made] = await tx.query<{ id: number }>(
        `insert into producer_alliance(product_id, name, site_code, place_code, portion, created_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (product_id) do nothing returning id::float8 as id`,
        [product.key, name, site.code, site.place, portion, viewer.scope],
      );
      if (!made) throw circulationErrors.refuse('DUPLICATE_ALLIANCE', { field: 'productId' });
      return made.id;
    });
  }

  /** Answers the member's key. */
  join(viewer: Viewer, { idempotencyKey, ...input }: AllianceJoinInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { allianceJoin: input } };
    return commandOnce(this.db, key, async (tx) => {
      const product = await productFor(tx, input.productId, 'productId');
      const alliance = await this.own(tx, viewer, numericKey(input.allianceId, 'ProducerAlliance'), product.village);
      if (product.unit !== alliance.unit) throw circulationErrors.refuse('WRONG_UNIT', { field: 'productId' });
      if (product.willing === false) throw circulationErrors.refuse('NOT_WILLING', { field: 'productId' });
      const capacity = stepsOf(input.capacity, alliance.scale, 'capacity');
      if (product.key === alliance.product) throw circulationErrors.refuse('DUPLICATE_MEMBER', { field: 'productId' });
      const [made] = await tx.query<{ id: number }>(
        `insert into alliance_member(alliance_id, product_id, producer_id, place_code, capacity) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning id::float8 as id`,
        [alliance.id, product.key, product.producer, product.village, capacity],
      );
      if (!made) throw circulationErrors.refuse('DUPLICATE_MEMBER', { field: 'productId' });
      return made.id;
    });
  }

  /** What is declared for the alliance leaves the member's own book and stands on the alliance's: nothing is sold twice. */
  declare(viewer: Viewer, { idempotencyKey, ...input }: AllianceDeclareInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { allianceDeclare: input } };
    return commandOnce(this.db, key, async (tx) => {
      const [member] = await tx.query<{
        id: number;
        alliance: number;
        product: number;
        gate: string | null;
        place: string;
        site: string;
        scale: number;
      }>(
        `select m.id::float8 as id, a.product_id::float8 as alliance, m.product_id::float8 as product, m.place_code as place, a.site_code as site, p.scale,
                (select code from site where code = ${GATE}) as gate
           from alliance_member m join producer_alliance a on a.id = m.alliance_id join product p on p.id = a.product_id
           join producer r on r.id = m.producer_id where m.id = $1`,
        [numericKey(input.memberId, 'AllianceMember')],
      );
      if (!member || !may(viewer, 'keep', 'Alliance', { place: member.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'memberId', thing: 'member' });
      const quantity = stepsOf(input.quantity, member.scale, 'quantity', { zero: true });
      const { gate } = member;
      if (gate === null) throw circulationErrors.refuse('INSUFFICIENT_STOCK', { field: 'quantity', available: '0' });
      const item = await lockItems(tx, [
        { product: member.product, site: gate, scale: member.scale },
        { product: member.alliance, site: member.site, scale: member.scale },
      ]);
      const [own, pooled] = [item(member.product, gate), item(member.alliance, member.site)];
      const [before] = await tx.query<{ declared: number; allocated: number }>(
        `select declared::float8 as declared, allocated::float8 as allocated from alliance_member where id = $1 for no key update`,
        [member.id],
      );
      const more = quantity - before!.declared;
      const promised = { field: 'quantity', promised: formatQuantity(before!.allocated, member.scale) };
      if (quantity < before!.allocated) throw circulationErrors.refuse('BELOW_PROMISED', promised);
      if (more === 0) return member.id;
      const by = viewer.scope;
      if (!(await changeItem(tx, own.id, { kind: 'DECLARE', onHand: -more, reserved: 0, by })))
        throw circulationErrors.refuse('INSUFFICIENT_STOCK', {
          field: 'quantity',
          available: formatQuantity(own.onHand - own.reserved, member.scale),
        });
      if (!(await changeItem(tx, pooled.id, { kind: 'DECLARE', onHand: more, reserved: 0, by })))
        throw circulationErrors.refuse('BELOW_PROMISED', {
          field: 'quantity',
          promised: formatQuantity(pooled.reserved, member.scale),
        });
      await tx.query('update alliance_member set declared = $2 where id = $1', [member.id, quantity]);
      return member.id;
    });
  }

  private async own(tx: Transaction, viewer: Viewer, key: number | null, village: string): Promise<AllianceRow> {
    const alliance = await lockAlliance(tx, key);
    if (!alliance || !may(viewer, 'keep', 'Alliance', { place: village }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'allianceId', thing: 'alliance' });
    return alliance;
  }
}
