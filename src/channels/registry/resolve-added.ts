import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../../platform/policy/index.js';
import { BreakerOpen, CallTimeout, type Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import {
  CONNECTION_COLUMNS,
  type ConnectionBook,
  type OpenConnection,
  type StoredConnection,
} from '../connections/connection-book.js';
import type { Command, FieldCall, Json } from '../../plugin-kit/index.js';
import type { CommandExecutor, GraphPort } from '../ports.js';
import type { Sql } from '../sql.js';
import type { AddedResolver } from './added-fields.js';

export interface AddedOptions {
  readonly sql: Sql;
  readonly book: ConnectionBook;
  readonly calls: Calls;
  readonly graph: GraphPort;
  readonly executor: CommandExecutor;
}

const OF_PLUGIN = `select ${CONNECTION_COLUMNS} from channel_connection c
  where c.plugin = $1 and c.state = 'ACTIVE' and ($2::text is null or c.code = $2) order by c.code limit 2`;

/** Fields that plug-ins add: resolved for one connection, the chosen one or the only one, in its line and time. */
export function createAddedResolver({ sql, book, calls, graph, executor }: AddedOptions): AddedResolver {
  return (plugin, name, field) =>
    async (_source, args: Readonly<Record<string, Json>>, { viewer, language }) => {
      const chosen = (args['connection'] as string | null | undefined) ?? null;
      const found = await sql<StoredConnection>('of_plugin', OF_PLUGIN, [plugin.id, chosen]);
      const open = only(found, book, chosen);
      const { code, permissions } = open.stored;
      const externalId = await externalIdOf(sql, viewer, code);
      let executed = 0;
      const asked = keyOf(args) ?? randomUUID();
      try {
        return await calls.run(open, { what: name }, (call) => {
          const fieldCall = {
            ...call,
            viewer: { kind: viewer.kind, id: viewer.id, externalId, language },
            as: {
              graph: async (document: string, variables?: object) =>
                (await graph.query(viewer, document, variables as never)) as never,
            },
            // The same request again has the same keys, as far as it has an idempotency key.
            execute: (command: Command) =>
              executor.execute({ code, permissions }, command, `field:${name}:${viewer.scope}:${asked}.${executed++}`),
          };
          return field.resolve(args, fieldCall as FieldCall<unknown>);
        });
      } catch (error) {
        if (error instanceof CallTimeout || error instanceof BreakerOpen)
          throw failure('CHANNEL_UNAVAILABLE', 'The channel does not answer: try again in a moment.');
        throw error instanceof GraphQLError ? error : withoutSecrets(error, open);
      }
    };
}

/** What the remote side calls a customer whom this connection signed in. */
async function externalIdOf(sql: Sql, { kind, id }: Viewer, connection: string): Promise<string | null> {
  if (kind !== 'customer') return null;
  const [customer] = await sql<{ externalId: string }>(
    'customer_there',
    'select external_id as "externalId" from customer where id = $1 and channel = $2',
    [id, connection],
  );
  return customer?.externalId ?? null;
}

function only(found: readonly StoredConnection[], book: ConnectionBook, chosen: string | null): OpenConnection {
  if (found.length > 1)
    throw failure('BAD_USER_INPUT', 'There are several connections of this channel: choose one by `connection`.');
  if (found.length === 0)
    throw chosen === null
      ? failure('CHANNEL_UNAVAILABLE', 'This channel has no connection that works.')
      : failure('NOT_FOUND', 'There is no such connection that works.');
  const opened = book.open(found[0]!);
  if ('fault' in opened) throw failure('CHANNEL_UNAVAILABLE', 'This connection does not work at the moment.');
  return opened.open;
}

/** It is logged whole: without the secrets that the plug-in put into it. */
function withoutSecrets(error: unknown, { redact }: OpenConnection): Error {
  const told = new Error(spoken(error, redact));
  told.stack = error instanceof Error ? redact(error.stack) : told.stack;
  return told;
}

const failure = (code: string, message: string) => new GraphQLError(message, { extensions: { code } });

function keyOf(args: Readonly<Record<string, Json>>): string | null {
  const input = args['input'];
  const within = typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {};
  const key = args['idempotencyKey'] ?? (within as Readonly<Record<string, Json>>)['idempotencyKey'];
  return typeof key === 'string' && key.length > 0 && key.length <= 200 ? key : null;
}
