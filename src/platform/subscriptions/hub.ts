import { createHash } from 'node:crypto';
import { createSourceEventStream, getVariableValues, getOperationAST, GraphQLError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { FeedEvent, Position } from '../events/index.js';
import { createContext, type RequestContext } from '../graphql/index.js';
import type { Viewer } from '../policy/index.js';
import { selectionVariablesKey, variablesKey, type SharedDocument } from './document.js';
import { Group, type Execution } from './group.js';
import type { Outlet } from './outlet.js';
import type { GroupServices } from './services.js';
import { FeedSubscription } from './source.js';
import { Subscriber, type Beginning } from './subscriber.js';

/** One subscription as its client asked for it. */
export interface Asked {
  readonly shared: SharedDocument;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** A subscription that goes on until it is left. */
export interface Seat {
  /** Answers where it stood, for whoever goes on from there. */
  leave(): Beginning;
}

/** Groups all subscriptions of this process, and wakes those whose events came. */
export class Hub {
  private readonly groups = new Map<string, Group>();
  private readonly topics = new Map<string, Set<Group>>();
  private readonly visibilities = new WeakMap<Viewer, string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly services: GroupServices,
    /** Whom public documents are executed as: what everyone shares holds nothing that only some may see. */
    private readonly visitor: Viewer,
  ) {
    const { feed, metrics } = services;
    feed.onEvent((event) => this.route(event));
    feed.onLost(() => this.groups.forEach((group) => group.unseat()));
    metrics.gauge(
      'yizhan_subscription_groups',
      'Groups of subscriptions that share an execution.',
      () => this.groups.size,
    );
    metrics.gauge('yizhan_subscriptions', 'Subscriptions that share executions.', () =>
      [...this.groups.values()].reduce((sum, { size }) => sum + size, 0),
    );
  }

  /**
   * Starts a subscription that follows a feed. Answers its seat; the errors, if it is refused; or the field's own stream
   * where it follows none.
   */
  async join(
    { shared, variables }: Asked,
    context: RequestContext,
    outlet: Outlet,
    beginning?: Beginning,
  ): Promise<Seat | readonly GraphQLError[] | AsyncIterable<unknown>> {
    const { document, operationName } = shared;
    const definitions = getOperationAST(document, operationName)!.variableDefinitions ?? [];
    const { coerced, errors } = getVariableValues(this.schema, definitions, variables ?? {});
    if (errors) return errors;
    const execution = { schema: this.schema, document, operationName, variableValues: variables };
    const stream = await createSourceEventStream({ ...execution, contextValue: context });
    if (!(Symbol.asyncIterator in stream))
      return stream.errors ?? [new GraphQLError('The subscription did not start.')];
    if (!(stream instanceof FeedSubscription)) return stream;
    const visibility = this.visibility(shared, context);
    const key = hash(`${visibility}\n${shared.key}\n${variablesKey(shared, coerced)}`);
    const messageKey = stream.source.uniform
      ? hash(`${visibility}\n${shared.selectionKey}\n${selectionVariablesKey(shared, coerced)}`)
      : key;
    const group = this.groups.get(key) ?? this.open({ key, messageKey }, stream, execution, shared, context);
    const subscriber = new Subscriber(group, outlet, beginning ?? this.beginning(stream.source.after));
    group.join(subscriber);
    return {
      leave: () => {
        group.leave(subscriber);
        if (group.size === 0) this.close(key, group);
        return subscriber.standing;
      },
    };
  }

  /** Viewers with the same rules see the same; a public document looks the same to all. */
  private visibility(shared: SharedDocument, { viewer, language }: RequestContext): string {
    if (shared.public) return `public ${language}`;
    let known = this.visibilities.get(viewer);
    if (!known) {
      known = hash(JSON.stringify(viewer.ability.rules));
      this.visibilities.set(viewer, known);
    }
    return `${known} ${language}`;
  }

  private open(
    { key, messageKey }: { key: string; messageKey: string },
    { source }: FeedSubscription,
    execution: Execution,
    { public: open }: SharedDocument,
    { viewer, ...context }: RequestContext,
  ): Group {
    const seen = open ? this.visitor : viewer;
    // Batch loaders for each page: those of a whole subscription would answer from their cache for ever.
    const group = new Group(
      messageKey,
      source,
      execution,
      () => createContext({ ...context, viewer: seen }),
      this.services,
    );
    this.groups.set(key, group);
    for (const topic of source.topics) {
      const groups = this.topics.get(topic) ?? new Set();
      this.topics.set(topic, groups.add(group));
    }
    return group;
  }

  private close(key: string, group: Group): void {
    if (this.groups.get(key) !== group) return;
    this.groups.delete(key);
    for (const topic of group.source.topics) {
      const groups = this.topics.get(topic)!;
      groups.delete(group);
      if (groups.size === 0) this.topics.delete(topic);
    }
  }

  private beginning(after: string | null | undefined): Beginning {
    if (!after) return {};
    const position: Position | null = this.services.cursors.decode(after);
    if (!position) return { resync: 'CURSOR_INVALID' };
    return position.pos < 0 ? {} : { after: position };
  }

  private route(event: FeedEvent): void {
    for (const topic of this.services.feed.topicsOf(event)) {
      for (const group of this.topics.get(topic) ?? []) if (group.source.wants(event)) group.wake(event.pos - 1);
    }
  }
}

export function createMemo(): LRUCache<string, string> {
  return new LRUCache({ maxSize: MEMO_BYTES, sizeCalculation: (json, key) => json.length + key.length + 100 });
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url');

const MEMO_BYTES = 32 * 1024 * 1024;
