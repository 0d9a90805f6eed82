import { setTimeout as sleep } from 'node:timers/promises';
import type { EpcisEvent } from '../../../../src/domains/trace/epcis/epcis.types.js';
import type { TestApp } from '../../../kit/app.js';

export interface EventRow {
  id: number;
  eventId: string;
  hash: Buffer;
  salt: Buffer | null;
  leaf: number;
  event: EpcisEvent;
  type: string;
  bizStep: string | null;
  disposition: string | null;
  errorAt: string | null;
  source: string;
  capturedBy: string | null;
  step: number | null;
  batches: number[];
}

/** Events as the table has them, in the order they were written. */
export async function eventRows({ db }: Pick<TestApp, 'db'>): Promise<EventRow[]> {
  const { rows } = await db.pool.query<EventRow>(`
    select e.id::float8 as id, e.event_id as "eventId", e.hash, e.salt, e.leaf::float8 as leaf, e.event, e.type, e.biz_step as "bizStep",
           e.disposition, e.error_at as "errorAt", e.source, e.captured_by as "capturedBy", e.step_id::float8 as step,
           coalesce((select json_agg(batch_id order by batch_id) from trace_event_batch b where b.event_id = e.id), '[]') as batches
      from trace_event e order by e.id`);
  return rows;
}

/** Waits until every step of every batch has its event. */
export async function caughtUp(app: TestApp): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await app.db.pool.query<{ n: number }>(
      `select count(*)::int as n from batch_step s where not exists (select 1 from trace_event e where e.step_id = s.id)`,
    );
    if (rows[0]!.n === 0) return;
    await sleep(50);
  }
  throw new Error('the follower did not write the events');
}

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted
  body: any;
}

/** Asks the EPCIS interface as a role; a visitor where none is said. */
export async function epcis(
  app: TestApp,
  path: string,
  {
    role,
    method = 'GET',
    body,
    headers = {},
  }: { role?: string; method?: string; body?: unknown; headers?: object } = {},
): Promise<Answer> {
  const response = await fetch(`${app.url}${path.startsWith('/epcis') ? path : `/epcis${path}`}`, {
    method,
    headers: {
      ...(role && { authorization: `Bearer ${await app.token(role)}` }),
      ...(body !== undefined && { 'content-type': 'application/ld+json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}

/** Captures a document and waits for its job. */
export async function captured(
  app: TestApp,
  document: object,
  { role = 'CHANNEL', behaviour }: { role?: string; behaviour?: string } = {},
): Promise<Answer['body']> {
  const headers = behaviour === undefined ? {} : { 'gs1-epcis-capture-error-behaviour': behaviour };
  const taken = await epcis(app, '/capture', { role, method: 'POST', body: document, headers });
  if (taken.status !== 202) throw new Error(JSON.stringify(taken.body));
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await epcis(app, taken.headers.get('location')!, { role });
    if (!body.running) return body;
    await sleep(50);
  }
  throw new Error('the capture did not end');
}

/** A document with these events. */
export const documentOf = (eventList: readonly object[], context: readonly unknown[] = []) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', ...context],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-27T08:00:00+08:00',
  epcisBody: { eventList },
});

/** A sale of another's goods, told apart by its serial number. */
export const saleOf = (serial: number | string, over: object = {}) => ({
  type: 'ObjectEvent',
  eventTime: '2026-11-20T10:00:00.000+08:00',
  eventTimeZoneOffset: '+08:00',
  epcList: [`urn:epc:id:sgtin:4012345.011111.${serial}`],
  action: 'OBSERVE',
  bizStep: 'retail_selling',
  disposition: 'retail_sold',
  readPoint: { id: 'urn:epc:id:sgln:4012345.00005.0' },
  ...over,
});
