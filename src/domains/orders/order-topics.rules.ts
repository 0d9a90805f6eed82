import type { Conditions, Viewer } from '../../platform/policy/index.js';
import { orderTopic } from './order.events.js';

/** What narrows the orders somebody follows. */
export interface OrdersWanted {
  statuses: ReadonlySet<string> | null;
  sites: ReadonlySet<string> | null;
  placeCode: string | null;
  channel: string | null;
}

/**
 * Under what every event wanted lies: what the viewer's rules pin down first (a buyer is woken by their own orders), then the
 * filter; the kind itself where neither does.
 */
export function orderTopicsFor(viewer: Viewer, { sites, placeCode, channel }: OrdersWanted): readonly string[] {
  const own = ownTopics(viewer);
  if (own) return own;
  if (sites) return [...sites].map((site) => orderTopic('site', site));
  if (isVillage(placeCode)) return [orderTopic('place', placeCode)];
  return channel === null ? ['order'] : [orderTopic('channel', channel)];
}

/** Null where some rule is wider than a list of values. */
function ownTopics({ ability }: Viewer): string[] | null {
  const topics = new Set<string>();
  for (const rule of ability.possibleRulesFor('read', 'Order')) {
    if (rule.inverted) continue;
    const found = rule.conditions ? pinned(rule.conditions as unknown as Conditions) : null;
    if (!found) return null;
    for (const topic of found) topics.add(topic);
  }
  return [...topics];
}

function pinned({ customer, site, channel, place }: Conditions): string[] | null {
  for (const [fact, test] of Object.entries({ customer, site, channel })) {
    if (!test || 'under' in test) continue;
    const values = 'is' in test ? [test.is] : test.in;
    return values.map((value) => orderTopic(fact as 'customer' | 'site' | 'channel', value));
  }
  return place && 'under' in place && isVillage(place.under) ? [orderTopic('place', place.under)] : null;
}

/** Events name villages; what is wider has no topic of its own. */
const isVillage = (code: string | null): code is string => code?.length === 12;
