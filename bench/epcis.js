import { createClient } from './database.js';
import { compare } from './measure.js';
import { built } from './place.js';

const EVENTS = 10_000;
const AT_ONCE = 1_000;

/**
 * Capturing a document of 10,000 EPCIS events — each checked by the standard's schema, hashed by CBV 2.0, salted, committed to
 * and indexed by all that the standard's queries ask for — against the plainest keeping of the same JSON: one table with one
 * column and no index, a thousand rows a statement. Both in one transaction.
 */
export async function epcis(cluster, { rounds }) {
  const url = await cluster.copy('bench_epcis');
  const stage = await prepare(url);
  try {
    return [
      await compare({
        name: `${EVENTS} EPCIS events captured against the plainest insert of their JSON`,
        ours: () => stage.capture(),
        limit: () => stage.plain(),
        goal: 0.06,
        aim: 0.1,
        rounds,
      }),
    ];
  } finally {
    await stage.stop();
  }
}

async function prepare(url) {
  const { Database } = await built('platform/persistence/index.js');
  const { EventCapture } = await built('domains/trace/events/capture/capture-events.js');
  const { appendLeaves } = await built('domains/trace/log/index.js');
  const client = await createClient(url);
  await client.query('create table plain_event(event jsonb not null)');
  const db = await Database.open({ url, entities: [], readPool: 1, onError: () => undefined });
  const capture = new EventCapture('200', appendLeaves);
  let round = 0;
  const timed = async (work) => {
    const events = eventsOf(++round);
    const started = performance.now();
    const kept = await work(events);
    const ms = performance.now() - started;
    if (kept !== EVENTS) throw new Error(`${kept} of ${EVENTS} events were kept`);
    return { perSecond: EVENTS / (ms / 1000), p50: ms, p99: ms };
  };
  return {
    capture: () =>
      timed(async (events) => {
        const whose = { capturedBy: 'channel:bench', capture: null, behaviour: 'rollback', now: new Date() };
        const { captured } = await db.command((tx) => capture.keep(tx, { prefixes: {}, events }, whose));
        return captured;
      }),
    plain: () =>
      timed((events) =>
        db.command(async (tx) => {
          let kept = 0;
          for (let from = 0; from < events.length; from += AT_ONCE) {
            const some = events.slice(from, from + AT_ONCE).map((event) => JSON.stringify(event));
            const rows = await tx.query(
              'insert into plain_event select e::jsonb from unnest($1::text[]) e returning 1 as one',
              [some],
            );
            kept += rows.length;
          }
          return kept;
        }),
      ),
    async stop() {
      await db.close();
      await client.end();
    },
  };
}

/** Sales of single things at a till, no two alike. */
const eventsOf = (round) =>
  Array.from({ length: EVENTS }, (_, i) => ({
    type: 'ObjectEvent',
    eventTime: new Date(Date.UTC(2026, 0, 1) + (round * EVENTS + i) * 1_000).toISOString(),
    eventTimeZoneOffset: '+08:00',
    epcList: [`urn:epc:id:sgtin:4012345.011111.${round}-${i}`],
    quantityList: [{ epcClass: `urn:epc:class:lgtin:4012345.022222.LOT${i % 200}`, quantity: 1 + (i % 9), uom: 'KGM' }],
    action: 'OBSERVE',
    bizStep: 'retail_selling',
    disposition: 'retail_sold',
    readPoint: { id: `urn:epc:id:sgln:4012345.00005.${i % 40}` },
    bizTransactionList: [{ type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:4012345000009:${round}-${i >> 2}` }],
  }));
