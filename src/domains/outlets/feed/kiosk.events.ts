import type { EventKind, FeedEvent } from '../../../platform/events/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { OutletRef } from '../seat.js';

/** What of a kiosk an event is about. */
export type KioskThing = 'Kiosk' | 'Slot' | 'KioskCommand';

/** What an event of a kiosk says: whose it is, and the thing as it is after it, so that a follower needs no join. */
export interface KioskPayload {
  kiosk: number;
  site: string;
  place: string;
  channel: string;
  thing: KioskThing;
  row: Record<string, unknown>;
}

export const kioskPayload = (event: FeedEvent) => event.payload as unknown as KioskPayload;

export const kioskSiteTopic = (site: string) => `kiosk/site/${site}`;
export const kioskTopic = (key: number) => `kiosk/of/${key}`;

/** A row as an event carries it: `key` and `version`, and whatever else its read model reads. */
interface ToldRow {
  key: number | string;
  version: number;
}

/** Tells followers of a kiosk that a thing of it changed. */
export function tellKiosk(
  tx: Transaction,
  { id, site, place, channel }: OutletRef,
  thing: KioskThing,
  row: ToldRow,
): void {
  tx.emit({
    kind: 'kiosk',
    subject: `${thing}:${row.key}`,
    version: row.version,
    payload: { kiosk: id, site, place, channel, thing, row: { ...row } },
  });
}

export const mayKnowKiosk = (viewer: Viewer, event: FeedEvent): boolean => {
  const { site, place, channel } = kioskPayload(event);
  return may(viewer, 'read', 'Kiosk', { site, place, channel });
};

/** A kiosk is woken for itself alone. */
export const kioskEvents: EventKind = {
  kind: 'kiosk',
  topics: (event) => {
    const { kiosk, site } = kioskPayload(event);
    return [kioskSiteTopic(site), kioskTopic(kiosk)];
  },
  visible: mayKnowKiosk,
  node: (event) => {
    const { thing, row } = kioskPayload(event);
    return { type: thing, key: row['key'] as string | number };
  },
};
