import type { Call, InboundMessage, Json, Poll, Polled } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { rows, type Answer } from '../top/ask.js';
import { asSuspension } from '../top/suspension.js';
import { tellProgress } from './progress.js';
import { afterPage, beginning, cut, lastPage, nextWindow, WINDOWS, type Place } from './windows.rules.js';

/** A list of changes at the gateway: of trades, or of refunds. */
export interface Changes {
  /** For the log and for health. */
  readonly name: string;
  read(call: Call<Config>, params: PageParams): Promise<Answer>;
  readonly rows: readonly [list: string, row: string];
  message(row: Answer): InboundMessage;
}

export interface PageParams {
  readonly start_modified: string;
  readonly end_modified: string;
  readonly page_no: number;
  readonly page_size: number;
}

/** Reads a list of changes by windows, a page a look, from the last page of each window backwards. */
export function changesPoll(changes: Changes, everySeconds: number): Poll<Config> {
  return { everySeconds, poll: (cursor, call) => look(changes, cursor, call).catch(asSuspension) };
}

async function look(changes: Changes, cursor: Json, call: Call<Config>): Promise<Polled> {
  const now = call.clock.now();
  const place = (cursor as unknown as Place | null) ?? beginning(now);
  const opened = place.open ? { place, page: null } : await openWindow(changes, place, call);
  if (!opened) return { messages: [], cursor: place as unknown as Json, more: false };
  const page = opened.page ?? (await readPage(changes, opened.place, call));
  const after = afterPage(opened.place, page.total);
  const messages = page.rows.toReversed().map((row) => changes.message(row));
  if (!after.open && place.upTo < place.startedAt) await tellProgress(changes.name, after, call);
  const more = after.open !== undefined || nextWindow(after, now) !== null;
  return { messages, cursor: after as unknown as Json, more };
}

interface Page {
  readonly total: number;
  readonly rows: readonly Answer[];
}

/** Asks how many pages there are. A window of one page is read by that. */
async function openWindow(changes: Changes, place: Place, call: Call<Config>) {
  const window = nextWindow(place, call.clock.now());
  if (!window) return null;
  const first = { ...place, open: { ...window, page: 1, total: Number.MAX_SAFE_INTEGER } };
  const page = await readPage(changes, first, call);
  const shorter = cut(window, page.total);
  if (shorter) {
    const again = { ...place, open: { ...shorter, page: 1, total: Number.MAX_SAFE_INTEGER } };
    return openAt(again, await readPage(changes, again, call));
  }
  return openAt(first, page);
}

function openAt(place: Place, page: Page): { place: Place; page: Page | null } {
  const last = lastPage(page.total);
  const open = { ...place.open!, page: last, total: page.total };
  return { place: { ...place, open }, page: last === 1 ? page : null };
}

async function readPage(changes: Changes, { open }: Place, call: Call<Config>): Promise<Page> {
  const answer = await changes.read(call, {
    start_modified: open!.from,
    end_modified: open!.to,
    page_no: open!.page,
    page_size: WINDOWS.pageSize,
  });
  return { total: Number(answer['total_results'] ?? 0), rows: rows(answer, ...changes.rows) };
}
