import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../../platform/graphql/index.js';
import type { ReadReplica } from '../../platform/persistence/index.js';
import { MAX_TOKENS, validationRules } from './limits.js';
import { isOurs, masked } from './masked-errors.js';

export interface GraphqlOptions {
  schema: GraphQLSchema;
  production: boolean;
  logger: Logger;
  /** Where public queries are read; left out: where everything is. */
  replica?: ReadReplica | undefined;
  contextFor(headers: {
    authorization?: string | undefined;
    language?: string | undefined;
    requestId: string;
  }): Promise<RequestContext>;
}

/** Mounts GraphQL over HTTP on `/graphql`. Batches are off, CSRF prevention is on, errors are masked, no cache-control plugin. */
export async function mountGraphql(
  app: FastifyInstance,
  { schema, production, logger, replica, contextFor }: GraphqlOptions,
): Promise<() => Promise<void>> {
  const server = new ApolloServer<RequestContext>({
    schema,
    introspection: !production,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    // Our own shutdown stops the database last; Apollo's would end the process before that.
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules,
    formatError: masked,
    logger,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      logBugs(logger),
      ...(replica ? [readPublicFrom(replica)] : []),
    ],
  });
  await server.start();
  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    handler: fastifyApolloHandler(server, {
      context: (request) =>
        contextFor({
          authorization: request.headers.authorization,
          language: request.headers['accept-language'],
          requestId: request.id,
        }),
    }),
  });
  return () => server.stop();
}

/** Visitors' queries go to the replica. Whoever has signed in reads what they just wrote, and so from the primary. */
function readPublicFrom(replica: ReadReplica): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, contextValue }) => {
        if (operation?.operation === 'query' && contextValue.viewer.kind === 'visitor')
          Object.assign(contextValue, { db: replica.reading });
      },
    }),
  };
}

/** A bug is masked to the client and logged whole. */
function logBugs(logger: Logger): ApolloServerPlugin<RequestContext> {
  return {
    unexpectedErrorProcessingRequest: async ({ error }) => logger.error({ err: error }, 'graphql request failed'),
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue, operationName }) => {
        for (const error of errors) {
          if (isOurs(error)) continue;
          logger.error(
            { err: error.originalError ?? error, path: error.path, operationName, requestId: contextValue?.requestId },
            'resolver failed',
          );
        }
      },
    }),
  };
}
