import { generalErrors } from '../../../platform/graphql/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { circulationErrors } from '../circulation.errors.js';
import type { OfficerAppointInput } from './collection.inputs.js';

/** One information officer a village, one village an officer (mission C2): the tables' own indexes hold it. */
export class OfficerCommands {
  constructor(private readonly db: Database) {}

  /** Appoints an account of that role and village; who was there before has ended. Doing it again changes nothing. */
  appoint(viewer: Viewer, { villageCode, username }: OfficerAppointInput): Promise<string> {
    return this.db.command(async (tx) => {
      const [village] = await tx.query(
        `select code from place where code = $1 and level = 'VILLAGE' for no key update`,
        [villageCode],
      );
      if (!village || !may(viewer, 'appoint', 'InfoOfficer', { place: villageCode }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'villageCode', thing: 'village' });
      const [staff] = await tx.query<{ id: number }>(
        `select id::float8 as id from staff where username = $1 and active and role = 'INFO_OFFICER' and place_code = $2`,
        [username, villageCode],
      );
      if (!staff) throw circulationErrors.refuse('NOT_AN_OFFICER', { field: 'username' });
      const [now] = await tx.query<{ staff: number }>(
        'select staff_id::float8 as staff from info_officer where village_code = $1 and ended_at is null',
        [villageCode],
      );
      if (now?.staff === staff.id) return villageCode;
      await tx.query('update info_officer set ended_at = now() where village_code = $1 and ended_at is null', [
        villageCode,
      ]);
      const made = await tx.query(
        `insert into info_officer(village_code, staff_id, appointed_by) values ($1, $2, $3)
         on conflict (staff_id) where ended_at is null do nothing returning id`,
        [villageCode, staff.id, viewer.scope],
      );
      if (made.length === 0) throw circulationErrors.refuse('OFFICER_ELSEWHERE', { field: 'username' });
      return villageCode;
    });
  }
}

/** A round needs somebody who answers for it. The account must still be what it was when it was appointed. */
export async function refuseWithoutOfficer(tx: Transaction, placeCode: string, field: string): Promise<void> {
  const found = await tx.query(
    `select 1 as one from info_officer o join staff s on s.id = o.staff_id and s.active and s.role = 'INFO_OFFICER' and s.place_code = o.village_code
      where o.village_code = $1 and o.ended_at is null`,
    [placeCode],
  );
  if (found.length === 0) throw circulationErrors.refuse('NO_OFFICER', { field });
}
