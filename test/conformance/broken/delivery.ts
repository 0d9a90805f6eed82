import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, DeliveryResult } from 'yizhan/plugin-kit';
import { deliverWith, fault, resultsWith, type Fault } from './fault.js';

const forAll = (batch: readonly Delivery[], result: DeliveryResult) =>
  new Map(batch.map(({ id }) => [id, result] as const));

/** Quantities that could not be told when they were new. */
const kept = new Map<string, Delivery['data']>();

export const deliveryFaults: readonly Fault[] = [
  fault(
    'busy',
    'it does not wait as long as they ask it to',
    resultsWith((result) => (result.outcome === 'retry' ? { outcome: 'retry', code: result.code } : result)),
  ),
  fault(
    'server-error',
    'a 500 is taken for a last word',
    resultsWith((result) =>
      'code' in result && result.code === 'HTTP_500' ? { outcome: 'permanent', code: 'FAILED' } : result,
    ),
  ),
  fault(
    'timeout',
    'what is not answered at once is taken for told',
    deliverWith((deliver) => async (batch, call) => {
      const told = deliver(batch, call);
      told.catch(() => undefined);
      return Promise.race([told, sleep(200).then(() => forAll(batch, { outcome: 'ok' }))]);
    }),
  ),
  fault(
    'reset',
    'a connection that was cut is taken for a last word',
    deliverWith((deliver) => async (batch, call) => {
      try {
        return await deliver(batch, call);
      } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as { code?: string };
        if (code !== 'ECONNRESET') throw error;
        return forAll(batch, { outcome: 'permanent', code });
      }
    }),
  ),
  fault(
    'refused',
    'what they do not sell is tried for ever',
    resultsWith((result) => (result.outcome === 'permanent' ? { outcome: 'retry', code: result.code } : result)),
  ),
  fault(
    'deadline',
    'it asks past the host, without the signal',
    deliverWith(
      (deliver) => (batch, call) =>
        deliver(batch, { ...call, fetch: (url, init) => fetch(url, { ...init, signal: null }) }),
    ),
  ),
  fault(
    'partial',
    'one that failed has all of them told again',
    deliverWith((deliver) => async (batch, call) => {
      const results = await deliver(batch, call);
      const failed = [...results.values()].find(({ outcome }) => outcome === 'retry');
      return failed ? forAll(batch, failed) : results;
    }),
  ),
  fault(
    'crash',
    'each try has a key of its own',
    deliverWith((deliver) => async (batch, call) => {
      const renamed = batch.map((delivery) => ({ ...delivery, id: randomUUID() }));
      const results = await deliver(renamed, call);
      return new Map(batch.map(({ id }, index) => [id, results.get(renamed[index]!.id)!]));
    }),
  ),
  fault(
    'offline',
    'what could not be told is kept, and told as it was then',
    deliverWith((deliver) => async (batch, call) => {
      const asKept = batch.map((one) => ({ ...one, data: kept.get(one.event + one.subject) ?? one.data }));
      for (const { event, subject, data } of asKept) kept.set(event + subject, data);
      const results = await deliver(asKept, call);
      for (const { event, subject } of batch) kept.delete(event + subject);
      return results;
    }),
  ),
];
