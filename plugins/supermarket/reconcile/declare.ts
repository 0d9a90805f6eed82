import type { Call, InboundMessage, Intake, Json, Outcome, RawRequest, Reply } from 'yizhan/plugin-kit';
import { streamOf } from '../batch.js';
import type { Config, Store } from '../config.js';
import { deviceOf } from '../device-requests.js';
import { statusOf } from '../acknowledge.js';
import { saleId } from '../receipt.js';
import { digestOf } from '../sign.js';
import { readRows } from './read-rows.js';
import { refusedFile } from './refused-file.js';
import { readSalesTable } from './sales-table.js';
import { declared, readSalesReport } from './slsrpt.js';

/** A message of type `day`: a store's own account of a day, by receipt (a table) or by article (an EANCOM report). */
interface DayBody {
  readonly store: string;
  readonly date: string;
  readonly digest: string;
  readonly rows: number;
  readonly totalFen: number;
  readonly receipts?: Json;
  readonly products?: Json;
  readonly last?: { readonly epoch: number; readonly seq: number } | null;
}

/** Store and date of `…/reconcile/:store/:date`. */
function addressOf(request: RawRequest, config: Config): { code: string; store: Store; date: string } {
  const { store: code = '', date = '' } = request.params;
  const store = Object.hasOwn(config.stores, code) ? config.stores[code] : undefined;
  const device = deviceOf(request, config);
  if (!store || (device.store !== '*' && device.store !== code))
    throw refusedFile('WRONG_STORE_OR_DATE', `${code} is no store of this device`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date)
    throw refusedFile('WRONG_STORE_OR_DATE', `${date} is no date`);
  return { code, store, date };
}

/** One message for the whole file, or a refusal of the whole file. */
export async function readDay(request: RawRequest, { config }: Call<Config>): Promise<InboundMessage[]> {
  const { code, store, date } = addressOf(request, config);
  const digest = digestOf(request.body);
  const account = isEdifact(request.body)
    ? reported(request.body, code, store, date)
    : await listed(request.body, code);
  const body: DayBody = { store: code, date, digest, ...account };
  return [
    {
      type: 'day',
      dedupeKey: `day:${code}:${date}:${digest}`,
      orderingKey: `day:${code}:${date}`,
      body: body as unknown as Json,
    },
  ];
}

const isEdifact = (bytes: Uint8Array): boolean => /^UN[AB]/.test(Buffer.from(bytes.subarray(0, 3)).toString('latin1'));

async function listed(bytes: Uint8Array, code: string): Promise<Omit<DayBody, 'store' | 'date' | 'digest'>> {
  const { receipts, rows, totalFen, last } = readSalesTable(await readRows(bytes));
  const entries = [...receipts].map(([receipt, amountFen]) => ({ externalId: saleId(code, receipt), amountFen }));
  return { rows, totalFen, receipts: entries, last };
}

function reported(bytes: Uint8Array, code: string, { gln }: Store, date: string) {
  const report = readSalesReport(bytes);
  if (gln !== undefined && report.location !== gln)
    throw refusedFile('WRONG_STORE_OR_DATE', `the report is of ${report.location}, ${code} is ${gln}`);
  if (report.date !== date) throw refusedFile('WRONG_STORE_OR_DATE', `the report is of ${report.date}`);
  const products = report.articles.map((article) => ({
    product: { externalId: article.code },
    ...declared(article),
    amountFen: article.amountFen,
  }));
  const totalFen = products.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return { rows: products.length, totalFen, products: products as unknown as Json };
}

export function normaliseDay({ body }: InboundMessage, { config }: Call<Config>): Intake {
  const { store: code, date, digest, totalFen, receipts, products } = body as unknown as DayBody;
  const store = config.stores[code];
  if (!store) return { hold: 'UNKNOWN_STORE', message: `there is no store ${code} in the settings` };
  const declaration = {
    externalId: digest,
    siteCode: store.siteCode,
    businessDate: date,
    totalFen,
    ...(receipts !== undefined && { receipts: receipts as never }),
    ...(products !== undefined && { products: products as never }),
  };
  return { commands: [{ kind: 'counter.declare', declaration }] };
}

/** How it compares: their total and ours, and what the till still owes by the trailer's last number. */
export async function acknowledgeDay(
  [outcome]: readonly Outcome[],
  request: RawRequest,
  call: Call<Config>,
): Promise<Reply> {
  const day = outcome!.message.body as unknown as DayBody;
  const [result] = outcome!.results;
  const { bookedFen = null, differences = null } = result?.status === 'done' ? result.values : {};
  const { status, code } = statusOf(outcome!);
  const missing = (await missingOf(day, request, call)).map(([from, to]) => [from, to]);
  const { rows, totalFen } = day;
  return { status: 200, body: { status, code, rows, totalFen, bookedFen, differences, missing } };
}

/** Numbers up to the trailer's that are not here: of the till that sent the file, or of the store's only one. */
async function missingOf(
  { last, store }: DayBody,
  request: RawRequest,
  { config, streams }: Call<Config>,
): Promise<readonly (readonly [number, number])[]> {
  const sender = deviceOf(request, config);
  const tills = Object.entries(config.devices).filter(([, device]) => device.store === store && device.kind === 'TILL');
  const till = sender.kind === 'TILL' ? sender.id : tills.length === 1 ? tills[0]![0] : null;
  if (!last || till === null) return [];
  const seen = await streams.seen(streamOf(till, last.epoch));
  return last.seq > seen.last ? [...seen.missing, [seen.last + 1, last.seq]] : seen.missing;
}
