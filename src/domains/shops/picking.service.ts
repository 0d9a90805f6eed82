import type { GraphQLResolveInfo } from 'graphql';
import {
  loaderOf,
  nodeSelection,
  numericKey,
  page,
  pageOf,
  requestError,
  selectionOf,
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

  async list(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: PickingExperiencesArgs,
  ): Promise<Page<PickingExperienceRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const tests = ['e.active'];
    if (args.filter?.villageCode) tests.push(`e.village_code like $${values.push(`${args.filter.villageCode}%`)}`);
    if (args.filter?.on) tests.push(seasonSql(`$${values.push(args.filter.on.slice(5))}::text`));
    const where = tests.join(' and ');
    const counted = [...values];
    values.push(after?.[0] ?? 0, limit + 1);
    const source = `select e.* from picking_experience e where ${where} and e.id > $${values.length - 1} order by e.id limit $${values.length}`;
    const rows = await pickingReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      () => this.count('picking_experience e', where, counted),
    );
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<PickingExperienceRow | null> {
    const key = numericKey(id, 'PickingExperience');
    if (key === null) return null;
    const source = 'select e.* from picking_experience e where e.id = $1';
    const rows = await pickingReads.fetch(context, info.fieldNodes[0]!, selectionOf(info), source, 't.id', [key]);
    return rows[0] ?? null;
  }

  /** Bookings the viewer may read, newest first. */
  async bookings(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: PickingBookingsArgs,
  ): Promise<Page<PickingBookingRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const columns = {
      bookedBy: 'b.booked_by',
      place: '(select e.village_code from picking_experience e where e.id = b.experience_id)',
    };
    const tests = [rowsAllowed(context.viewer, 'read', 'PickingBooking', columns, values)];
    if (args.filter?.experienceId)
      tests.push(`b.experience_id = $${values.push(numericKey(args.filter.experienceId, 'PickingExperience'))}`);
    if (args.filter?.day) tests.push(`b.day = $${values.push(args.filter.day)}::text::date`);
    const where = tests.join(' and ');
    const counted = [...values];
    const before = String(after?.[0] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(before))
      throw requestError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
    values.push(before, limit + 1);
    const source = `select b.* from picking_booking b where ${where} and b.id < $${values.length - 1} order by b.id desc limit $${values.length}`;
    const rows = await bookingReads.fetch(
      context,
      info.fieldNodes[0]!,
      nodeSelection(info),
      source,
      't.id desc',
      values,
    );
    return page(
      rows,
      limit,
      (row) => [row.key],
      () => this.count('picking_booking b', where, counted),
    );
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

  private async count(from: string, where: string, values: unknown[]): Promise<number> {
    const { rows } = await this.db.pool.query<{ n: number }>(
      `select count(*) as n from ${from} where ${where}`,
      values,
    );
    return rows[0]!.n;
  }
}

/** `inSeason` as SQL over `date`, an `MM-DD` text. */
const seasonSql = (date: string): string => `case when e.season_from <= e.season_to
  then ${date} between e.season_from and e.season_to else ${date} >= e.season_from or ${date} <= e.season_to end`;
