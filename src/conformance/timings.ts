import { USUAL_TIMINGS, type ChannelTimings } from '../channels/index.js';

const quick = { firstMs: 40, factor: 2, capMs: 200, jitter: 0.2 };

/** The host's waits, short. Only they differ from a server in service; what a case says of time is said of their order. */
export const QUICK: ChannelTimings = {
  ...USUAL_TIMINGS,
  lookMs: 25,
  leaseSlackMs: 300,
  messageRetry: { ...USUAL_TIMINGS.messageRetry, ...quick },
  deliveryRetry: { ...USUAL_TIMINGS.deliveryRetry, ...quick },
  breaker: { failures: 50, openMs: 100, longestMs: 200 },
  waitSeconds: 1,
  healthSeconds: 3_600,
};
