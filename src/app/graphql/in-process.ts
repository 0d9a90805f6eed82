import {
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { selectionFaults, type GraphPort } from '../../channels/index.js';
import type { RequestContext } from '../../platform/graphql/index.js';
import type { Viewer } from '../../platform/policy/index.js';
import { GraphError, type Json } from '../../plugin-kit/index.js';
import { validationRules } from './limits.js';
import { isOurs, shownError } from './masked-errors.js';

export interface InProcessOptions {
  schema: GraphQLSchema;
  logger: Logger;
  contextOf(viewer: Viewer): RequestContext;
}

const DOCUMENTS = 1_000;

/** The graph for plug-ins: the same documents, limits, policies and masked errors as over HTTP, and no HTTP. Queries alone. */
export function createInProcessGraph({ schema, logger, contextOf }: InProcessOptions): GraphPort {
  const known = new LRUCache<string, DocumentNode>({ max: DOCUMENTS });
  const documentOf = (text: string): DocumentNode => {
    const found = known.get(text);
    if (found) return found;
    const document = parsed(text);
    const faults = validate(schema, document, [...specifiedRules, ...validationRules]);
    if (faults.length > 0) throw refused(faults, 'GRAPHQL_VALIDATION_FAILED');
    if (getOperationAST(document)?.operation !== 'query')
      throw refused(
        [new GraphQLError('One query is expected: what a plug-in wants done is a command.')],
        'BAD_REQUEST',
      );
    known.set(text, document);
    return document;
  };
  return {
    query: async (viewer, text, variables) => {
      const result = await execute({
        schema,
        document: documentOf(text),
        contextValue: contextOf(viewer),
        variableValues: variables as Record<string, unknown>,
      });
      if (!result.errors) return result.data as Record<string, Json>;
      for (const error of result.errors) {
        if (!isOurs(error))
          logger.error({ err: error.originalError ?? error, path: error.path }, 'a resolver failed for a plug-in');
      }
      throw refused(result.errors.map(shownError), 'INTERNAL_SERVER_ERROR');
    },
    selectionFaults: (event, selection) => selectionFaults(schema, event, selection),
  };
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw refused([error as GraphQLError], 'GRAPHQL_PARSE_FAILED');
  }
}

const refused = (errors: readonly GraphQLError[], code: string) =>
  new GraphError(errors.map(({ message, extensions }) => ({ message, code: String(extensions['code'] ?? code) })));
