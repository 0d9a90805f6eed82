import { ReadModel } from '../../platform/graphql/index.js';
import { placeReads } from '../places/index.js';
import type { HouseholdRow, ProducerRow } from './household.types.js';
import { TYPE_OF_PRODUCER } from './producer.types.js';

/** A household's column, read only where it is asked for: a list of products joins `producer` alone. */
const ofHousehold = (column: string, ...fields: string[]) => ({
  sql: `(select h.${column} from household h where h.id = $t.id)`,
  for: fields,
});

const spec = {
  type: 'Producer',
  typeOf: (row: ProducerRow) => TYPE_OF_PRODUCER[row.kind],
  key: 'key',
};

const join = (producer: string, village: string) =>
  `left join place ${village} on ${village}.code = ${producer}.village_code`;

/** Whoever produces, whatever its kind. */
export const producerReads = new ReadModel<ProducerRow>({
  ...spec,
  table: 'producer',
  columns: {
    key: '$t.id',
    kind: { sql: '$t.kind', always: true },
    villageCode: { sql: '$t.village_code', always: true },
    displayName: '$t.display_name',
    householdNo: ofHousehold('household_no', 'householdNo', 'maskedPhone', 'helper'),
    category: ofHousehold('category', 'category'),
    willing: ofHousehold('willing', 'willing'),
    able: ofHousehold('able', 'able'),
    synthetic: ofHousehold('synthetic', 'synthetic'),
    version: ofHousehold('version', 'version'),
    updatedAt: ofHousehold('updated_at', 'updatedAt'),
    phoneSealed: ofHousehold('phone_sealed', 'maskedPhone'),
    helperSealed: ofHousehold('helper_name_sealed', 'helper'),
  },
}).one('village', placeReads, 'villageCode', join);

/** Households as lists of the register read them: one join instead of a look-up a column. */
export const householdReads = new ReadModel<HouseholdRow>({
  ...spec,
  type: 'Household',
  typeOf: () => 'Household',
  table: '(select p.kind, p.display_name, h.* from household h join producer p on p.id = h.id)',
  columns: {
    key: '$t.id',
    kind: { sql: '$t.kind', always: true },
    villageCode: { sql: '$t.village_code', always: true },
    displayName: '$t.display_name',
    householdNo: { sql: '$t.household_no', for: ['householdNo', 'maskedPhone', 'helper'] },
    category: '$t.category',
    willing: '$t.willing',
    able: '$t.able',
    synthetic: '$t.synthetic',
    version: '$t.version',
    updatedAt: '$t.updated_at',
    phoneSealed: { sql: '$t.phone_sealed', for: ['maskedPhone'] },
    helperSealed: { sql: '$t.helper_name_sealed', for: ['helper'] },
  },
}).one('village', placeReads, 'villageCode', join);
