import { randomUUID } from 'node:crypto';
import { graphUrl, run, say as print } from '../settings.js';
import { listOf, sellUntil, type Article } from './day.js';
import { Journal } from './journal.js';
import { say, type Line } from './line.js';
import { setUp } from './set-up.js';

const option = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};

const store = option('store', 'A1');
const till = {
  origin: new URL(graphUrl).origin,
  connection: process.env.YIZHAN_CONNECTION ?? 'supermarket',
  deviceId: process.env.YIZHAN_DEVICE ?? 'T1',
};
const day = option('day', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
const receipts = Number(option('receipts', '30'));
/** The power fails after so many batches: they are on their way, and nothing of their answers is kept. */
const failAfter = Number(option('fail-after', 'Infinity'));
const BATCH = 8;

interface BatchAnswer {
  readonly ackedThroughSeq: number;
  readonly missing: readonly (readonly [number, number])[];
  readonly results: readonly { readonly seq: number; readonly status: string; readonly code: string | null }[];
}

interface DayAnswer {
  readonly status: string;
  readonly totalFen: number;
  readonly bookedFen: number;
  readonly differences: number;
  readonly missing: readonly unknown[];
}

async function sendAll(line: Line, journal: Journal): Promise<void> {
  for (let sent = 1; ; sent++) {
    const events = journal.unconfirmed(BATCH);
    if (events.length === 0) return;
    const { status, body } = await say<BatchAnswer>(
      line,
      'POST',
      'batches',
      JSON.stringify({
        batchId: randomUUID(),
        deviceId: line.deviceId,
        businessDate: day,
        firstSeq: events[0]!.seq,
        lastSeq: events.at(-1)!.seq,
        events,
      }),
    );
    if (status !== 200) throw new Error(`the batch was refused: ${status} ${JSON.stringify(body)}`);
    if (sent >= failAfter) {
      print(`the power fails; confirmed are ${journal.acked}`);
      process.exit(137);
    }
    const counts = Object.entries(Object.groupBy(body.results, (result) => result.status));
    print(
      `${events[0]!.seq}–${events.at(-1)!.seq}: ${counts.map(([name, all]) => `${all!.length} ${name}`).join(', ')}`,
    );
    for (const { seq, status: is, code } of body.results) if (code) print(`  ${seq} ${is} ${code}`);
    if (body.ackedThroughSeq < events.at(-1)!.seq) throw new Error(`missing there: ${JSON.stringify(body.missing)}`);
    journal.confirm(body.ackedThroughSeq);
  }
}

/** Sells by the price list, sends what it sold, goes on after a power cut where its disk says, and declares its day. */
await run(async () => {
  // Without a key of its own it is a till of the demonstration county, which it sets up.
  const line: Line = { ...till, key: process.env.YIZHAN_DEVICE_KEY ?? (await setUp(till, store)) };
  const journal = new Journal(option('data', `.data/counter-terminal/${line.deviceId}`));
  if (journal.events.length > 0) print(`going on: ${journal.events.length} in the journal, ${journal.acked} confirmed`);
  const prices = await say<{ items: Article[] }>(line, 'GET', 'prices');
  if (prices.status !== 200) throw new Error(`the price list was refused: ${prices.status}`);
  sellUntil(journal, prices.body.items, receipts, line.deviceId, day);
  await sendAll(line, journal);
  const { status, body } = await say<DayAnswer>(
    line,
    'PUT',
    `reconcile/${store}/${day}`,
    listOf(journal.events),
    'text/csv',
  );
  if (status !== 200) throw new Error(`the day was refused: ${status} ${JSON.stringify(body)}`);
  print(`the day: ${body.totalFen} fen here, ${body.bookedFen} there, ${body.differences} differences`);
  if (body.differences > 0 || body.totalFen !== body.bookedFen) process.exitCode = 1;
});
