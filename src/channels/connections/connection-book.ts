import { LRUCache } from 'lru-cache';
import type { Policy, Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { secretPaths, type AnyChannel } from '../../plugin-kit/index.js';
import { createRedact, spoken, type Redact } from '../calls/redact.js';
import type { Sql } from '../sql.js';
import type { ConnectionState } from './connection.rules.js';
import { SharedLook } from './shared-look.js';
import { checkedSettings, upgraded, withoutSecrets, withSecrets, type Secret, type Values } from './settings.rules.js';

/** A connection as its table has it. */
export interface StoredConnection {
  readonly code: string;
  readonly plugin: string;
  readonly name: string;
  readonly countyCode: string;
  readonly state: ConnectionState;
  readonly settings: Values;
  readonly secretsSealed: string | null;
  readonly configVersion: number;
  readonly permissions: readonly string[];
  readonly credentialVersion: number;
  readonly version: number;
}

export const CONNECTION_COLUMNS = `c.code, c.plugin, c.name, c.county_code as "countyCode", c.state, c.settings,
  c.secrets_sealed as "secretsSealed", c.config_version as "configVersion", c.permissions,
  c.credential_version as "credentialVersion", c.version`;

/** A connection that works: its plug-in, its settings checked and with their secrets. */
export interface OpenConnection {
  readonly stored: StoredConnection;
  readonly plugin: AnyChannel;
  readonly config: unknown;
  readonly redact: Redact;
  /** How it is known to the policy. */
  readonly viewer: Viewer;
}

/** Why a connection cannot be started though it is stored; `code` is stable. */
export interface ConnectionFault {
  readonly code: 'PLUGIN_MISSING' | 'CONFIG_NEWER' | 'CONFIG_OLD' | 'CONFIG_INVALID' | 'SECRETS_UNREADABLE';
  readonly message: string;
}

export type Opened = { readonly open: OpenConnection } | { readonly fault: ConnectionFault };

const READ = `select ${CONNECTION_COLUMNS} from channel_connection c where c.code = $1`;

/** Connections as they are now: the row is read each time, its settings are opened and checked once a version. */
export class ConnectionBook {
  private readonly opened = new LRUCache<string, Opened>({ max: 1_000 });
  /** A storm of one connection's requests must not fill the line for the database. */
  private readonly rows = new SharedLook(
    async (code) => (await this.sql<StoredConnection>('connection', READ, [code]))[0],
  );

  constructor(
    private readonly sql: Sql,
    private readonly plugins: ReadonlyMap<string, AnyChannel>,
    private readonly privacy: Privacy,
    private readonly policy: Policy,
  ) {}

  async find(code: string): Promise<{ stored: StoredConnection; opened: Opened } | null> {
    const stored = await this.rows.get(code);
    return stored ? { stored, opened: this.open(stored) } : null;
  }

  /** The connection if it works and is in a state for it. */
  async working(code: string, inState: (state: ConnectionState) => boolean): Promise<OpenConnection | null> {
    const found = await this.find(code);
    return found && inState(found.stored.state) && 'open' in found.opened ? found.opened.open : null;
  }

  open(stored: StoredConnection): Opened {
    const key = `${stored.code} ${stored.version} ${stored.state}`;
    let opened = this.opened.get(key);
    if (!opened) this.opened.set(key, (opened = this.openAnew(stored)));
    return opened;
  }

  /** With other settings than those stored: what is to be verified before it is. */
  openWith(stored: StoredConnection, plugin: AnyChannel, values: Values, config: unknown): OpenConnection {
    const { secrets } = withoutSecrets(values, secretPaths(plugin.config.schema));
    const { code, permissions } = stored;
    return {
      stored,
      plugin,
      config,
      redact: createRedact(secrets.map(([, value]) => value)),
      viewer: this.policy.viewer({
        kind: 'channel',
        id: code,
        role: 'CHANNEL',
        placeCode: null,
        siteCodes: [],
        permissions,
      }),
    };
  }

  /** The settings with their secrets in clear, as they were stored. */
  valuesOf({ code, settings, secretsSealed }: StoredConnection): Record<string, unknown> {
    if (!secretsSealed) return { ...settings };
    return withSecrets(settings, JSON.parse(this.privacy.open(secretsSealed, secretCell(code))) as Secret[]);
  }

  private openAnew(stored: StoredConnection): Opened {
    const plugin = this.plugins.get(stored.plugin);
    if (!plugin) return fault('PLUGIN_MISSING', `the plug-in ${stored.plugin} is not loaded on this server`);
    let values: Record<string, unknown>;
    try {
      values = this.valuesOf(stored);
    } catch {
      return fault('SECRETS_UNREADABLE', 'its secrets were sealed with another YIZHAN_SECRET: set them again');
    }
    const { secrets } = withoutSecrets(values, secretPaths(plugin.config.schema));
    const redact = createRedact(secrets.map(([, value]) => value));
    try {
      const now = upgraded(plugin.config, values, stored.configVersion);
      if ('fault' in now) return fault(now.fault, versionFault(stored, plugin));
      const checked = checkedSettings(plugin.config, now.values);
      if ('config' in checked) return { open: this.openWith(stored, plugin, now.values, checked.config) };
      return fault(
        'CONFIG_INVALID',
        checked.faults.map(({ path, message }) => `${path}: ${redact(message)}`).join('; '),
      );
    } catch (error) {
      return fault('CONFIG_INVALID', `its settings could not be upgraded: ${spoken(error, redact)}`);
    }
  }
}

export const secretCell = (code: string) => ({ table: 'channel_connection', column: 'secrets', row: code });

const fault = (code: ConnectionFault['code'], message: string): Opened => ({ fault: { code, message } });

const versionFault = ({ configVersion }: StoredConnection, { id, config }: AnyChannel) =>
  `its settings are of version ${configVersion}, the plug-in ${id} reads version ${config.version}`;
