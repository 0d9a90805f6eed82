import DataLoader from 'dataloader';
import type { Call, ImportedOrder } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask, rows, type Answer } from '../top/ask.js';
import { TopFault } from '../top/faults.js';
import type { Trade } from './trade.js';

type Receiver = ImportedOrder['buyer'];

interface Wanted {
  readonly trade: Trade;
  readonly call: Call<Config>;
}

/** The gateway opens so many at once: trades that are executed beside each other ask together. */
const AT_ONCE = 20;
const TOGETHER_MS = 5;

/** By connection. Nothing is kept in them beyond the question that is being asked. */
const askers = new Map<string, DataLoader<Wanted, Answer | null>>();

/**
 * Who receives a trade, in clear. Asked for only when an order is made of it, and stored sealed by the host. Undefined where
 * Taobao does not tell, such as before it is paid.
 */
export async function receiverOf(trade: Trade, call: Call<Config>): Promise<Receiver> {
  if (!trade.oaid) return undefined;
  const found = await askerOf(call.connection.code).load({ trade, call });
  if (!found) return undefined;
  const said = (...names: string[]) => names.map((name) => found[name]).filter((value) => typeof value === 'string');
  const address = said('state', 'city', 'district', 'town', 'address_detail').join('');
  const [name] = said('name') as string[];
  const [phone] = said('mobile', 'phone') as string[];
  return { ...(name && { name }), ...(phone && { phone }), ...(address && { address }) };
}

function askerOf(connection: string): DataLoader<Wanted, Answer | null> {
  const asker = askers.get(connection) ?? new DataLoader<Wanted, Answer | null>(askTogether, OPTIONS);
  askers.set(connection, asker);
  return asker;
}

const OPTIONS: DataLoader.Options<Wanted, Answer | null> = {
  cache: false,
  maxBatchSize: AT_ONCE,
  batchScheduleFn: (ask) => void setTimeout(ask, TOGETHER_MS),
};

async function askTogether(wanted: readonly Wanted[]): Promise<(Answer | null)[]> {
  const call = (wanted.find((one) => !one.call.signal.aborted) ?? wanted[0]!).call;
  const query = wanted.map(({ trade }) => ({ oaid: trade.oaid, tid: trade.tid, scene: '1001' }));
  try {
    const answer = await ask(call, 'taobao.top.oaid.decrypt', { query_list: JSON.stringify(query) });
    const found = new Map(rows(answer, 'receiver_list', 'receiver').map((row) => [String(row['oaid']), row]));
    return wanted.map(({ trade }) => found.get(trade.oaid!) ?? null);
  } catch (fault) {
    if (!(fault instanceof TopFault) || fault.kind !== 'fix') throw fault;
    // One that is refused must not take the others with it.
    if (wanted.length > 1) return (await Promise.all(wanted.map((one) => askTogether([one])))).flat();
    call.log.warn('Taobao does not tell the receiver of a trade', { code: fault.code });
    return [null];
  }
}
