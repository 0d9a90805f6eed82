import type { Database } from '../../platform/persistence/index.js';
import { timeoutOf, type Calls } from '../calls/calls.js';
import type { OpenConnection } from '../connections/connection-book.js';
import type { RoundFinish, TakenRound } from '../rounds/round-store.js';
import { differencesOf, STOCK_AGAIN, writeDifferences } from './differences.js';
import { missingThere, Seen } from './missing-there.js';
import type { End, Listed } from './records.js';

const PAGE = 200;
/** All of the remote side's books may take longer than one call of another kind. */
const TIMEOUT_MS = 60_000;

/** Holds the remote side's books against ours, again and again; what differs in stock is told once more. */
export class Reconciling {
  readonly timeoutMs = TIMEOUT_MS;

  constructor(
    private readonly db: Database,
    private readonly calls: Calls,
    private readonly wake: () => void,
  ) {}

  async run(open: OpenConnection, taken: TakenRound): Promise<RoundFinish> {
    const reconcile = open.plugin.reconcile!;
    const since = taken.doneAt === null ? null : new Date(taken.doneAt);
    const startedAt = new Date();
    const timeoutMs = Math.max(TIMEOUT_MS, timeoutOf(open));
    await this.calls.run(open, { what: 'reconcile', line: 'outbound', breaker: true, timeoutMs }, async (call) => {
      const seen = new Seen();
      let page: Listed[] = [];
      for await (const record of reconcile.listRemote(since, call)) {
        call.signal.throwIfAborted();
        if (record.kind === 'end') await this.end(taken.connection, record, seen);
        else {
          seen.add(record);
          page.push(record);
        }
        if (page.length < PAGE) continue;
        await this.hold(taken.connection, page);
        page = [];
      }
      if (page.length > 0) await this.hold(taken.connection, page);
    });
    // Whatever changed there while it was read is looked at again.
    return { afterSeconds: reconcile.everySeconds, doneAt: startedAt };
  }

  private async end(connection: string, end: End, seen: Seen): Promise<void> {
    await this.db.command(async (tx) =>
      writeDifferences(tx, connection, await missingThere(tx, connection, end, seen.of(end.of))),
    );
  }

  private async hold(connection: string, records: readonly Listed[]): Promise<void> {
    const again = await this.db.command(async (tx) => {
      const found = await differencesOf(tx, connection, records);
      await writeDifferences(tx, connection, found);
      const stock = found
        .filter(({ kind, code }) => kind === 'stock' && code === 'QUANTITY')
        .map((one) => one.externalId);
      if (stock.length > 0) await tx.query(STOCK_AGAIN, [connection, stock]);
      return stock.length > 0;
    });
    if (again) this.wake();
  }
}
