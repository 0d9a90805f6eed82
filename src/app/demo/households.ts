import type { Transaction } from '../../platform/persistence/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { HouseholdSeals, maskName, syntheticHouseholds, type SyntheticHousehold } from '../../domains/people/index.js';

const BATCH = 2_000;

/** 11,724 made-up households over the county's villages and communities, sealed like real ones and marked synthetic. */
export async function seedHouseholds(tx: Transaction, privacy: Privacy): Promise<number> {
  const seals = new HouseholdSeals(privacy);
  const villages = await tx.query<{ code: string }>(`select code from place where level = 'VILLAGE' order by code`);
  const all = [...syntheticHouseholds(villages.map((v) => v.code))];
  for (let start = 0; start < all.length; start += BATCH) {
    await tx.query(INSERT, [
      JSON.stringify(all.slice(start, start + BATCH).map((household) => sealed(household, seals))),
    ]);
  }
  return all.length;
}

const INSERT = `
  with h as materialized (
    select h.*, nextval(pg_get_serial_sequence('producer', 'id')) as id
      from jsonb_to_recordset($1::jsonb) h(village text, no text, masked text, category text, willing boolean, able boolean,
             helper text, name text, id_number text, id_index text, phone text, phone_index text)),
  p as (
    insert into producer(id, kind, display_name, village_code) overriding system value
    select id, 'HOUSEHOLD', masked, village from h)
  insert into household(id, village_code, household_no, category, willing, able, helper_name_sealed, name_sealed,
                        id_number_sealed, id_number_index, phone_sealed, phone_index, synthetic, entered_by)
  select id, village, no, category, willing, able, helper, name, id_number, id_index, phone, phone_index, true, 'system:demo' from h`;

function sealed(household: SyntheticHousehold, seals: HouseholdSeals): Record<string, unknown> {
  const { villageCode, householdNo, name, idNumber, phone, helper, category, willing, able } = household;
  const data = seals.seal({ villageCode, householdNo }, { name, idNumber, phone, helper, note: null });
  return {
    village: villageCode,
    no: householdNo,
    masked: maskName(name),
    category,
    willing,
    able,
    helper: data.helperSealed,
    name: data.nameSealed,
    id_number: data.idNumberSealed,
    id_index: data.idNumberIndex,
    phone: data.phoneSealed,
    phone_index: data.phoneIndex,
  };
}
