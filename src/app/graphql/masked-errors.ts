import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Codes that say what the client did wrong: their messages are meant to be read. */
const CLIENT_CODES = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CHANNEL_UNAVAILABLE',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_COMPLEX',
  'TOO_MANY_SUBSCRIPTIONS',
  'UNAUTHENTICATED',
]);

/** Whether an error was thrown on purpose, by us or by GraphQL itself, for the client to see. */
export function isOurs(error: GraphQLError): boolean {
  const cause = error.originalError;
  return (
    (!cause || cause instanceof GraphQLError) && (!error.path || CLIENT_CODES.has(String(error.extensions['code'])))
  );
}

/** What a client gets for an error: its own faults in words, ours as one sentence. */
export function masked(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = String(formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
  const thrown = unwrapResolverError(error);
  // A code of ours on an exception that is none of ours does not make it one.
  if (CLIENT_CODES.has(code) && (thrown instanceof GraphQLError || !(thrown instanceof Error))) {
    const { stacktrace: _, limit, ...extensions } = { ...formatted.extensions };
    return { ...formatted, extensions: limit ? { ...extensions, code: limit } : extensions };
  }
  return {
    message: 'The server failed; it has been logged.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
    ...(formatted.path && { path: formatted.path }),
  };
}

/** As {@link masked}, for results that no Apollo formats. */
export function shownError(error: GraphQLError): GraphQLError {
  const { message, extensions } = masked(error.toJSON(), error);
  return new GraphQLError(message, { extensions: extensions ?? null, path: error.path ?? null });
}
