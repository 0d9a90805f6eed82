import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** By name of a thing the server needs: `ok`, or what is wrong with it. */
export type Readiness = Record<string, string>;

const PATIENCE_MS = 2_000;

/** Asked by machines, often and when things go badly: neither load nor rate keeps them from an answer, and no log tells of it. */
export const forMachines = {
  config: { rateLimit: false as const, pressureHandler: () => undefined },
  logLevel: 'warn' as const,
};

/** `/health/live`: the process answers. `/health/ready`: 200 when it can serve, else 503, with each check by name. */
export function registerHealth(app: FastifyInstance, ready: () => Promise<Readiness>): void {
  app.get('/health/live', forMachines, async () => ({ status: 'ok' }));
  app.get('/health/ready', forMachines, async (request, reply) => {
    const checks = await checked(ready, (error) => request.log.error({ err: error }, 'the readiness check failed'));
    const ok = Object.values(checks).every((said) => said === 'ok');
    return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', checks });
  });
}

/** A check that hangs or throws is a failed one; why goes to the log, as it may name a host or an account. */
async function checked(ready: () => Promise<Readiness>, failed: (error: unknown) => void): Promise<Readiness> {
  const done = new AbortController();
  try {
    const late = sleep(PATIENCE_MS, { server: `no answer within ${PATIENCE_MS} ms` }, { signal: done.signal });
    return await Promise.race([ready(), late]);
  } catch (error) {
    failed(error);
    return { server: 'the check failed' };
  } finally {
    done.abort();
  }
}
