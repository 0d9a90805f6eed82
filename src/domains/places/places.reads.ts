import { ReadModel } from '../../platform/graphql/index.js';
import type { PlaceRow, SiteRow } from './places.types.js';

const TYPE_OF_LEVEL = { COUNTY: 'County', TOWNSHIP: 'Township', VILLAGE: 'Village' } as const;

/** County, township and village are rows of one table. */
export const placeReads = new ReadModel<PlaceRow>({
  type: 'Place',
  typeOf: (row: PlaceRow) => TYPE_OF_LEVEL[row.level],
  table: 'place',
  key: 'code',
  kept: true,
  columns: {
    code: '$t.code',
    level: { sql: '$t.level', always: true },
    parentCode: { sql: '$t.parent_code', always: true },
    name: '$t.name',
    kind: '$t.kind',
    category: '$t.category',
    invented: '$t.invented',
  },
});
placeReads
  .one('township', placeReads, 'parentCode', (v, t) => `left join place ${t} on ${t}.code = ${v}.parent_code`)
  .one('county', placeReads, 'parentCode', (t, c) => `left join place ${c} on ${c}.code = ${t}.parent_code`);

export const siteReads = new ReadModel<SiteRow>({
  type: 'Site',
  table: 'site',
  key: 'code',
  columns: {
    code: '$t.code',
    key: { sql: '$t.id', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    kind: '$t.kind',
    name: '$t.name',
  },
}).one('place', placeReads, 'placeCode', (s, p) => `left join place ${p} on ${p}.code = ${s}.place_code`);
