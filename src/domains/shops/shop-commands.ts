import { randomUUID } from 'node:crypto';
import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { Clock } from '../../shared/clock.js';
import { toWgs84, type SourcePoint } from './position.rules.js';
import { CoordinateSystem } from './position.types.js';
import { emitShop } from './shop.events.js';
import { Shop } from './shop.entity.js';
import { checkShop, checkSiteCode } from './shop.rules.js';
import { phoneOf } from './shop.service.js';
import { shopsErrors } from './shops.errors.js';
import type { ShopRegisterInput, ShopUpdateInput } from './shops.inputs.js';

/** Writes of shops: each method is one transaction with its event. Answers the shop's key. */
export class ShopCommands {
  constructor(
    private readonly db: Database,
    private readonly privacy: Privacy,
    private readonly clock: Clock,
  ) {}

  /** Opens the shop's site with it. */
  register(viewer: Viewer, { idempotencyKey, ...input }: ShopRegisterInput): Promise<number> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { shopRegister: input } },
      async (tx) => {
        checkShop(input);
        if (!may(viewer, 'create', 'Shop', { place: input.placeCode }))
          throw generalErrors.refuse('OUT_OF_REGION', { field: 'placeCode' });
        const place =
          input.placeCode.length > 6
            ? await tx.query('select 1 as one from place where code = $1', [input.placeCode])
            : [];
        if (place.length === 0) throw shopsErrors.refuse('UNKNOWN_PLACE', { field: 'placeCode' });
        const siteCode = await this.openSite(tx, input);
        const now = this.clock.now();
        const shop = tx.em.create(Shop, {
          siteCode,
          name: input.name.trim(),
          placeCode: input.placeCode,
          address: input.address.trim(),
          ...positionOf(input.position),
          openingHours: input.openingHours ?? [],
          services: [...new Set(input.services ?? [])],
          phoneSealed: this.sealed(siteCode, input.phone),
          ownerStaffId: await this.owner(tx, input.ownerUsername),
          showcaseCode: await this.showcase(tx, input.showcaseCode),
          active: true,
          version: 1,
          createdAt: now,
          updatedAt: now,
        } as Shop);
        await tx.em.flush();
        emitShop(tx, shop);
        return shop.key;
      },
    );
  }

  update(viewer: Viewer, input: ShopUpdateInput): Promise<number> {
    return this.db.command(async (tx) => {
      checkShop(input);
      const shop = await this.own(tx, viewer, input);
      if (input.name) shop.name = input.name.trim();
      if (input.address) shop.address = input.address.trim();
      if (input.position) Object.assign(shop, positionOf(input.position));
      if (input.openingHours) shop.openingHours = input.openingHours.map((opening) => ({ ...opening }));
      if (input.services) shop.services = [...new Set(input.services)];
      if (input.phone !== undefined) shop.phoneSealed = this.sealed(shop.siteCode, input.phone);
      if (input.ownerUsername !== undefined) shop.ownerStaffId = await this.owner(tx, input.ownerUsername);
      if (input.showcaseCode !== undefined) shop.showcaseCode = await this.showcase(tx, input.showcaseCode);
      if (typeof input.active === 'boolean') shop.active = input.active;
      shop.updatedAt = this.clock.now();
      await tx.em.flush();
      await tx.query('update site set name = $2, active = $3 where code = $1', [shop.siteCode, shop.name, shop.active]);
      emitShop(tx, shop);
      return shop.key;
    });
  }

  /** Locks the row: the version that a change was made on must still be the version it is written over. */
  private async own(tx: Transaction, viewer: Viewer, input: ShopUpdateInput): Promise<Shop> {
    const key = numericKey(input.shopId, 'Shop');
    if (key !== null) await tx.query('select 1 as one from shop where id = $1 for no key update', [key]);
    const shop = key === null ? null : await tx.em.findOne(Shop, { key });
    const facts = shop && { place: shop.placeCode, site: shop.siteCode };
    if (!facts || !may(viewer, 'update', 'Shop', facts))
      throw generalErrors.refuse('NOT_FOUND', { field: 'shopId', thing: 'shop' });
    const assigned = (['ownerUsername', 'showcaseCode', 'active'] as const).find((field) => input[field] !== undefined);
    if (assigned && !may(viewer, 'assign', 'Shop', facts))
      throw generalErrors.refuse('OUT_OF_REGION', { field: assigned });
    if (input.expectedVersion && input.expectedVersion !== shop.version)
      throw shopsErrors.refuse('STALE', { field: 'expectedVersion' });
    return shop;
  }

  private async openSite(
    tx: Transaction,
    { siteCode, placeCode, name }: Omit<ShopRegisterInput, 'idempotencyKey'>,
  ): Promise<string> {
    const code = siteCode ?? `SHOP-${placeCode}-${randomUUID().slice(0, 8).toUpperCase()}`;
    checkSiteCode(code);
    const opened = await tx.query(
      `insert into site(code, kind, name, place_code) values ($1, 'SHOP', $2, $3) on conflict (code) do nothing returning code`,
      [code, name.trim(), placeCode],
    );
    if (opened.length === 0) throw shopsErrors.refuse('DUPLICATE_SITE', { field: 'siteCode' });
    return code;
  }

  private sealed(siteCode: string, phone: string | null | undefined): string | null {
    return phone ? this.privacy.seal(phone, phoneOf(siteCode)) : null;
  }

  private async owner(tx: Transaction, username: string | null | undefined): Promise<number | null> {
    if (!username) return null;
    const [staff] = await tx.query<{ id: string }>(
      `select id from staff where username = $1 and role = 'SHOP_OWNER' and active`,
      [username],
    );
    if (!staff) throw shopsErrors.refuse('UNKNOWN_OWNER', { field: 'ownerUsername' });
    return Number(staff.id);
  }

  private async showcase(tx: Transaction, code: string | null | undefined): Promise<string | null> {
    if (!code) return null;
    const found = await tx.query('select 1 as one from showcase where code = $1', [code]);
    if (found.length === 0) throw shopsErrors.refuse('UNKNOWN_SHOWCASE', { field: 'showcaseCode' });
    return code;
  }
}

function positionOf(source: SourcePoint) {
  const { latitude, longitude } = toWgs84(source, 'position');
  return {
    latitude,
    longitude,
    sourceSystem: source.sourceSystem ?? CoordinateSystem.WGS84,
    sourceLatitude: source.latitude,
    sourceLongitude: source.longitude,
  };
}
