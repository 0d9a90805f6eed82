import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import type { Logger } from 'pino';
import { optionalText } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { siteFor } from '../found.js';
import type { CollectionPlanSetInput, CollectionRoundEndInput, CollectionRoundPlanInput } from './collection.inputs.js';
import { refuseWithoutOfficer } from './officers.js';
import { roundEvent, type RoundPayload } from './round.events.js';
import { afterClosing, roundsOf, type RoundState, type WeeklyTime } from './round.rules.js';

const PLAN = ['plan', 'CollectionRound'] as const;
/** Rounds of the calendar are there this long ahead. */
const DAYS_AHEAD = 14;
const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

interface RoundRow extends RoundPayload {
  version: number;
}
const ROUND = `id::float8 as round, site_code as site, place_code as place, state, version`;

/** The calendar of collection (mission C4): weekly times, the rounds made of them, and those nobody came to. */
export class RoundCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Sets a weekly time of a point, and makes its rounds of the next fourteen days. Answers the plan's key. */
  setPlan(viewer: Viewer, input: CollectionPlanSetInput): Promise<number> {
    return this.db.command(async (tx) => {
      const site = await this.point(tx, viewer, input.siteCode);
      const { weekday, opens, closes } = input;
      if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7)
        throw badTime('weekday', '星期为 1 至 7', 'a weekday of 1 to 7');
      if (!CLOCK_TIME.test(opens)) throw badTime('opens', '如 08:30', 'such as 08:30');
      if (!CLOCK_TIME.test(closes) || closes <= opens) throw badTime('closes', '须晚于开始时间', 'later than it opens');
      const [plan] = await tx.query<{ id: number }>(
        `insert into collection_plan(site_code, weekday, opens, closes, active) values ($1, $2, $3, $4, $5)
         on conflict (site_code, weekday, opens) do update set closes = excluded.closes, active = excluded.active
         returning id::float8 as id`,
        [site.code, weekday, opens, closes, input.active],
      );
      if (input.active) await this.makeRounds(tx, site, { weekday, opens, closes }, viewer.scope);
      return plan!.id;
    });
  }

  /** A round outside the calendar. Answers its key. */
  plan(viewer: Viewer, { idempotencyKey, ...input }: CollectionRoundPlanInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { collectionRoundPlan: input } };
    return commandOnce(this.db, key, async (tx) => {
      const site = await this.point(tx, viewer, input.siteCode);
      if (input.closesAt <= input.opensAt) throw badTime('closesAt', '须晚于开始时间', 'later than it opens');
      if (input.closesAt <= this.clock.now().toISOString()) throw badTime('closesAt', '须晚于现在', 'later than now');
      const [made] = await this.insert(tx, site, [input], viewer.scope);
      if (made === undefined) throw circulationErrors.refuse('DUPLICATE_ROUND', { field: 'opensAt' });
      return made;
    });
  }

  /** Ends a round: DONE when goods came or the officer was there, CANCELLED when it will not be. */
  end(viewer: Viewer, input: CollectionRoundEndInput): Promise<number> {
    return this.db.command(async (tx) => {
      const key = numericKey(input.roundId, 'CollectionRound');
      const [round] = await tx.query<RoundRow>(`select ${ROUND} from collection_round where id = $1 for update`, [key]);
      if (!round || !may(viewer, 'plan', 'CollectionRound', { place: round.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'roundId', thing: 'round' });
      const from: readonly RoundState[] = input.cancelled ? ['PLANNED'] : ['PLANNED', 'OPEN'];
      if (!from.includes(round.state))
        throw circulationErrors.refuse('ROUND_NOT_OPEN', { field: 'roundId', state: round.state });
      const note = optionalText(input.note, 'note', 200);
      await this.become(tx, round, input.cancelled ? 'CANCELLED' : 'DONE', viewer.scope, note);
      return key!;
    });
  }

  /** Makes the calendar's next rounds, and says of each past its time whether it was done or missed. Answers the missed. */
  async turn(): Promise<number> {
    return this.db.command(async (tx) => {
      // One process turns the calendar; another that comes meanwhile finds nothing to do.
      const now = this.clock.now();
      const plans = await tx.query<WeeklyTime & { site: string; place: string }>(
        `select p.site_code as site, s.place_code as place, p.weekday, p.opens, p.closes
           from collection_plan p join site s on s.code = p.site_code and s.active where p.active order by p.id`,
      );
      for (const { site, place, ...times } of plans)
        await this.makeRounds(tx, { code: site, place }, times, 'system:calendar');
      const past = await tx.query<RoundRow>(
        `select ${ROUND} from collection_round where state in ('PLANNED', 'OPEN') and closes_at <= $1 order by id for update skip locked`,
        [now.toISOString()],
      );
      for (const round of past) await this.become(tx, round, afterClosing(round.state), 'system:calendar', null);
      const missed = past.filter((round) => round.state === 'PLANNED');
      for (const { round, site } of missed) this.logger.warn({ round, site }, 'a collection round was missed');
      return missed.length;
    });
  }

  private async makeRounds(tx: Transaction, site: { code: string; place: string }, times: WeeklyTime, by: string) {
    await this.insert(tx, site, roundsOf(times, this.clock.now(), DAYS_AHEAD), by);
  }

  private async insert(
    tx: Transaction,
    site: { code: string; place: string },
    rounds: readonly { opensAt: string; closesAt: string }[],
    by: string,
  ): Promise<number[]> {
    const made = await tx.query<RoundRow>(
      `insert into collection_round(site_code, place_code, opens_at, closes_at, changed_by)
       select $1, $2, r."opensAt", r."closesAt", $4 from jsonb_to_recordset($3::jsonb) r("opensAt" timestamptz, "closesAt" timestamptz)
       on conflict (site_code, opens_at) do nothing returning ${ROUND}`,
      [site.code, site.place, JSON.stringify(rounds.map(({ opensAt, closesAt }) => ({ opensAt, closesAt }))), by],
    );
    for (const { version, ...payload } of made) tx.emit(roundEvent(version, payload));
    return made.map(({ round }) => round);
  }

  private async become(tx: Transaction, round: RoundRow, state: RoundState, by: string, note: string | null) {
    const { version, ...payload } = { ...round, state, version: round.version + 1 };
    await tx.query(
      'update collection_round set state = $2, version = $3, changed_by = $4, note = coalesce($5, note) where id = $1',
      [round.round, state, version, by, note],
    );
    tx.emit(roundEvent(version, payload));
  }

  private async point(tx: Transaction, viewer: Viewer, code: string) {
    const site = await siteFor(tx, viewer, PLAN, code, 'siteCode');
    if (site.kind !== 'COLLECTION_POINT') throw circulationErrors.refuse('NOT_A_POINT', { field: 'siteCode' });
    await refuseWithoutOfficer(tx, site.place, 'siteCode');
    return site;
  }
}

const badTime = (field: string, expected: string, expectedEn: string) =>
  circulationErrors.refuse('BAD_TIME', { field, expected, expectedEn });

/** The round that goods brought now belong to: it is open from the first of them. */
export async function openRound(tx: Transaction, siteCode: string, now: Date, by: string): Promise<number | null> {
  const [round] = await tx.query<RoundRow>(
    `select ${ROUND} from collection_round
      where site_code = $1 and opens_at <= $2 and closes_at > $2 and state in ('PLANNED', 'OPEN') order by opens_at limit 1 for update`,
    [siteCode, now.toISOString()],
  );
  if (!round) return null;
  if (round.state === 'PLANNED') {
    const { version, ...payload } = { ...round, state: 'OPEN' as const, version: round.version + 1 };
    await tx.query(`update collection_round set state = 'OPEN', version = $2, changed_by = $3 where id = $1`, [
      round.round,
      version,
      by,
    ]);
    tx.emit(roundEvent(version, payload));
  }
  return round.round;
}
