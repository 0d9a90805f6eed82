import type { Call, HealthReport } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { TopFault, type FaultKind } from '../top/faults.js';
import { progressOf } from '../trades/progress.js';
import { seller } from './verify.js';

const DAY = 24 * 3_600_000;
const WARN_DAYS = 7;

const STATUS: Readonly<Record<FaultKind, HealthReport['status']>> = {
  retry: 'DOWN',
  fix: 'DEGRADED',
  suspend: 'UNAUTHORISED',
};

/** Whether the shop's session works and for how long, our clock is right, and the past three months have been read. */
export async function health(call: Call<Config>): Promise<HealthReport> {
  const over = expiry(call.config.sessionExpiresAt, call.clock.now());
  if (over?.status === 'UNAUTHORISED') return over;
  try {
    await seller(call);
  } catch (fault) {
    return refusedAs(fault);
  }
  return over ?? (await reading(call)) ?? { status: 'OK' };
}

function refusedAs(fault: unknown): HealthReport {
  if (!(fault instanceof TopFault))
    return { status: 'DOWN', code: 'UNREACHABLE', message: 'The gateway of Taobao cannot be reached' };
  if (fault.code === 'CLOCK_WRONG')
    return {
      status: 'DOWN',
      code: fault.code,
      message: 'Our clock is more than ten minutes off: set the server’s clock by a time server',
    };
  return { status: STATUS[fault.kind], code: fault.code, message: fault.message };
}

/** What is said of the end of the session, as far as the settings name it. */
export function expiry(sessionExpiresAt: string | undefined, now: Date): HealthReport | null {
  if (!sessionExpiresAt) return null;
  const left = new Date(sessionExpiresAt).getTime() - now.getTime();
  if (left <= 0)
    return {
      status: 'UNAUTHORISED',
      code: 'SESSION_EXPIRED',
      message: `The session ended at ${sessionExpiresAt}: let the shop’s owner authorise the application again`,
    };
  if (left > WARN_DAYS * DAY) return null;
  return {
    status: 'DEGRADED',
    code: 'SESSION_EXPIRES_SOON',
    message: `The session ends at ${sessionExpiresAt}: let the shop’s owner authorise the application again`,
  };
}

async function reading(call: Call<Config>): Promise<HealthReport | null> {
  const progress = await progressOf('trades', call);
  if (!progress || progress.percent === 100) return null;
  const { percent, upTo } = progress;
  return {
    status: 'OK',
    code: 'READING_THE_PAST',
    message: `${percent} % of the last three months read, up to ${upTo}`,
  };
}
