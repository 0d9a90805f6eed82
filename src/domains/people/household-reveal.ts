import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import { HouseholdRecord } from './household.entity.js';
import type { HouseholdRevealInput } from './household.inputs.js';
import type { HouseholdSeals, PersonalData } from './household-seals.js';
import type { PersonalField } from './household.types.js';
import { type RevealedField } from './household.types.js';
import { peopleErrors } from './people.errors.js';

const PROPERTY: Readonly<Record<PersonalField, keyof PersonalData>> = {
  NAME: 'name',
  ID_NUMBER: 'idNumber',
  PHONE: 'phone',
  HELPER: 'helper',
  NOTE: 'note',
};

/**
 * Opens personal fields for an operator of the region who says why. The opening is in the append-only access log before
 * anything is shown.
 */
export async function revealHousehold(
  db: Database,
  seals: HouseholdSeals,
  viewer: Viewer,
  input: HouseholdRevealInput,
): Promise<RevealedField[]> {
  const reason = input.reason.trim();
  if (reason.length < 5 || reason.length > 200) throw peopleErrors.refuse('BAD_REASON', { field: 'reason' });
  const fields = [...new Set(input.fields)];
  if (fields.length === 0) throw peopleErrors.refuse('NO_FIELDS', { field: 'fields' });
  return db.command(async (tx) => {
    const key = numericKey(input.householdId, 'Household');
    const household = key === null ? null : await tx.em.findOne(HouseholdRecord, { key });
    if (!household || !may(viewer, 'reveal', 'Household', { place: household.villageCode })) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'householdId', thing: 'household' });
    }
    await tx.query('insert into personal_data_access(viewer, subject, fields, reason) values ($1, $2, $3, $4)', [
      viewer.scope,
      `household:${household.key}`,
      fields,
      reason,
    ]);
    const data = seals.open(household, household);
    return fields.map((field) => ({ field, value: data[PROPERTY[field]] }));
  });
}
