import type { GraphQLResolveInfo } from 'graphql';
import {
  loaderOf,
  nodeSelection,
  numericKey,
  page,
  pageOf,
  requestError,
  selectionOf,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { PlacesService } from '../places/index.js';
import { askedPoint, haversineM } from './position.rules.js';
import type { ShopRow } from './shop.entity.js';
import { shopReads } from './shops.reads.js';
import type { NearestShopsArgs, ShopFilter, ShopsArgs } from './shops.inputs.js';

const MAX_NEAREST = 50;

/** Reads of shops: all are public but the phone. Those closed for good are in no list. */
export class ShopService {
  constructor(
    private readonly db: Database,
    private readonly places: PlacesService,
    private readonly privacy: Privacy,
  ) {}

  async list(context: RequestContext, info: GraphQLResolveInfo, args: ShopsArgs): Promise<Page<ShopRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const where = filtered(await this.today(context, args.filter ?? {}), values);
    const counted = [...values];
    values.push(after?.[0] ?? 0, limit + 1);
    const source = `select s.* from shop s where ${where} and s.id > $${values.length - 1} order by s.id limit $${values.length}`;
    const rows = await shopReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      () => this.count(where, counted),
    );
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<ShopRow | null> {
    const key = numericKey(id, 'Shop');
    if (key === null) return null;
    const rows = await shopReads.fetch(
      context,
      info.fieldNodes[0]!,
      selectionOf(info),
      'select s.* from shop s where s.id = $1',
      't.id',
      [key],
    );
    return rows[0] ?? null;
  }

  /** The nearest shops by the index `shop_nearest`: chords through the earth order as the ways over it do. */
  async nearest(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: NearestShopsArgs,
  ): Promise<{ shop: ShopRow; distanceM: number }[]> {
    if (args.first < 1 || args.first > MAX_NEAREST)
      throw requestError('BAD_USER_INPUT', `\`first\` must be 1 to ${MAX_NEAREST}.`);
    const point = askedPoint(args.point);
    const values: unknown[] = [point.latitude, point.longitude, args.first];
    const where = filtered(await this.today(context, args.filter ?? {}), values);
    const source = nearestSql(where);
    const below = selectionOf(info)['shop']?.below ?? {};
    const rows = await shopReads.fetch(context, info.fieldNodes[0]!, below, source, nearestOrder('t'), values);
    return rows.map((shop) => ({ shop, distanceM: Math.round(haversineM(point, shop)) }));
  }

  /** The first shops of a showcase in order of registration, batched over the showcases of one request. */
  ofShowcase(context: RequestContext, code: string, first: number): Promise<ShopRow[]> {
    if (first < 1 || first > 100) throw requestError('BAD_USER_INPUT', '`first` must be 1 to 100.');
    return loaderOf<string, ShopRow[]>(context, `Showcase.shops:${first}`, async (codes) => {
      const rows = await this.db.read<{ id: number }>('showcase_shops', OF_SHOWCASES, [codes, first]);
      const shops = await shopReads.byKeys(
        this.db,
        rows.map((row) => row.id),
      );
      const of = Map.groupBy(shops as ShopRow[], (shop) => shop.showcaseCode);
      return codes.map((showcase) => of.get(showcase) ?? []);
    }).load(code);
  }

  /** The business phone, for staff who are signed in. */
  phone({ viewer }: RequestContext, { phoneSealed, siteCode }: ShopRow): string | null {
    return phoneSealed && may(viewer, 'call', 'Shop') ? this.privacy.open(phoneSealed, phoneOf(siteCode)) : null;
  }

  /** Place codes change: a former one means the place of today. */
  private async today(context: RequestContext, filter: ShopFilter): Promise<ShopFilter> {
    if (!filter.placeCode) return filter;
    const place = await this.places.current(context, filter.placeCode);
    return { ...filter, placeCode: place?.code ?? filter.placeCode };
  }

  private async count(where: string, values: unknown[]): Promise<number> {
    const { rows } = await this.db.pool.query<{ n: number }>(`select count(*) as n from shop s where ${where}`, values);
    return rows[0]!.n;
  }
}

/** What a sealed phone is bound to: a shop's site code is known before its row is written. */
export const phoneOf = (siteCode: string) => ({ table: 'shop', column: 'phone_sealed', row: siteCode });

const nearestOrder = (alias: string) =>
  `ll_to_earth(${alias}.latitude, ${alias}.longitude)::cube <-> ll_to_earth($1, $2)::cube, ${alias}.id`;

/** Shops in order of their distance from the point $1, $2, at most $3. */
export const nearestSql = (where: string): string =>
  `select s.* from shop s where ${where} order by ${nearestOrder('s')} limit $3`;

const OF_SHOWCASES = `
  select s.id from unnest($1::text[]) c(code)
    cross join lateral (select id from shop where showcase_code = c.code and active order by id limit $2) s
   order by s.id`;

function filtered(filter: ShopFilter, values: unknown[]): string {
  const tests = ['s.active'];
  const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
  if (filter.placeCode) add(`${filter.placeCode}%`, (n) => `s.place_code like ${n}`);
  if (filter.showcaseCode) add(filter.showcaseCode, (n) => `s.showcase_code = ${n}`);
  if (filter.service) add(filter.service, (n) => `${n} = any(s.services)`);
  if (filter.search?.trim())
    add(filter.search.trim(), (n) => `position(lower(${n}) in lower(s.name || ' ' || s.address)) > 0`);
  return tests.join(' and ');
}
