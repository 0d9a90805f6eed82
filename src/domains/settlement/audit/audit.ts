import type { Database, Transaction } from '../../../platform/persistence/index.js';
import type { Logger } from '../../../platform/logging/index.js';
import { CHECKS, type Check } from './audit.checks.js';

export interface Breach {
  rule: string;
  subject: string;
  expected: string;
  actual: string;
}

/** Rows told of one rule, at most: one broken mechanism must not fill the log. */
const MOST = 100;

/**
 * Looks whether the books agree (docs/settlement.md lists the rules). With `seconds` only at what moved lately. Each rule is one
 * statement and so one moment of the database.
 */
export async function findBreaches(
  db: Pick<Database, 'pool'>,
  { seconds = null, more = [] }: { seconds?: number | null; more?: readonly Check[] } = {},
): Promise<Breach[]> {
  const breaches: Breach[] = [];
  for (const { rule, sql } of [...CHECKS, ...more]) {
    const { rows } = await db.pool.query<Omit<Breach, 'rule'>>(
      `select * from (${sql}) breach order by subject limit ${MOST}`,
      [seconds],
    );
    breaches.push(...rows.map((row) => ({ rule, ...row })));
  }
  return breaches;
}

/** How far back the job looks: longer than it may have been away. A full audit looks at everything once an hour. */
const LATELY_S = 600;
const FULL_EVERY_MS = 3_600_000;

/** Each minute: breaches are written down, told once as an event of kind `audit_breach` and logged as errors; mended ones are closed. */
export function createAuditJob(db: Database, logger: Logger, more: readonly Check[]) {
  let full = 0;
  return {
    name: 'settlement.audit',
    everySeconds: 60,
    work: async () => {
      const whole = Date.now() - full >= FULL_EVERY_MS;
      const breaches = await findBreaches(db, { seconds: whole ? null : LATELY_S, more });
      if (whole) full = Date.now();
      const news = await db.command((tx) => writeDown(tx, breaches, whole));
      for (const breach of news) logger.error({ breach }, 'the books do not agree: see auditBreaches');
    },
  };
}

async function writeDown(tx: Transaction, breaches: readonly Breach[], whole: boolean): Promise<Breach[]> {
  const news: Breach[] = [];
  for (const breach of breaches) {
    const { rule, subject, expected, actual } = breach;
    const [row] = await tx.query<{ fresh: boolean }>(
      `insert into audit_breach as b (rule, subject, expected, actual) values ($1, $2, $3, $4)
       on conflict (rule, subject) do update set expected = $3, actual = $4, last_seen = now(), mended_at = null,
         first_seen = case when b.mended_at is null then b.first_seen else now() end
       returning b.first_seen = b.last_seen as fresh`,
      [rule, subject, expected, actual],
    );
    if (!row!.fresh) continue;
    news.push(breach);
    tx.emit({ kind: 'audit_breach', subject: `${rule}:${subject}`, version: 1, payload: { ...breach } });
  }
  if (whole)
    await tx.query(
      `update audit_breach set mended_at = now() where mended_at is null and (rule, subject) not in (
         select * from unnest($1::text[], $2::text[]))`,
      [breaches.map(({ rule }) => rule), breaches.map(({ subject }) => subject)],
    );
  return news;
}
