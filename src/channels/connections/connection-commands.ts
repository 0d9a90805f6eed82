import type { Tokens } from '../../platform/auth/index.js';
import { generalErrors, parseGlobalId } from '../../platform/graphql/index.js';
import type { Database, Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { AnyChannel } from '../../plugin-kit/index.js';
import { secretPaths } from '../../plugin-kit/index.js';
import { channelErrors } from '../channels.errors.js';
import type { GraphPort } from '../ports.js';
import type { SelectionRights } from '../registry/selection-rights.js';
import { CONNECTION_COLUMNS, type ConnectionBook, type StoredConnection } from './connection-book.js';
import type { ConnectionCreateInput, ConnectionTokenInput, ConnectionUpdateInput } from './connection.inputs.js';
import { stateAfter, type ConnectionStep } from './connection.rules.js';
import { upgraded, withoutSecrets, type Secret } from './settings.rules.js';
import { takePermissions, takeSettings } from './taken-settings.js';
import type { Verification } from './verification.js';

export interface ConnectionCommandsOptions {
  readonly db: Database;
  readonly plugins: ReadonlyMap<string, AnyChannel>;
  readonly book: ConnectionBook;
  readonly verification: Verification;
  readonly graph: GraphPort;
  readonly rights: SelectionRights;
  readonly privacy: Privacy;
  readonly tokens: Tokens;
  /** Puts everything that the connection lists into its outbox; in the transaction that activates it. */
  readonly syncAll: (tx: Transaction, code: string) => Promise<void>;
  /** It was stored anew. */
  readonly changed: (code: string) => void;
}

const DAY_SECONDS = 86_400;
const CODE = /^[a-z][a-z0-9-]{1,39}$/;

/** What operators do to connections. The remote side is asked between transactions; the row's version says whether it stayed. */
export class ConnectionCommands {
  constructor(private readonly options: ConnectionCommandsOptions) {}

  async create(viewer: Viewer, input: ConnectionCreateInput): Promise<string> {
    const { db, plugins } = this.options;
    const { code } = input;
    if (!CODE.test(code) || code === 'direct') throw channelErrors.refuse('BAD_CODE', { field: 'code' });
    const name = checkName(input.name);
    const plugin = plugins.get(input.plugin);
    if (!plugin) throw channelErrors.refuse('UNKNOWN_PLUGIN', { field: 'plugin', plugin: input.plugin });
    const county = viewer.placeCode!.slice(0, 6);
    if (!may(viewer, 'manage', 'ChannelConnection', { place: county })) throw generalErrors.refuse('OUT_OF_REGION');
    const permissions = takePermissions(plugin, input.permissions);
    const taken = takeSettings(this.options, plugin, code, input.settings);
    return db.command(async (tx) => {
      const made = await tx.query(
        `insert into channel_connection(code, plugin, name, county_code, settings, secrets_sealed, secret_paths,
                                        config_version, permissions, events, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning code`,
        [
          ...[code, plugin.id, name, county, JSON.stringify(taken.settings), taken.secretsSealed, taken.secretPaths],
          ...[plugin.config.version, permissions, taken.events, viewer.scope],
        ],
      );
      if (made.length === 0) throw channelErrors.refuse('DUPLICATE_CODE', { field: 'code', code });
      return code;
    });
  }

  async update(viewer: Viewer, input: ConnectionUpdateInput): Promise<string> {
    const stored = await this.find(viewer, input.connectionId);
    if (input.version != null && input.version !== stored.version)
      throw channelErrors.refuse('STALE', { field: 'version' });
    const name = input.name == null ? stored.name : checkName(input.name);
    const plugin = this.pluginOf(stored);
    const permissions = input.permissions == null ? stored.permissions : takePermissions(plugin, input.permissions);
    if (input.settings == null) {
      return this.store(stored, 'name = $3, permissions = $4', [name, permissions], stored.state);
    }
    const taken = takeSettings(this.options, plugin, stored.code, input.settings, this.keptSecrets(stored, plugin));
    if (stored.state === 'ACTIVE')
      await this.options.verification.verify(
        this.options.book.openWith({ ...stored, permissions }, plugin, taken.values, taken.config),
      );
    return this.store(
      stored,
      `name = $3, permissions = $4, settings = $5, secrets_sealed = $6, secret_paths = $7, config_version = $8, events = $9`,
      [
        ...[name, permissions, JSON.stringify(taken.settings), taken.secretsSealed, taken.secretPaths],
        ...[plugin.config.version, taken.events],
      ],
      stateAfter(stored.state, 'change')!,
    );
  }

  /** Asks the remote side; what was suspended works again, with everything told anew. */
  async verify(viewer: Viewer, id: string): Promise<string> {
    const stored = await this.find(viewer, id);
    const state = after(stored, 'verify');
    await this.options.verification.verify(this.started(stored));
    return this.store(stored, '', [], state, stored.state === 'SUSPENDED');
  }

  /** Verifies, prepares the remote side, and then tells it everything that is listed. */
  async activate(viewer: Viewer, id: string): Promise<string> {
    const stored = await this.find(viewer, id);
    const state = after(stored, 'activate');
    const open = this.started(stored);
    await this.options.verification.verify(open);
    await this.options.verification.prepare(open);
    return this.store(stored, '', [], state, true);
  }

  /** Switched off even if the remote side does not answer: the operator means it. */
  async deactivate(viewer: Viewer, id: string): Promise<string> {
    const stored = await this.find(viewer, id);
    const code = await this.store(stored, '', [], after(stored, 'deactivate'));
    const opened = this.options.book.open(stored);
    if ('open' in opened) await this.options.verification.tellEnd(opened.open);
    return code;
  }

  async issueToken(
    viewer: Viewer,
    input: ConnectionTokenInput,
  ): Promise<{ code: string; token: string; days: number }> {
    if (input.days < 1 || input.days > 365) throw channelErrors.refuse('BAD_DAYS', { field: 'days' });
    const { code } = await this.find(viewer, input.connectionId);
    const { db, tokens } = this.options;
    const [{ version } = { version: 0 }] = await db.command((tx) =>
      tx.query<{ version: number }>(
        input.revokeOlder
          ? `update channel_connection set credential_version = credential_version + 1, version = version + 1, updated_at = now()
              where code = $1 returning credential_version as version`
          : 'select credential_version as version from channel_connection where code = $1',
        [code],
      ),
    );
    if (input.revokeOlder) db.announce();
    const token = await tokens.issue({ kind: 'channel', id: code, version }, input.days * DAY_SECONDS);
    return { code, token, days: input.days };
  }

  /** The connection, if it is the viewer's to manage. */
  async find(viewer: Viewer, id: string): Promise<StoredConnection> {
    const parts = parseGlobalId(id);
    const [stored] =
      parts?.type === 'ChannelConnection'
        ? await this.options.db.command((tx) =>
            tx.query<StoredConnection>(`select ${CONNECTION_COLUMNS} from channel_connection c where c.code = $1`, [
              parts.key,
            ]),
          )
        : [];
    if (!stored || !may(viewer, 'manage', 'ChannelConnection', { place: stored.countyCode }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'connectionId', thing: 'connection' });
    return stored;
  }

  private async store(
    { code, version }: StoredConnection,
    columns: string,
    values: readonly unknown[],
    state: string,
    sync = false,
  ): Promise<string> {
    const { db, syncAll } = this.options;
    const n = values.length + 3;
    await db.command(async (tx) => {
      const stored = await tx.query(
        `update channel_connection set ${columns && `${columns},`} state = $${n}, version = version + 1, updated_at = now(),
                suspended_code = case when $${n} = 'SUSPENDED' then suspended_code end,
                suspended_note = case when $${n} = 'SUSPENDED' then suspended_note end
          where code = $1 and version = $2 returning code`,
        [code, version, ...values, state],
      );
      if (stored.length === 0) throw channelErrors.refuse('STALE');
      if (sync) await syncAll(tx, code);
    });
    // The change of what its tokens may do was written by trigger: the log is told at once.
    db.announce();
    this.options.changed(code);
    return code;
  }

  private started(stored: StoredConnection) {
    const opened = this.options.book.open(stored);
    if ('fault' in opened) throw channelErrors.refuse('NOT_STARTED', { problem: opened.fault.message });
    return opened.open;
  }

  private pluginOf({ plugin }: StoredConnection): AnyChannel {
    const found = this.options.plugins.get(plugin);
    if (!found) throw channelErrors.refuse('UNKNOWN_PLUGIN', { field: 'connectionId', plugin });
    return found;
  }

  /** Secrets stay over an upgrade of the settings; those that can be read no more must be given again. */
  private keptSecrets(stored: StoredConnection, { config }: AnyChannel): readonly Secret[] {
    try {
      const now = upgraded(config, this.options.book.valuesOf(stored), stored.configVersion);
      return 'values' in now ? withoutSecrets(now.values, secretPaths(config.schema)).secrets : [];
    } catch {
      return [];
    }
  }
}

function after({ state }: StoredConnection, step: ConnectionStep) {
  const next = stateAfter(state, step);
  if (!next) throw channelErrors.refuse('INVALID_STATE', { field: 'connectionId', state });
  return next;
}

function checkName(text: string): string {
  const name = text.trim();
  if (name.length < 1 || [...name].length > 60) throw channelErrors.refuse('BAD_NAME', { field: 'name' });
  return name;
}
