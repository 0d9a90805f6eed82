import type { Transaction } from '../../../platform/persistence/index.js';
import { logAssistedEntries, type EnteredBy } from '../assisted-entries.js';
import { householdEvent } from '../household.events.js';
import { changedFacts, isSynthetic, knownFacts, type HouseholdFacts } from '../household.rules.js';
import type { HouseholdName, HouseholdSeals, SealedData } from '../household-seals.js';
import { maskName } from '../rules/masking.rules.js';
import type { Outcome } from './product-intake.js';

export interface WantedHousehold extends HouseholdName {
  readonly facts: HouseholdFacts;
  readonly idNumberIndex: string;
}

export interface StoredHousehold extends HouseholdName {
  readonly key: number;
  readonly idNumberIndex: string;
  readonly facts: HouseholdFacts;
}

export const nameOf = ({ villageCode, householdNo }: HouseholdName): string => `${villageCode}/${householdNo}`;

type StoredRow = HouseholdName & SealedData & Pick<HouseholdFacts, 'category' | 'willing' | 'able'> & { key: number };

/** Households of these names, and whoever else has one of these ID numbers; locked until commit. */
export async function storedHouseholds(
  tx: Transaction,
  seals: HouseholdSeals,
  wanted: readonly WantedHousehold[],
): Promise<StoredHousehold[]> {
  const rows = await tx.query<StoredRow>(
    `select h.id::float8 as key, h.village_code as "villageCode", h.household_no as "householdNo", h.category, h.willing, h.able,
            h.name_sealed as "nameSealed", h.id_number_sealed as "idNumberSealed", h.id_number_index as "idNumberIndex",
            h.phone_sealed as "phoneSealed", h.helper_name_sealed as "helperSealed", h.note_sealed as "noteSealed"
       from household h
      where (h.village_code, h.household_no) in (select * from unnest($1::text[], $2::text[])) or h.id_number_index = any($3::text[])
      order by h.id for update`,
    [wanted.map((w) => w.villageCode), wanted.map((w) => w.householdNo), wanted.map((w) => w.idNumberIndex)],
  );
  return rows.map((row) => ({
    key: row.key,
    villageCode: row.villageCode,
    householdNo: row.householdNo,
    idNumberIndex: row.idNumberIndex,
    facts: { ...seals.open(row, row), category: row.category, willing: row.willing, able: row.able },
  }));
}

/**
 * Brings the register to what is wanted with a few statements for the whole batch, each change with its event and its assisted
 * entry; what is as wanted is not touched. Answers each household's key and what became of it, by name.
 */
export async function writeHouseholds(
  tx: Transaction,
  seals: HouseholdSeals,
  by: EnteredBy,
  wanted: readonly WantedHousehold[],
  stored: ReadonlyMap<string, StoredHousehold>,
): Promise<Map<string, { key: number; outcome: Outcome }>> {
  const done = new Map<string, { key: number; outcome: Outcome }>();
  const added: WantedHousehold[] = [];
  const changed: (WantedHousehold & { key: number; fields: string[] })[] = [];
  for (const household of wanted) {
    const known = stored.get(nameOf(household));
    const fields = known ? changedFacts(known.facts, household.facts) : [];
    if (!known) added.push(household);
    else if (fields.length > 0) changed.push({ ...household, key: known.key, fields });
    else done.set(nameOf(household), { key: known.key, outcome: 'UNCHANGED' });
  }

  const created =
    added.length === 0
      ? []
      : await tx.query<{ key: number }>(INSERT, [
          JSON.stringify(added.map((household, n) => ({ n, ...rowOf(seals, household) }))),
          by.enteredBy,
        ]);
  const keys = created.map(({ key }, i) => ({ key, household: added[i]! }));
  const updated =
    changed.length === 0
      ? []
      : await tx.query<{ key: number; version: number }>(UPDATE, [
          JSON.stringify(changed.map((household) => ({ id: household.key, ...rowOf(seals, household) }))),
          by.enteredBy,
        ]);
  const versions = new Map(updated.map(({ key, version }) => [key, version]));
  await logAssistedEntries(tx, by, [
    ...keys.map(({ key, household }) => ({
      householdKey: key,
      subject: 'household',
      action: 'CREATED' as const,
      fields: knownFacts(household.facts),
    })),
    ...changed.map(({ key, fields }) => ({
      householdKey: key,
      subject: 'household',
      action: 'UPDATED' as const,
      fields,
    })),
  ]);
  for (const { key, household } of keys) {
    tx.emit(householdEvent(key, 1, household.villageCode, 'CREATED'));
    done.set(nameOf(household), { key, outcome: 'CREATED' });
  }
  for (const household of changed) {
    tx.emit(householdEvent(household.key, versions.get(household.key)!, household.villageCode, 'UPDATED'));
    done.set(nameOf(household), { key: household.key, outcome: 'UPDATED' });
  }
  return done;
}

function rowOf(seals: HouseholdSeals, { villageCode, householdNo, facts }: WantedHousehold): Record<string, unknown> {
  const { category, willing, able, name, idNumber } = facts;
  const sealed = seals.seal({ villageCode, householdNo }, facts);
  return {
    villageCode,
    householdNo,
    displayName: maskName(name),
    category,
    willing,
    able,
    synthetic: isSynthetic(idNumber),
    ...sealed,
  };
}

const COLUMNS = `"villageCode" text, "householdNo" text, "displayName" text, category text, willing boolean, able boolean, synthetic boolean,
  "nameSealed" text, "idNumberSealed" text, "idNumberIndex" text, "phoneSealed" text, "phoneIndex" text, "helperSealed" text, "noteSealed" text`;

/** Keys come back in the order of the input: the sequence is drawn in it. */
const INSERT = `
  with given as materialized (
    select x.*, nextval(pg_get_serial_sequence('producer', 'id')) as id
      from (select * from jsonb_to_recordset($1::jsonb) as r(n int, ${COLUMNS}) order by n) x),
  p as (
    insert into producer(id, kind, display_name, village_code) overriding system value
    select id, 'HOUSEHOLD', "displayName", "villageCode" from given),
  h as (
    insert into household(id, village_code, household_no, category, willing, able, synthetic, name_sealed, id_number_sealed,
                          id_number_index, phone_sealed, phone_index, helper_name_sealed, note_sealed, entered_by)
    select id, "villageCode", "householdNo", category, willing, able, synthetic, "nameSealed", "idNumberSealed",
           "idNumberIndex", "phoneSealed", "phoneIndex", "helperSealed", "noteSealed", $2 from given)
  select id::float8 as key from given order by n`;

const UPDATE = `
  with given as materialized (select * from jsonb_to_recordset($1::jsonb) as r(id bigint, ${COLUMNS})),
  p as (update producer p set display_name = g."displayName" from given g where p.id = g.id and p.display_name <> g."displayName")
  update household h
     set category = g.category, willing = g.willing, able = g.able, synthetic = g.synthetic, name_sealed = g."nameSealed",
         id_number_sealed = g."idNumberSealed", id_number_index = g."idNumberIndex", phone_sealed = g."phoneSealed",
         phone_index = g."phoneIndex", helper_name_sealed = g."helperSealed", note_sealed = g."noteSealed",
         entered_by = $2, version = h.version + 1, updated_at = now()
    from given g where h.id = g.id
  returning h.id::float8 as key, h.version`;
