import 'reflect-metadata';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { requestError } from './errors.js';

/** Where a page starts and how long it is. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many, 1 to 100.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Pass it as `after` for the next page.' })
  endCursor!: string | null;
}

/** Sort values of the last row seen; a keyset cursor is their JSON in base64url. */
export type Keyset = readonly (string | number)[];

export interface Page<Row> {
  edges: { node: Row; cursor: string }[];
  nodes: Row[];
  pageInfo: PageInfo;
  totalCount: () => Promise<number>;
}

/** Makes a Relay connection and its edge for a node type. */
export function connectionType(name: string, node: () => unknown): new () => Page<object> {
  const edge = { [`${name}Edge`]: class {} }[`${name}Edge`]!;
  Field(node as () => never, { description: 'The thing itself.' })(edge.prototype, 'node');
  Field(() => String, { description: 'Its place in the list.' })(edge.prototype, 'cursor');
  ObjectType(`${name}Edge`, { simpleResolvers: true })(edge);
  const type = { [`${name}Connection`]: class {} }[`${name}Connection`]!;
  Field(() => [edge], { description: 'The page, each with its cursor.' })(type.prototype, 'edges');
  Field((() => [node()]) as () => never, { description: 'The page without cursors.' })(type.prototype, 'nodes');
  Field(() => PageInfo)(type.prototype, 'pageInfo');
  Field(() => Int, { description: 'How many there are in all; counted only when asked for.' })(
    type.prototype,
    'totalCount',
  );
  ObjectType(`${name}Connection`, { simpleResolvers: true })(type);
  return type as never;
}

/** Checks a page's arguments; answers its length and the keyset to go on from. */
export function pageOf(args: PageArgs, keys: number): { limit: number; after: Keyset | null } {
  if (args.first < 1 || args.first > 100) throw requestError('BAD_USER_INPUT', '`first` must be 1 to 100.');
  return { limit: args.first, after: args.after ? decodeKeyset(args.after, keys) : null };
}

/** Shapes `limit + 1` rows (one more than asked, to know whether there is a next page) as a connection. */
export function page<Row>(
  rows: Row[],
  limit: number,
  keyset: (row: Row) => Keyset,
  totalCount: () => Promise<number>,
): Page<Row> {
  const hasNextPage = rows.length > limit;
  const nodes = hasNextPage ? rows.slice(0, limit) : rows;
  const last = nodes.at(-1);
  return {
    nodes,
    edges: nodes.map((node) => ({
      node,
      get cursor() {
        return encodeKeyset(keyset(node));
      },
    })),
    pageInfo: { hasNextPage, endCursor: last === undefined ? null : encodeKeyset(keyset(last)) },
    totalCount,
  };
}

export const encodeKeyset = (keys: Keyset): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

export function decodeKeyset(cursor: string, length: number): Keyset {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(keys) &&
      keys.length === length &&
      keys.every((k) => typeof k === 'string' || typeof k === 'number')
    )
      return keys;
  } catch {
    // not JSON: the same answer as any other cursor that is not ours
  }
  throw requestError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
}
