import { ReadModel } from '../../platform/graphql/index.js';
import { placeReads, siteReads } from '../places/index.js';
import { ownAreas } from './delivery.reads.js';
import type { PickingBookingRow, PickingExperienceRow } from './picking.entity.js';
import type { ShopRow } from './shop.entity.js';

interface ShowcaseRow {
  code: string;
  kind: string;
  name: string;
  placeCode: string;
}

export const showcaseReads = new ReadModel<ShowcaseRow>({
  type: 'Showcase',
  table: 'showcase',
  key: 'code',
  columns: { code: '$t.code', kind: '$t.kind', name: '$t.name', placeCode: { sql: '$t.place_code', always: true } },
}).one('place', placeReads, 'placeCode', (s, p) => `left join place ${p} on ${p}.code = ${s}.place_code`);

export const shopReads = new ReadModel<ShopRow>({
  type: 'Shop',
  table: 'shop',
  key: 'key',
  columns: {
    key: '$t.id',
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    showcaseCode: { sql: '$t.showcase_code', always: true },
    latitude: { sql: '$t.latitude', always: true },
    longitude: { sql: '$t.longitude', always: true },
    name: '$t.name',
    address: '$t.address',
    sourceSystem: '$t.source_system',
    openingHours: { sql: '$t.opening_hours', for: ['openingHours', 'openNow'] },
    services: '$t.services',
    phoneSealed: { sql: '$t.phone_sealed', for: ['phone'] },
    active: '$t.active',
    version: '$t.version',
    createdAt: '$t.created_at',
    updatedAt: '$t.updated_at',
  },
})
  .one('site', siteReads, 'siteCode', (s, t) => `left join site ${t} on ${t}.code = ${s}.site_code`)
  .one('place', placeReads, 'placeCode', (s, p) => `left join place ${p} on ${p}.code = ${s}.place_code`)
  .one('showcase', showcaseReads, 'showcaseCode', (s, c) => `left join showcase ${c} on ${c}.code = ${s}.showcase_code`)
  .contribute('deliveryArea', async (shops, { db }) => {
    const areas = await ownAreas(
      db,
      shops.map((shop) => shop.siteCode),
    );
    for (const shop of shops) shop.deliveryArea = areas.get(shop.siteCode) ?? null;
  });

export const pickingReads = new ReadModel<PickingExperienceRow>({
  type: 'PickingExperience',
  table: 'picking_experience',
  key: 'key',
  columns: {
    key: '$t.id',
    shopKey: { sql: '$t.shop_id', always: true },
    villageCode: { sql: '$t.village_code', always: true },
    name: '$t.name',
    description: '$t.description',
    seasonFrom: { sql: '$t.season_from', always: true },
    seasonTo: { sql: '$t.season_to', always: true },
    capacityPerDay: { sql: '$t.capacity_per_day', always: true },
    priceFen: '$t.price_fen',
    active: { sql: '$t.active', always: true },
  },
})
  .one('village', placeReads, 'villageCode', (e, v) => `left join place ${v} on ${v}.code = ${e}.village_code`)
  .one('shop', shopReads, 'shopKey', (e, s) => `left join shop ${s} on ${s}.id = ${e}.shop_id`);

export const bookingReads = new ReadModel<PickingBookingRow>({
  type: 'PickingBooking',
  table: 'picking_booking',
  key: 'key',
  columns: {
    key: '$t.id',
    experienceKey: { sql: '$t.experience_id', always: true },
    villageCode: {
      sql: '(select e.village_code from picking_experience e where e.id = $t.experience_id)',
      always: true,
    },
    bookedBy: { sql: '$t.booked_by', always: true },
    day: '$t.day::text',
    people: '$t.people',
    state: '$t.state',
    contactNameSealed: { sql: '$t.contact_name_sealed', for: ['contact'] },
    contactPhoneSealed: { sql: '$t.contact_phone_sealed', for: ['contact'] },
    createdAt: '$t.created_at',
  },
}).one(
  'experience',
  pickingReads,
  'experienceKey',
  (b, e) => `left join picking_experience ${e} on ${e}.id = ${b}.experience_id`,
);
