import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { readSubject } from '../../platform/graphql/index.js';
import { may, type Policy, type Viewer } from '../../platform/policy/index.js';
import { PERMISSIONS, type Permission, type Subscription } from '../../plugin-kit/index.js';
import { selectionDocument } from './selections.js';

/** Part of a selection that is null whatever is there: the graph does not show it to whoever asks. */
export interface Unreadable {
  /** From the thing itself, such as `lines.product`; empty for the thing itself. */
  readonly field: string;
  readonly type: string;
  /** Those of which one would be enough. */
  readonly needs: readonly string[];
}

/**
 * What of a selection a channel with these permissions may not see. Without it the graph answers null, which a plug-in takes
 * for a thing that is no longer its own. What no permission shows is not listed: null is then all that it ever is.
 */
export class SelectionRights {
  private schema: GraphQLSchema | undefined;
  private readonly known = new LRUCache<string, readonly Unreadable[]>({ max: 1_000 });

  constructor(private readonly policy: Policy) {}

  /** The graph that is served; to be called before anything is asked of it. */
  bind(schema: GraphQLSchema): void {
    this.schema = schema;
    this.known.clear();
  }

  /** Of a selection that fits the graph. */
  unreadable(subscription: Subscription, permissions: readonly string[]): readonly Unreadable[] {
    const key = JSON.stringify([subscription.event, subscription.selection, [...permissions].sort()]);
    let found = this.known.get(key);
    if (!found) this.known.set(key, (found = this.look(this.schema!, subscription, permissions)));
    return found;
  }

  private look(
    schema: GraphQLSchema,
    { event, selection }: Subscription,
    permissions: readonly string[],
  ): readonly Unreadable[] {
    const found = new Map<string, Unreadable>();
    const types = new TypeInfo(schema);
    const path: string[] = [];
    const note = () => {
      const type = getNamedType(types.getType());
      const needs = isCompositeType(type) ? this.missing(schema, type, permissions) : [];
      // The first is `nodes`, which is ours.
      const field = path.slice(1).join('.');
      if (needs.length > 0 && !found.has(field)) found.set(field, { field, type: type!.name, needs });
    };
    visit(
      parse(selectionDocument(event, selection)),
      visitWithTypeInfo(types, {
        Field: {
          enter: ({ name, alias }) => {
            path.push((alias ?? name).value);
            note();
          },
          leave: () => void path.pop(),
        },
        InlineFragment: { enter: note },
      }),
    );
    return [...found.values()];
  }

  /** Permissions that would show a type that these do not; none where they do, or none could. */
  private missing(schema: GraphQLSchema, type: GraphQLNamedType, permissions: readonly string[]): readonly string[] {
    // Of several that it may be, one that is shown is enough.
    const candidates = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const needs = new Set<Permission>();
    for (const { name } of candidates) {
      const subject = readSubject(name);
      if (!this.shows(PERMISSIONS, subject) || this.shows(permissions, subject)) return [];
      for (const one of PERMISSIONS) if (this.shows([...permissions, one], subject)) needs.add(one);
    }
    return [...needs];
  }

  private shows(permissions: readonly string[], subject: string): boolean {
    return may(this.viewer(permissions), 'read', subject);
  }

  private viewer(permissions: readonly string[]): Viewer {
    return this.policy.viewer({
      kind: 'channel',
      id: 'any',
      role: 'CHANNEL',
      placeCode: null,
      siteCodes: [],
      permissions,
    });
  }
}

/** For whoever made or granted it. */
export const spokenUnreadable = (event: string, { field, type, needs }: Unreadable): string =>
  `the selection of ${event} reads ${field ? `${type} at \`${field}\`` : type}, which needs the permission ${needs.join(' or ')}`;
