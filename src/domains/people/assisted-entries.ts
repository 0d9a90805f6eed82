import { loaderOf, type RequestContext } from '../../platform/graphql/index.js';
import type { Database, Transaction } from '../../platform/persistence/index.js';
import type { AssistedEntry } from './household.types.js';

/** Who enters something for a household (mission B3): `enteredBy` is a viewer's scope, `enteredAs` their role. */
export interface EnteredBy {
  readonly enteredBy: string;
  readonly enteredAs: string;
  readonly source: 'FORM' | 'IMPORT' | 'DEMO';
}

export interface Entry {
  readonly householdKey: number;
  /** `household`, or a thing of it such as `product:12`. */
  readonly subject: string;
  readonly action: 'CREATED' | 'UPDATED';
  readonly fields: readonly string[];
}

/** Logs entries in the transaction that made them. Other domains call it for what they enter for a household. */
export async function logAssistedEntries(tx: Transaction, by: EnteredBy, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `insert into assisted_entry(household_id, subject, action, fields, entered_by, entered_as, source)
     select e."householdKey", e.subject, e.action, array(select jsonb_array_elements_text(e.fields)), $2, $3, $4
       from jsonb_to_recordset($1::jsonb) as e(n int, "householdKey" bigint, subject text, action text, fields jsonb)
      order by e.n`,
    [JSON.stringify(entries.map((entry, n) => ({ n, ...entry }))), by.enteredBy, by.enteredAs, by.source],
  );
}

/** The latest hundred entries of a household, newest first, batched over the households of one request. */
export function assistedEntries(db: Database, context: RequestContext, household: number): Promise<AssistedEntry[]> {
  return loaderOf<number, AssistedEntry[]>(context, 'Household.assistedEntries', async (keys) => {
    const rows = await db.read<AssistedEntry & { household: number }>(
      'assisted_entries',
      `select e.* from unnest($1::bigint[]) as k(id)
        cross join lateral (
          select household_id as household, id as sequence, action, subject, fields, entered_by as "enteredBy",
                 entered_as as "enteredAs", source, at
            from assisted_entry where household_id = k.id order by id desc limit 100) e`,
      [keys],
    );
    const of = Map.groupBy(rows, (row) => row.household);
    return keys.map((key) => of.get(key) ?? []);
  }).load(household);
}
