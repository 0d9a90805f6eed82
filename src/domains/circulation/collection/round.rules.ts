/** A weekly time at a collection point: weekday 1 is Monday; times are of China. */
export interface WeeklyTime {
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

export interface RoundTimes {
  readonly opensAt: string;
  readonly closesAt: string;
}

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

/** The rounds of a weekly time that open after `from`, within `days`; as ISO text in UTC. */
export function roundsOf({ weekday, opens, closes }: WeeklyTime, from: Date, days: number): RoundTimes[] {
  const rounds: RoundTimes[] = [];
  const today = Math.floor((from.getTime() + CHINA_MS) / DAY_MS);
  for (let day = today; day <= today + days; day++) {
    // Day 0 of the era was a Thursday.
    if (((day + 3) % 7) + 1 !== weekday) continue;
    const at = (time: string) => new Date(day * DAY_MS + minutes(time) * 60_000 - CHINA_MS);
    const round = { opensAt: at(opens), closesAt: at(closes) };
    if (round.opensAt > from && round.opensAt.getTime() <= from.getTime() + days * DAY_MS)
      rounds.push({ opensAt: round.opensAt.toISOString(), closesAt: round.closesAt.toISOString() });
  }
  return rounds;
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export const ROUND_STATES = ['PLANNED', 'OPEN', 'DONE', 'MISSED', 'CANCELLED'] as const;
export type RoundState = (typeof ROUND_STATES)[number];

/** What a round past its time has become: nobody came to one that was never opened. */
export const afterClosing = (state: RoundState): RoundState =>
  state === 'PLANNED' ? 'MISSED' : state === 'OPEN' ? 'DONE' : state;
