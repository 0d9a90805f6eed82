import type { Privacy } from '../../platform/privacy/index.js';
import { generalErrors } from '../../platform/graphql/index.js';
import { PERMISSIONS, secretPaths, type AnyChannel } from '../../plugin-kit/index.js';
import { Refusals } from '../../shared/domain-error.js';
import { channelErrors } from '../channels.errors.js';
import type { GraphPort } from '../ports.js';
import { spokenUnreadable, type SelectionRights } from '../registry/selection-rights.js';
import { subscriptionsOf } from '../registry/selections.js';
import { secretCell } from './connection-book.js';
import {
  checkedSettings,
  unknownSettings,
  withoutSecrets,
  withSecrets,
  type Secret,
  type Values,
} from './settings.rules.js';

/** Settings that fit their plug-in, and how they are stored. */
export interface TakenSettings {
  /** With their secrets. */
  readonly values: Values;
  readonly config: unknown;
  readonly settings: Values;
  readonly secretsSealed: string | null;
  readonly secretPaths: readonly string[];
  readonly events: readonly string[];
}

export interface SettingsPorts {
  readonly graph: Pick<GraphPort, 'selectionFaults'>;
  readonly rights: SelectionRights;
  readonly privacy: Privacy;
}

/** Checks what an operator gave; `kept` are the secrets that stay where they are left out. Every fault names its field. */
export function takeSettings(
  { graph, rights, privacy }: SettingsPorts,
  plugin: AnyChannel,
  code: string,
  given: unknown,
  kept: readonly Secret[] = [],
): TakenSettings {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw generalErrors.refuse('INVALID', {
      field: 'settings',
      expected: '须为对象',
      expectedEn: 'An object is expected',
    });
  const values = withSecrets(given as Values, kept);
  const checked = checkedSettings(plugin.config, values);
  const wrong = [...unknownSettings(plugin.config, values), ...('faults' in checked ? checked.faults : [])];
  if (wrong.length > 0 || 'faults' in checked)
    throw new Refusals(
      wrong.map(({ path, message }) =>
        channelErrors.refuse('BAD_SETTING', { field: path ? `settings.${path}` : 'settings', problem: message }),
      ),
    );
  const subscriptions = subscriptionsOf(plugin.outbound?.subscribes, checked.config);
  const faults = subscriptions.flatMap((one) => {
    const misfits = graph.selectionFaults(one.event, one.selection).map((fault) => `${one.event}: ${fault}`);
    if (misfits.length > 0) return misfits;
    return rights.unreadable(one, plugin.permissions).map((part) => spokenUnreadable(one.event, part));
  });
  if (faults.length > 0)
    throw new Refusals(faults.map((problem) => channelErrors.refuse('BAD_SETTING', { field: 'settings', problem })));
  const { settings, secrets } = withoutSecrets(values, secretPaths(plugin.config.schema));
  return {
    values,
    config: checked.config,
    settings,
    secretsSealed: secrets.length > 0 ? privacy.seal(JSON.stringify(secrets), secretCell(code)) : null,
    secretPaths: secrets.map(([way]) => way.join('.')).sort(),
    events: [...new Set(subscriptions.map(({ event }) => event))],
  };
}

/** What a connection is granted: what the plug-in declares, or the part of it that the operator chose. */
export function takePermissions(plugin: AnyChannel, given: readonly string[] | null | undefined): readonly string[] {
  const chosen = new Set(given ?? plugin.permissions);
  const permission = [...chosen].find((one) => !(plugin.permissions as readonly string[]).includes(one));
  if (permission !== undefined) throw channelErrors.refuse('NOT_DECLARED', { field: 'permissions', permission });
  return PERMISSIONS.filter((one) => chosen.has(one));
}
