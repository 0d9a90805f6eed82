import type { EventKinds, FeedEvent, LostReason, Position } from '../../platform/events/index.js';
import { globalId, requestError, type NodeRegistry, type RequestContext } from '../../platform/graphql/index.js';
import type { EventsArgs, FeedPosition } from './log.types.js';

/** Events looked at in one read, and in one request: whoever is shown few of them asks again from `endCursor`. */
const READ = 1_000;
const READS = 5;

interface Found {
  events: FeedEvent[];
  /** Everything up to here was looked at. */
  end: Position;
  lost?: LostReason;
}

/** The event log for those who poll: what subscriptions send, a page at a time. */
export class LogService {
  constructor(
    private readonly kinds: EventKinds,
    private readonly nodes: NodeRegistry,
  ) {}

  position({ live: { feed, cursors } }: RequestContext): FeedPosition {
    return { cursor: cursors.encode(feed.position), sequence: feed.headPos };
  }

  /** Events that the viewer may know of. A cursor that cannot be followed answers an empty page that says why. */
  async events(context: RequestContext, args: EventsArgs): Promise<object> {
    const { feed, cursors } = context.live;
    if (args.first < 1 || args.first > 100) throw requestError('BAD_USER_INPUT', '`first` must be 1 to 100.');
    const start = await this.start(context, args.after);
    if (!start) return nothing('CURSOR_INVALID');
    const { events, end, lost } = await this.find(context, start, args);
    if (lost && events.length === 0) return nothing(lost);
    const edges = events.map((event) => {
      const cursor = cursors.encode({ epoch: end.epoch, pos: event.pos });
      return { cursor, node: this.logEvent(event, cursor) };
    });
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: { endCursor: cursors.encode(end), hasNextPage: lost !== undefined || end.pos < feed.headPos },
    };
  }

  /** Null for a cursor that this server did not write. */
  private async start({ live: { feed, cursors } }: RequestContext, after: string | null | undefined) {
    const given = after ? cursors.decode(after) : undefined;
    // The cursor of half a snapshot lies before the first event.
    return given === undefined || (given && given.pos < 0) ? { epoch: feed.epoch, pos: await feed.tail() } : given;
  }

  private async find({ live: { feed }, viewer }: RequestContext, start: Position, args: EventsArgs): Promise<Found> {
    const { first, kinds } = args;
    const wanted = kinds && new Set(kinds);
    const events: FeedEvent[] = [];
    let end = start;
    for (let reads = 0; reads < READS; reads++) {
      const page = await feed.all(end, READ);
      if (page.lost) return { events, end, lost: page.lost };
      for (const event of page.events) {
        end = { ...end, pos: event.pos };
        if (wanted && !wanted.has(event.kind)) continue;
        if (this.kinds.of(event)?.visible(viewer, event) && events.push(event) === first) return { events, end };
      }
      end = { ...end, pos: page.upTo };
      if (page.events.length === 0 || end.pos >= feed.headPos) break;
    }
    return { events, end };
  }

  private logEvent(event: FeedEvent, cursor: string): object {
    const { pos: sequence, kind, occurredAt, version } = event;
    const thing = this.kinds.of(event)!.node(event);
    return {
      cursor,
      sequence,
      kind,
      occurredAt,
      version,
      // Read only where it is asked for, and then for the whole page at once.
      node: (_args: unknown, context: RequestContext) =>
        thing && this.nodes.fetch(context, globalId(thing.type, thing.key)),
    };
  }
}

const nothing = (resyncRequired: string) => ({
  edges: [],
  nodes: [],
  pageInfo: { endCursor: null, hasNextPage: false },
  resyncRequired,
});
