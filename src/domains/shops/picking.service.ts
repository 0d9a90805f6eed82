import type { GraphQLResolveInfo } from 'graphql';
import {
  byKey,
  listPage,
  loaderOf,
  numericKey,
  selectionOf,
  Where,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may, rowsAllowed } from '../../platform/policy/index.js';
import type { PickingBookingRow, PickingExperienceRow } from './picking.entity.js';
import type { PickingBookingsArgs, PickingExperiencesArgs } from './picking.inputs.js';
import { inSeason, isRealDay } from './picking.rules.js';
import { bookingReads, pickingReads } from './shops.reads.js';

/** Reads of picking experiences, which are public, and of bookings, which are not. */
export class PickingService {
  constructor(private readonly db: Database) {}

  list(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: PickingExperiencesArgs,
  ): Promise<Page<PickingExperienceRow>> {
    const where = new Where()
      .and('x.active')
      .under(args.filter?.villageCode, 'x.village_code')
      .when(
        args.filter?.on,
        (n) => seasonSql(`${n}::text`),
        (day) => day.slice(5),
      );
    return listPage(context, info, args, { reads: pickingReads, where, by: byKey('bigint') });
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<PickingExperienceRow | null> {
    const key = numericKey(id, 'PickingExperience');
    if (key === null) return null;
    const source = 'select e.* from picking_experience e where e.id = $1';
    const rows = await pickingReads.fetch(context, info.fieldNodes[0]!, selectionOf(info), source, 't.id', [key]);
    return rows[0] ?? null;
  }

  /** Bookings the viewer may read, newest first. */
  bookings(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: PickingBookingsArgs,
  ): Promise<Page<PickingBookingRow>> {
    const columns = {
      bookedBy: 'x.booked_by',
      place: '(select e.village_code from picking_experience e where e.id = x.experience_id)',
    };
    const where = new Where();
    where
      .and(rowsAllowed(context.viewer, 'read', 'PickingBooking', columns, where.values))
      .when(
        args.filter?.experienceId,
        (n) => `x.experience_id = ${n}`,
        (id) => numericKey(id, 'PickingExperience'),
      )
      .when(args.filter?.day, (n) => `x.day = ${n}::text::date`);
    return listPage(context, info, args, { reads: bookingReads, where, by: byKey('uuid'), newestFirst: true });
  }

  async booking(context: RequestContext, key: string): Promise<PickingBookingRow | null> {
    const row = await bookingReads.byKey(context, key);
    return row && may(context.viewer, 'read', 'PickingBooking', { bookedBy: row.bookedBy, place: row.villageCode })
      ? row
      : null;
  }

  /** Places left on a day, 0 out of season; batched over the experiences of one request. */
  freePlaces(context: RequestContext, experience: PickingExperienceRow, day: string): Promise<number> | number {
    const season = { from: experience.seasonFrom, to: experience.seasonTo };
    if (!experience.active || !isRealDay(day) || !inSeason(season, day)) return 0;
    return loaderOf<number, number | null>(context, `PickingExperience.free:${day}`, async (keys) => {
      const rows = await this.db.read<{ key: number; free: number }>(
        'picking_free',
        'select experience_id as key, capacity - booked as free from picking_day where day = $2::text::date and experience_id = any($1)',
        [keys, day],
      );
      const free = new Map(rows.map((row) => [row.key, row.free]));
      return keys.map((key) => free.get(key) ?? null);
    })
      .load(experience.key)
      .then((free) => free ?? experience.capacityPerDay);
  }
}

/** `inSeason` as SQL over `date`, an `MM-DD` text. */
const seasonSql = (date: string): string => `case when x.season_from <= x.season_to
  then ${date} between x.season_from and x.season_to else ${date} >= x.season_from or ${date} <= x.season_to end`;
