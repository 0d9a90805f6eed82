import type { Viewer } from '../policy/index.js';
import type { FeedEvent } from './event.js';

/** What the platform must know of a kind of event; its domain declares it. */
export interface EventKind {
  /** The kind's name in the log, such as `stock`. */
  readonly kind: string;
  /** Under what an event is found beside its kind, such as `stock/site/CC-340323`: those who filter by it are woken alone. */
  topics?(event: FeedEvent): readonly string[];
  /** Whether this viewer may know of it, by what the event says; asked for each event and viewer. */
  visible(viewer: Viewer, event: FeedEvent): boolean;
  /** The thing it tells of, as the graph knows it: type and key. */
  node(event: FeedEvent): { type: string; key: string | number } | null;
}

/** All kinds of events, in the order they were declared. */
export class EventKinds {
  private readonly kinds = new Map<string, EventKind>();

  define(kind: EventKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`events of kind ${kind.kind} are declared twice`);
    this.kinds.set(kind.kind, kind);
  }

  get names(): string[] {
    return [...this.kinds.keys()];
  }

  of(event: FeedEvent): EventKind | undefined {
    return this.kinds.get(event.kind);
  }

  /** The kind itself, and what its domain adds. */
  readonly topicsOf = (event: FeedEvent): readonly string[] => {
    const more = this.kinds.get(event.kind)?.topics?.(event);
    return more ? [event.kind, ...more] : [event.kind];
  };
}
