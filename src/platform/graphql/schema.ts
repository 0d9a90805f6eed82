import type { GraphQLSchema } from 'graphql';
import { assertValidSchema, isAbstractType, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage } from 'type-graphql';
import { checkAllowed, withoutPolicy } from './allow.js';

/** Builds the graph from resolver instances. Refuses operations and types without a policy. */
export function buildGraph(
  resolvers: readonly object[],
  orphanedTypes: readonly (new (...args: never[]) => object)[] = [],
): GraphQLSchema {
  const instances = new Map(resolvers.map((instance) => [instance.constructor, instance]));
  const schema = buildSchemaSync({
    resolvers: [...instances.keys()] as [new () => object],
    container: { get: (type) => instances.get(type) },
    orphanedTypes: [...orphanedTypes] as never,
    authChecker: checkAllowed as never,
    validate: false,
    pubSub: NO_PUBSUB,
    // It would ask the whole schema about itself to find whether it is valid.
    skipCheck: true,
  });
  assertValidSchema(schema);
  resolveTypesAtOnce(schema);
  const missing = withoutPolicy();
  if (missing.length > 0) throw new Error(`without a policy: ${missing.join(', ')}`);
  return schema;
}

/** type-graphql asks for an object's type asynchronously: a list of an interface becomes a promise an item. Ours know at once. */
function resolveTypesAtOnce(schema: GraphQLSchema): void {
  const { interfaceTypes, unions } = getMetadataStorage();
  for (const { name, resolveType } of [...interfaceTypes, ...unions]) {
    const type = schema.getType(name);
    if (isAbstractType(type) && resolveType) type.resolveType = resolveType as typeof type.resolveType;
  }
}

/** Subscriptions follow the event log. The library's own hub throws, uncaught, once a reader is 1,024 events behind. */
const NO_PUBSUB = {
  publish: () => {
    throw new Error('events go through the event log');
  },
  subscribe: (): never => {
    throw new Error('subscriptions follow the event log');
  },
};

/** The schema as committed in `schema/schema.graphql`: sorted, so that a diff shows what changed and nothing else. */
export function printGraph(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
