import type { Database } from '../../platform/persistence/index.js';
import type { Area } from './delivery.rules.js';
import type { DeliveryArea, DeliveryAreaKind } from './delivery.types.js';
import type { Point } from './position.rules.js';

/** A delivery area as its table holds it, WGS-84. */
interface AreaRow {
  siteCode: string;
  kind: DeliveryAreaKind;
  latitude: number | null;
  longitude: number | null;
  radiusM: number | null;
  polygon: Point[] | null;
  updatedAt: string;
}

const COLUMNS = `a.site_code as "siteCode", a.kind, a.centre_latitude as latitude, a.centre_longitude as longitude,
  a.radius_m as "radiusM", a.polygon, a.updated_at as "updatedAt"`;

const OWN = `select ${COLUMNS} from delivery_area a where a.site_code = any($1)`;

/** A site's own area, else its township's centre's, else its county's: one statement for all sites. */
const EFFECTIVE = `
  select s.code as site, ${COLUMNS}
    from site s left join lateral (
      select 1 as rank, o.* from delivery_area o where o.site_code = s.code
      union all
      select case c.kind when 'TOWNSHIP_CENTRE' then 2 else 3 end, d.*
        from site c join delivery_area d on d.site_code = c.code
       where c.active and ((c.kind = 'TOWNSHIP_CENTRE' and c.place_code = left(s.place_code, 9))
                        or (c.kind = 'COUNTY_CENTRE' and c.place_code = left(s.place_code, 6)))
       order by rank, site_code limit 1) a on true
   where s.code = any($1)`;

/** Own areas of sites; a site without one is not in the map. */
export async function ownAreas(db: Database, siteCodes: readonly string[]): Promise<Map<string, DeliveryArea>> {
  const rows = await db.read<AreaRow>('delivery_own', OWN, [siteCodes]);
  return new Map(rows.map((row) => [row.siteCode, areaOf(row)]));
}

/** The area that decides for each site that exists: its own or a centre's; null where nobody delivers. */
export async function effectiveAreas(
  db: Database,
  siteCodes: readonly string[],
): Promise<Map<string, DeliveryArea | null>> {
  const rows = await db.read<AreaRow & { site: string }>('delivery_effective', EFFECTIVE, [siteCodes]);
  return new Map(rows.map((row) => [row.site, row.siteCode ? areaOf(row) : null]));
}

function areaOf({ siteCode, kind, latitude, longitude, radiusM, polygon, updatedAt }: AreaRow): DeliveryArea {
  const centre = latitude === null || longitude === null ? null : { latitude, longitude };
  return { siteCode, kind, centre, radiusM, polygon, updatedAt };
}

/** The same area as the rules see it. */
export function shapeOf({ kind, centre, radiusM, polygon }: DeliveryArea): Area {
  return kind === 'RADIUS'
    ? { kind: 'RADIUS', centre: centre!, radiusM: radiusM! }
    : { kind: 'POLYGON', polygon: polygon! };
}
