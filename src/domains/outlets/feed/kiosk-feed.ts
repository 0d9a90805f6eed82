import type { FeedEvent } from '../../../platform/events/index.js';
import { numericKey, requestError, type RequestContext } from '../../../platform/graphql/index.js';
import { rowsAllowed, type Viewer } from '../../../platform/policy/index.js';
import type { FeedSource, Snapshot } from '../../../platform/subscriptions/index.js';
import { commandReads } from '../commands/command.types.js';
import { kioskReads, KIOSKS, slotReads } from '../outlet.reads.js';
import { KIOSK_FACTS } from '../outlets.service.js';
import type { KioskFeedArgs } from './kiosk-feed.types.js';
import { kioskPayload, kioskSiteTopic, kioskTopic, mayKnowKiosk, type KioskThing } from './kiosk.events.js';

const READS = { Kiosk: kioskReads, Slot: slotReads, KioskCommand: commandReads } as const;

const itemOf = (thing: KioskThing, row: object): object => READS[thing].row(row);

/**
 * The feed of one kiosk, a device's own if none is named; for others, of all that they may see. What an event carries is the
 * whole thing, so that it costs no statement.
 */
export function kioskFeed(viewer: Viewer, { after, kioskId }: KioskFeedArgs): FeedSource {
  const key = kioskId ? numericKey(kioskId, 'Kiosk') : null;
  if (kioskId && key === null) throw requestError('BAD_USER_INPUT', "`kioskId` is no kiosk's id.");
  return {
    kind: 'kiosk',
    topics: topicsOf(viewer, key),
    after,
    coalesce: true,
    uniform: true,
    wants: (event) => key === null || kioskPayload(event).kiosk === key,
    change: (event: FeedEvent, at, context) => {
      if (!mayKnowKiosk(context.viewer, event)) return null;
      const { thing, row } = kioskPayload(event);
      return { ...at, item: itemOf(thing, row) };
    },
    snapshot: (context) => thingsNow(context, key),
  };
}

function topicsOf({ kind, siteCodes }: Viewer, key: number | null): string[] {
  if (key !== null) return [kioskTopic(key)];
  return kind === 'device' ? siteCodes.map(kioskSiteTopic) : ['kiosk'];
}

/** Things a part: a kiosk's snapshot is one part. */
const PART = 1_000;

const SLOT = `id as key, outlet_id as "kioskKey", code, product_id as "productKey", scale, fresh, capacity, price_fen as "priceFen",
  level, held, promised, health, active, version`;

/** Things may be newer than the head: clients take only a higher version. */
function thingsNow({ db, viewer }: RequestContext, key: number | null): Promise<Snapshot> {
  return db.snapshot(async (client) => {
    const head = await client.query<{ pos: number; epoch: string }>('select pos, epoch from feed_head');
    const values: unknown[] = [key];
    const allowed = rowsAllowed(viewer, 'read', 'Kiosk', KIOSK_FACTS, values);
    const { rows: kiosks } = await client.query<{ key: number }>(
      `select t.outlet_id as key, t.version, t.site_code as "siteCode", t.place_code as "placeCode", t.channel, t.online, t.seen_at as "seenAt",
              t.temperature_dc as "temperatureDc", t.max_temperature_dc as "maxTemperatureDc", t.door,
              t.clock_skew_s as "clockSkewSeconds", t.open_since as "openSince", t.warm_since as "warmSince",
              t.locked_since as "lockedSince", t.planogram as "planogramVersion", t.journal_epoch as "journalEpoch",
              t.journal_acked as "journalAcked", t.owner_kind as "ownerKind", t.owner_name as "ownerName"
         from ${KIOSKS} t where ($1::bigint is null or t.outlet_id = $1) and ${allowed} order by t.outlet_id`,
      values,
    );
    const keys = kiosks.map((kiosk) => kiosk.key);
    const { rows: slots } = await client.query<object>(
      `select ${SLOT} from slot where outlet_id = any($1) and active order by outlet_id, code`,
      [keys],
    );
    const { rows: commands } = await client.query<object>(
      `select id as key, kind, state, issued_at as "issuedAt", expires_at as "expiresAt", version
         from kiosk_command where outlet_id = any($1) and state in ('PENDING', 'TAKEN') and expires_at > now() order by id`,
      [keys],
    );
    const items = [
      ...kiosks.map((row) => itemOf('Kiosk', row)),
      ...slots.map((row) => itemOf('Slot', row)),
      ...commands.map((row) => itemOf('KioskCommand', row)),
    ];
    const parts = Array.from({ length: Math.max(1, Math.ceil(items.length / PART)) }, (_, i) => ({
      items: items.slice(i * PART, (i + 1) * PART),
    }));
    return { ...head.rows[0]!, parts };
  });
}
