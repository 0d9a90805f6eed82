import {
  extendSchema,
  Kind,
  parse,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type InputValueDefinitionNode,
} from 'graphql';
import { declarePolicy, permits, type RequestContext } from '../../platform/graphql/index.js';
import type { AddedField, AnyChannel } from '../../plugin-kit/index.js';

/** Makes the resolver of a field that a plug-in adds. */
export type AddedResolver = (
  plugin: AnyChannel,
  name: string,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each plug-in has settings of its own type
  field: AddedField<any>,
) => GraphQLFieldResolver<unknown, RequestContext, Record<string, never>>;

const ROOTS = { Query: 'queries', Mutation: 'mutations' } as const;

const CONNECTION: InputValueDefinitionNode = {
  kind: Kind.INPUT_VALUE_DEFINITION,
  name: { kind: Kind.NAME, value: 'connection' },
  type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } },
  description: {
    kind: Kind.STRING,
    value: 'Code of the connection; needed only where the channel has several that are active.',
  },
};

const isRoot = (name: string): name is keyof typeof ROOTS => name in ROOTS;

/**
 * The graph with a plug-in's own fields and types, or what is wrong with them. A plug-in adds to Query and Mutation and
 * nowhere else, and every name that it adds begins with its id.
 */
export function withAddedFields(
  schema: GraphQLSchema,
  plugin: AnyChannel,
  resolver: AddedResolver,
): { schema: GraphQLSchema } | { faults: string[] } {
  if (!plugin.graphql) return { schema };
  const fault = (text: string) => `${plugin.id}: ${text}`;
  let document: DocumentNode;
  try {
    document = parse(plugin.graphql.typeDefs);
  } catch (error) {
    return { faults: [fault(`its typeDefs cannot be read: ${(error as Error).message}`)] };
  }
  const faults = [
    ...document.definitions.flatMap((one) => namingFaults(one, plugin.id)),
    ...unanswered(document, plugin),
  ];
  if (faults.length > 0) return { faults: faults.map(fault) };
  try {
    const extended = extendSchema(schema, withConnection(document));
    attach(extended, plugin, resolver);
    return { schema: extended };
  } catch (error) {
    return { faults: (error as Error).message.split('\n\n').map((one) => fault(one)) };
  }
}

function namingFaults(definition: DefinitionNode, id: string): string[] {
  if (definition.kind === Kind.OBJECT_TYPE_EXTENSION && isRoot(definition.name.value))
    return (definition.fields ?? [])
      .filter(({ name }) => !name.value.startsWith(id))
      .map(({ name }) => `the field ${name.value} must begin with ${id}`);
  const own = id[0]!.toUpperCase() + id.slice(1);
  if (!('name' in definition) || !definition.name) return [`a ${definition.kind} is not allowed in typeDefs`];
  const { value } = definition.name;
  if (!definition.kind.endsWith('TypeDefinition'))
    return [`${value}: only Query and Mutation may be extended, with types of its own`];
  return value.startsWith(own) ? [] : [`the type ${value} must begin with ${own}`];
}

const addedTo = (document: DocumentNode, root: string): FieldDefinitionNode[] =>
  document.definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_EXTENSION && one.name.value === root ? (one.fields ?? []) : [],
  );

/** Fields without a resolver, and resolvers without a field. */
function unanswered(document: DocumentNode, { graphql }: AnyChannel): string[] {
  return Object.entries(ROOTS).flatMap(([root, part]) => {
    const fields = new Set(addedTo(document, root).map(({ name }) => name.value));
    const resolvers = Object.entries(graphql?.[part] ?? {});
    return [
      ...[...fields].filter((name) => !graphql?.[part]?.[name]).map((name) => `${root}.${name} has no resolver`),
      ...resolvers.filter(([name]) => !fields.has(name)).map(([name]) => `${root}.${name} is not in its typeDefs`),
      ...resolvers
        .filter(([, { allow }]) => allow !== 'public' && !/^\w+ \w+$/.test(allow))
        .map(([name, { allow }]) => `${root}.${name} has no good policy: ${JSON.stringify(allow)}`),
    ];
  });
}

const withConnection = (document: DocumentNode): DocumentNode =>
  visit(document, {
    ObjectTypeExtension: (type) => ({
      ...type,
      fields: type.fields?.map((field) =>
        field.arguments?.some(({ name }) => name.value === 'connection')
          ? field
          : { ...field, arguments: [...(field.arguments ?? []), CONNECTION] },
      ),
    }),
  });

function attach(schema: GraphQLSchema, plugin: AnyChannel, resolver: AddedResolver): void {
  for (const [root, part] of Object.entries(ROOTS)) {
    const type = root === 'Query' ? schema.getQueryType() : schema.getMutationType();
    for (const [name, field] of Object.entries(plugin.graphql?.[part] ?? {})) {
      const resolve = resolver(plugin, name, field);
      declarePolicy(root === 'Query' ? 'query' : 'mutation', name, field.allow);
      type!.getFields()[name]!.resolve = (source, args, context: RequestContext, info) => {
        permits(context, field.allow);
        return resolve(source, args as Record<string, never>, context, info);
      };
    }
  }
}
