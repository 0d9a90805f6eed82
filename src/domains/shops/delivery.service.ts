import { generalErrors, numericKey, type RequestContext } from '../../platform/graphql/index.js';
import type { Database, Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Clock } from '../../shared/clock.js';
import { siteReads } from '../places/index.js';
import { effectiveAreas, ownAreas, shapeOf } from './delivery.reads.js';
import { checkArea, inside, type Area } from './delivery.rules.js';
import type { DeliveryArea, DeliveryAreaSetInput, DeliveryCheck, DeliveryCheckInput } from './delivery.types.js';
import { askedPoint, toWgs84, type Point } from './position.rules.js';
import { shopsErrors } from './shops.errors.js';
import { emitShop } from './shop.events.js';

/** Delivery areas of sites (mission B11). */
export class DeliveryService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Those of the sites that deliver to the WGS-84 point: its own area decides, else its township's, else its county's centre's;
   * where none has an area nobody delivers. One statement for all sites.
   */
  async covers(siteCodes: readonly string[], point: Point): Promise<ReadonlySet<string>> {
    const areas = await effectiveAreas(this.db, siteCodes);
    return new Set(siteCodes.filter((code) => covered(areas.get(code), point)));
  }

  /** null for a site or product that is unknown or that no site sells. */
  async check(context: RequestContext, input: DeliveryCheckInput): Promise<DeliveryCheck | null> {
    const point = askedPoint(input.point);
    const asked = input.siteCode ? [input.siteCode] : await this.sellingSites(input);
    const areas = await effectiveAreas(this.db, asked);
    const known = asked.filter((code) => areas.has(code));
    if (known.length === 0) return null;
    const site = known.find((code) => covered(areas.get(code), point));
    return {
      covered: site !== undefined,
      site: site === undefined ? null : await siteReads.byKey(context, site),
      area: site === undefined ? (known.map((code) => areas.get(code)).find(Boolean) ?? null) : areas.get(site)!,
    };
  }

  /** A site's own area; null where it has none. */
  async ownArea(siteCode: string): Promise<DeliveryArea | null> {
    return (await ownAreas(this.db, [siteCode])).get(siteCode) ?? null;
  }

  /** Gives a site its own area, in place of any it had. Answers the site's code. */
  set(viewer: Viewer, input: DeliveryAreaSetInput): Promise<string> {
    const area = areaFrom(input);
    checkArea(area);
    return this.db.command(async (tx) => {
      await this.ownSite(tx, viewer, input.siteCode);
      const circle = area.kind === 'RADIUS' ? area : null;
      await tx.query(SET, [
        input.siteCode,
        area.kind,
        circle?.centre.latitude ?? null,
        circle?.centre.longitude ?? null,
        circle?.radiusM ?? null,
        area.kind === 'POLYGON' ? JSON.stringify(area.polygon) : null,
        this.clock.now(),
      ]);
      await this.announce(tx, input.siteCode);
      return input.siteCode;
    });
  }

  /** Takes a site's own area away; doing it again changes nothing. */
  remove(viewer: Viewer, siteCode: string): Promise<string> {
    return this.db.command(async (tx) => {
      await this.ownSite(tx, viewer, siteCode);
      const gone = await tx.query('delete from delivery_area where site_code = $1 returning site_code', [siteCode]);
      if (gone.length > 0) await this.announce(tx, siteCode);
      return siteCode;
    });
  }

  private async ownSite(tx: Transaction, viewer: Viewer, code: string): Promise<void> {
    const [site] = await tx.query<{ place: string }>('select place_code as place from site where code = $1', [code]);
    if (!site || !may(viewer, 'update', 'DeliveryArea', { place: site.place, site: code })) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'siteCode', thing: 'site' });
    }
  }

  /** A shop's area is part of what the shop shows; a centre is no shop and has no such event. */
  private async announce(tx: Transaction, siteCode: string): Promise<void> {
    const [shop] = await tx.query<{ id: string; version: number; place: string; active: boolean }>(
      `update shop set version = version + 1, updated_at = $2 where site_code = $1
       returning id, version, place_code as place, active`,
      [siteCode, this.clock.now()],
    );
    if (shop)
      emitShop(tx, {
        key: Number(shop.id),
        version: shop.version,
        siteCode,
        placeCode: shop.place,
        active: shop.active,
      });
  }

  /** Sites that hold the product and are listed on the channel, in order; none listed: all. `direct` needs no listing. */
  private async sellingSites({ productId, channel }: DeliveryCheckInput): Promise<string[]> {
    const key = productId ? numericKey(productId, 'Product') : null;
    if (key === null) return [];
    const rows = await this.db.read<{ code: string }>('delivery_sites', SELLING_SITES, [key, channel]);
    return rows.map((row) => row.code);
  }
}

const SET = `
  insert into delivery_area(site_code, kind, centre_latitude, centre_longitude, radius_m, polygon, updated_at)
  values ($1, $2, $3, $4, $5, $6::jsonb, $7)
  on conflict (site_code) do update set kind = excluded.kind, centre_latitude = excluded.centre_latitude,
    centre_longitude = excluded.centre_longitude, radius_m = excluded.radius_m, polygon = excluded.polygon,
    updated_at = excluded.updated_at`;

const SELLING_SITES = `
  select i.site_code as code
    from stock_item i join site s on s.code = i.site_code and s.active
    left join listing_site ls on ls.product_id = i.product_id and ls.channel = $2 and ls.site_code = i.site_code
   where i.product_id = $1
     and coalesce((select active from listing where product_id = $1 and channel = $2), $2 = 'direct')
     and (ls.site_code is not null or not exists (select from listing_site where product_id = $1 and channel = $2))
   order by ls.priority, i.id limit 250`;

const covered = (area: DeliveryArea | null | undefined, point: Point): boolean =>
  !!area && inside(shapeOf(area), point);

function areaFrom({ radius, polygon }: DeliveryAreaSetInput): Area {
  if (radius && !polygon)
    return { kind: 'RADIUS', centre: toWgs84(radius.centre, 'radius.centre'), radiusM: radius.radiusM };
  if (polygon && !radius)
    return { kind: 'POLYGON', polygon: polygon.map((corner, i) => toWgs84(corner, `polygon.${i}`)) };
  throw shopsErrors.refuse('BAD_AREA', { field: 'radius' });
}
