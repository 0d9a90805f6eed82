import type { TestApp } from '../../kit/app.js';
import { newKey, OPERATOR } from '../../kit/goods.js';
import { until } from '../orders/settling.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
const WANTED: Readonly<Record<string, string>> = {
  marketQuoteRecord: 'quote { id goods market quotedOn unit priceFen version }',
  marketQuotesImport: 'rows changed',
  plannedOutputDeclare: 'plan { id goods quantity { value unit } readyOn version }',
  expansionPlanAnswer: 'plan { id state readyOn answeredAt version }',
};

/** Asks a mutation of the market, with a key of its own where it takes one. */
export async function ask(app: TestApp, name: string, input: object, as: object = OPERATOR): Promise<any> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const given = name === 'marketQuotesImport' ? input : { idempotencyKey: newKey(), ...input };
  const answer = await app.ask(
    `mutation($input: ${type}!) { ${name}(input: $input) { ${WANTED[name]} userErrors { code field } } }`,
    { input: given },
    as,
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data[name];
}

/** A day so many days from today, in China. */
export const dayIn = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Events of a kind in the order they happened, by what they say. */
export async function eventsOf({ db }: TestApp, kind: string): Promise<{ version: number; payload: any }[]> {
  const { rows } = await db.pool.query(
    `select version, payload from (select subject, version, payload from pending_event where kind = $1
       union all select subject, version, payload from event_feed where kind = $1) e order by subject::bigint, version`,
    [kind],
  );
  return rows;
}

/** The hourly jobs ran as the server started, and do not run again while a test turns them itself. */
export const jobsRan = ({ db }: TestApp): Promise<void> =>
  until(async () => {
    const { rows } = await db.pool.query<{ n: number }>(
      `select count(*)::int as n from graphile_worker.jobs
        where task_identifier in ('market.scale', 'market.expansion') and run_at > now() + interval '10 minutes'`,
    );
    return rows[0]!.n === 2;
  }, 30_000);
