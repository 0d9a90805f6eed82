import type { GraphQLResolveInfo } from 'graphql';
import {
  byKey,
  listPage,
  Where,
  type Page,
  type PageArgs,
  type ReadModel,
  type RequestContext,
} from '../../../platform/graphql/index.js';

/** A page of rows with whole-number keys, newest first. */
export const newestFirst = <Row extends { key: number }>(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: PageArgs,
  reads: ReadModel<Row>,
  where = new Where(),
): Promise<Page<Row>> => listPage(context, info, args, { reads, where, by: byKey('bigint'), newestFirst: true });
