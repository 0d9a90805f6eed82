import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { TestApp } from '../kit/app.js';

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: 'eA',
  String: 'x',
  Int: 1,
  Float: 1,
  Boolean: false,
  Fen: 1,
  Quantity: '1',
  Sequence: 1,
  PlaceCode: '340323200207',
  Cursor: 'x',
  JSON: {},
  Date: '2026-01-01',
  DateTime: '2026-01-01T00:00:00Z',
};

/** The least that a type takes: required fields only, none of them meaning anything. */
function leastOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return [leastOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) && field.defaultValue === undefined,
    );
    return Object.fromEntries(required.map((field) => [field.name, leastOf(field.type)]));
  }
  if (!(type.name in SCALARS)) throw new Error(`say in SCALARS what the least ${type.name} is`);
  return SCALARS[type.name];
}

/** The least selection that is valid, with the codes of a payload's errors. */
function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  return (isObjectType(named) || isInterfaceType(named)) && 'userErrors' in named.getFields()
    ? '{ userErrors { code field message } }'
    : '{ __typename }';
}

export interface Call {
  query: string;
  variables: Record<string, unknown>;
}

/** The graph as a client learns it. */
export async function learnedGraph(app: TestApp): Promise<GraphQLSchema> {
  return buildClientSchema((await app.ask(getIntrospectionQuery())).data);
}

/** A call of one operation with the least input; `over` replaces fields of its `input`, or else its arguments. */
export function minimalCall(
  schema: GraphQLSchema,
  kind: 'query' | 'mutation',
  name: string,
  over: Record<string, unknown> = {},
): Call {
  const { args, type } = (kind === 'query' ? schema.getQueryType() : schema.getMutationType())!.getFields()[name]!;
  const needed = args.filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || arg.name in over);
  const variables = Object.fromEntries(
    needed.map((arg) => [arg.name, arg.name in over ? over[arg.name] : leastOf(arg.type)]),
  );
  if (typeof variables['input'] === 'object') variables['input'] = { ...variables['input'], ...over };
  const declared = needed.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = needed.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return {
    query: `${kind}${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${selectionOf(type)} }`,
    variables,
  };
}
