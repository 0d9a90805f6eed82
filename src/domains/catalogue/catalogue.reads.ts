import { ReadModel } from '../../platform/graphql/index.js';
import { producerReads } from '../people/index.js';
import { placeReads } from '../places/index.js';
import type { BrandRow } from './brand.types.js';
import type { HallRow } from './hall.types.js';
import type { ProductRow } from './product.entity.js';

export const brandReads = new ReadModel<BrandRow>({
  type: 'Brand',
  table: 'brand',
  key: 'code',
  columns: { code: '$t.code', name: '$t.name', description: '$t.description' },
});

export const hallReads = new ReadModel<HallRow>({
  type: 'IndustryHall',
  table: 'industry_hall',
  key: 'code',
  columns: { code: '$t.code', name: '$t.name', industry: { sql: '$t.industry', always: true } },
});

export const productReads = new ReadModel<ProductRow>({
  type: 'Product',
  table: 'product',
  key: 'key',
  columns: {
    key: '$t.id',
    producerKey: { sql: '$t.producer_id', always: true },
    villageCode: { sql: '$t.village_code', always: true },
    brandCode: { sql: '$t.brand_code', always: true },
    status: { sql: '$t.status', always: true },
    hiddenAt: { sql: '$t.hidden_at', always: true },
    staleAt: { sql: '$t.stale_at', for: ['freshness'] },
    name: '$t.name',
    description: '$t.description',
    industry: { sql: '$t.industry', always: true },
    ofScale: { sql: '$t.of_scale', for: [] },
    unit: '$t.unit',
    scale: { sql: '$t.scale', always: true },
    priceFen: '$t.price_fen',
    photoUrls: '$t.photo_urls',
    freshenedAt: '$t.freshened_at',
    version: '$t.version',
    createdAt: '$t.created_at',
    updatedAt: '$t.updated_at',
  },
})
  .one('producer', producerReads, 'producerKey', (p, r) => `left join producer ${r} on ${r}.id = ${p}.producer_id`)
  .one('village', placeReads, 'villageCode', (p, v) => `left join place ${v} on ${v}.code = ${p}.village_code`)
  .one('brand', brandReads, 'brandCode', (p, b) => `left join brand ${b} on ${b}.code = ${p}.brand_code`);
