import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { progress, type Place } from './windows.rules.js';

export interface Progress {
  /** Of the three months before the first look. */
  readonly percent: number;
  /** The gateway's time up to which all has been read. */
  readonly upTo: string;
}

const DAY = 24 * 3_600_000;
const key = (name: string): string => `progress.${name}`;

/** Tells how far a list has been read, to the log and to health, until the past is behind us. */
export async function tellProgress(name: string, place: Place, call: Call<Config>): Promise<void> {
  const said: Progress = { percent: progress(place), upTo: place.upTo };
  call.log.info(`${name}: ${said.percent} % of the last three months read`, { upTo: said.upTo });
  await call.shared(
    key(name),
    async () => ({ value: JSON.stringify(said), expiresAt: new Date(call.clock.now().getTime() + 30 * DAY) }),
    { fresh: true },
  );
}

/** How far a list has been read; null while nothing was told. */
export async function progressOf(name: string, call: Call<Config>): Promise<Progress | null> {
  const nothing = async () => ({ value: 'null', expiresAt: new Date(call.clock.now().getTime() + DAY) });
  return JSON.parse(await call.shared(key(name), nothing)) as Progress | null;
}
