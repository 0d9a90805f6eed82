import type { Transaction } from '../../platform/persistence/index.js';
import type { Point } from './position.rules.js';
import { HOURS, PICKINGS, SEAT, SERVICES, TOWNSHIP_CENTRES, TRADES } from './seed-shops.data.js';

const SHOPS_A_TOWNSHIP = 8;
const SHOPS_ON_THE_STREET = 20;
const SHOPS_IN_THE_VILLAGE = 2;
const COUNTY_RADIUS_M = 45_000;
const DEGREE_M = 111_195;
/** Turning by it spreads points evenly over a disc without any randomness. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

interface Village {
  code: string;
  name: string;
}

interface Township extends Village {
  centre: Point;
  villages: Village[];
}

interface SeedShop {
  site: string;
  name: string;
  place: string;
  address: string;
  latitude: number;
  longitude: number;
  hours: object;
  services: readonly string[];
  showcase: string | null;
}

/**
 * Demo shops, delivery areas and picking experiences, the same on every machine; positions and addresses are invented and
 * say 演示. Wants divisions, sites of centres, showcases and staff to be there. Answers how many shops.
 */
export async function seedShops(tx: Transaction): Promise<number> {
  const townships = await townshipsOf(tx);
  const showcases = await tx.query<{ code: string; kind: string; place: string }>(
    'select code, kind, place_code as place from showcase order by code',
  );
  const shops = [
    ...townships.flatMap((township) => around(township, SHOPS_A_TOWNSHIP, 3_000, '', null)),
    ...showcases.flatMap(({ code, kind, place }) => {
      const township = townships.find((t) => place.startsWith(t.code));
      if (!township) return [];
      const villages = township.villages.filter((village) => village.code.startsWith(place));
      return kind === 'ECOMMERCE_STREET'
        ? around({ ...township, villages }, SHOPS_ON_THE_STREET, 400, 'S', code)
        : around({ ...township, villages }, SHOPS_IN_THE_VILLAGE, 600, 'V', code);
    }),
  ];
  await tx.query(INSERT_SITES, [JSON.stringify(shops)]);
  await tx.query(INSERT_SHOPS, [JSON.stringify(shops)]);
  await seedAreas(tx, shops);
  await seedPickings(tx, townships);
  return shops.length;
}

async function townshipsOf(tx: Transaction): Promise<Township[]> {
  const rows = await tx.query<Village & { parent: string }>(
    "select code, name, parent_code as parent from place where level <> 'COUNTY' order by code",
  );
  const villages = Map.groupBy(rows, (row) => row.parent);
  return rows
    .filter((row) => row.code.length === 9)
    .map((row, i) => ({
      ...row,
      centre: TOWNSHIP_CENTRES[row.code] ?? spread(SEAT, i + 1, 12, 20_000),
      villages: villages.get(row.code) ?? [],
    }));
}

/** Shops spread over a disc around the township's centre, one village after the other. */
function around(
  { code, name, centre, villages }: Township,
  count: number,
  radiusM: number,
  series: string,
  showcase: string | null,
): SeedShop[] {
  return Array.from({ length: count }, (_, i) => {
    const village = villages[i % villages.length];
    const no = String(i + 1).padStart(2, '0');
    return {
      site: `SHOP-${code}-${series}${no}`,
      name: `${series ? (village?.name ?? name) : name}${TRADES[i % TRADES.length]}${series}${no}（演示）`,
      place: village?.code ?? code,
      address: `演示地址：${name}${village?.name ?? ''}${i + 1}号（位置为虚构）`,
      ...spread(centre, i + 1, count, radiusM),
      hours: HOURS[i % HOURS.length]!,
      services: SERVICES[i % SERVICES.length]!,
      showcase,
    };
  });
}

/** The n-th of `count` points of a sunflower over a disc, to six decimals (0.1 m). */
function spread({ latitude, longitude }: Point, n: number, count: number, radiusM: number): Point {
  const reach = (radiusM / DEGREE_M) * Math.sqrt(n / count);
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return {
    latitude: round(latitude + reach * Math.sin(n * GOLDEN_ANGLE)),
    longitude: round(longitude + (reach * Math.cos(n * GOLDEN_ANGLE)) / Math.cos((latitude * Math.PI) / 180)),
  };
}

/** The county's centre delivers everywhere; four shops keep to their neighbourhood, one of them by a polygon. */
async function seedAreas(tx: Transaction, shops: readonly SeedShop[]): Promise<void> {
  await tx.query(
    `insert into delivery_area(site_code, kind, centre_latitude, centre_longitude, radius_m)
     select code, 'RADIUS', $1, $2, $3 from site where kind = 'COUNTY_CENTRE'`,
    [SEAT.latitude, SEAT.longitude, COUNTY_RADIUS_M],
  );
  const [cornered, ...circled] = [0, 1, 2, 3].flatMap((n) => shops[n * SHOPS_A_TOWNSHIP] ?? []);
  await tx.query(
    `insert into delivery_area(site_code, kind, centre_latitude, centre_longitude, radius_m)
     select site, 'RADIUS', latitude, longitude, 5000
       from jsonb_to_recordset($1::jsonb) a(site text, latitude float8, longitude float8)`,
    [JSON.stringify(circled)],
  );
  if (!cornered) return;
  const polygon = [1, 2, 3, 4, 5].map((n) => {
    const turn = (n * 2 * Math.PI) / 5;
    return {
      latitude: cornered.latitude + 0.05 * Math.sin(turn),
      longitude: cornered.longitude + 0.06 * Math.cos(turn),
    };
  });
  await tx.query(`insert into delivery_area(site_code, kind, polygon) values ($1, 'POLYGON', $2::jsonb)`, [
    cornered.site,
    JSON.stringify(polygon),
  ]);
}

async function seedPickings(tx: Transaction, townships: readonly Township[]): Promise<void> {
  const hosts = townships.filter((township) => township.villages.length > 1);
  const pickings = PICKINGS.map(({ name, season: [from, to], capacity, priceFen }, i) => {
    const { villages } = hosts[(i * 2 + hosts.length - 1) % hosts.length]!;
    const village = villages[i % villages.length]!;
    return { village: village.code, name: `${village.name}${name}（演示）`, from, to, capacity, price: priceFen };
  });
  await tx.query(
    `insert into picking_experience(village_code, name, description, season_from, season_to, capacity_per_day, price_fen)
     select village, name, '演示：田园采摘体验，内容为虚构', "from", "to", capacity, price
       from jsonb_to_recordset($1::jsonb) p(village text, name text, "from" text, "to" text, capacity int, price bigint)`,
    [JSON.stringify(pickings)],
  );
}

const INSERT_SITES = `
  insert into site(code, kind, name, place_code)
  select site, 'SHOP', name, place from jsonb_to_recordset($1::jsonb) s(site text, name text, place text)`;

/** The demo's shop owner keeps the first shop. */
const INSERT_SHOPS = `
  insert into shop(site_code, name, place_code, address, latitude, longitude, source_system, source_latitude, source_longitude,
                   opening_hours, services, showcase_code, owner_staff_id)
  select site, name, place, address, latitude, longitude, 'WGS84', latitude, longitude, hours,
         array(select jsonb_array_elements_text(services)), showcase,
         case when n = 1 then (select id from staff where role = 'SHOP_OWNER' order by id limit 1) end
    from rows from (jsonb_to_recordset($1::jsonb) as (site text, name text, place text, address text, latitude float8, longitude float8,
           hours jsonb, services jsonb, showcase text)) with ordinality s(site, name, place, address, latitude, longitude, hours, services, showcase, n)
   order by n`;
