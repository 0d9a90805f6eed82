import type { Recurring } from '../platform/jobs/index.js';
import type { Sql } from './sql.js';

/** What was said and told is kept so long; then its words are gone, and whatever says it again is still known. */
const WORDS_DAYS = 30;
/** A message is known by its key so long. */
const KEYS_DAYS = 400;
const BATCH = 2_000;

const REQUESTS = `delete from inbox_request where ctid = any(array(
  select r.ctid from inbox_request r where r.received_at < now() - make_interval(days => $1)
     and not exists (select 1 from inbox_message m where m.request_id = r.id and m.state <> 'DONE') limit ${BATCH})) returning id`;
const MESSAGES = `update inbox_message set results_sealed = null, body_sealed = '' where ctid = any(array(
  select ctid from inbox_message where state = 'DONE' and done_at < now() - make_interval(days => $1) and body_sealed <> ''
   limit ${BATCH})) returning id`;
const KEYS = `delete from inbox_message where ctid = any(array(
  select ctid from inbox_message where state = 'DONE' and done_at < now() - make_interval(days => $1) limit ${BATCH})) returning id`;
/** The newest of a subject stays: it says what an older one must not be told after. */
const DELIVERIES = `delete from delivery where ctid = any(array(
  select d.ctid from delivery d where d.state in ('DONE', 'DROPPED') and d.done_at < now() - make_interval(days => $1)
     and (d.state = 'DROPPED' or exists (
       select 1 from delivery n where n.connection = d.connection and n.event = d.event and n.subject = d.subject
          and n.state = 'DONE' and n.sequence > d.sequence)) limit ${BATCH})) returning id`;
const DIFFERENCES = `delete from channel_difference where ctid = any(array(
  select ctid from channel_difference where settled_at < now() - make_interval(days => $1) limit ${BATCH})) returning id`;

/** Four times a day: forgets what is past its days, a short statement at a time. Answers how many rows. */
export async function pruneChannels(sql: Sql): Promise<number> {
  let gone = 0;
  for (const [name, text, days] of [
    ['prune_requests', REQUESTS, WORDS_DAYS],
    ['prune_words', MESSAGES, WORDS_DAYS],
    ['prune_keys', KEYS, KEYS_DAYS],
    ['prune_deliveries', DELIVERIES, WORDS_DAYS],
    ['prune_differences', DIFFERENCES, KEYS_DAYS],
  ] as const) {
    for (let batch = BATCH; batch === BATCH; gone += batch) batch = (await sql(name, text, [days])).length;
  }
  return gone;
}

export const createChannelPruning = (sql: Sql): Recurring => ({
  name: 'channels.prune',
  everySeconds: 21_600,
  work: async () => void (await pruneChannels(sql)),
});
