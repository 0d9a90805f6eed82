import { CAPABILITIES, type AnyChannel } from './contract.js';
import { PERMISSIONS } from './permissions.js';
import { secretsInLists } from './config.js';
import { OUTBOUND_EVENTS, type Subscription } from './outbound.js';

/** The kit's own version: a plug-in's `api` must take it. */
export const KIT_VERSION = '1.0.0';

/** What is wrong with a declaration, a sentence each that names the plug-in; empty when it may be registered. */
export function channelFaults(plugin: AnyChannel): string[] {
  const name = typeof plugin.id === 'string' && plugin.id ? plugin.id : '(a plug-in without an id)';
  const faults: string[] = [];
  const fault = (text: string) => void faults.push(`${name}: ${text}`);
  if (!/^[a-z][a-z0-9]{1,29}$/.test(plugin.id ?? '')) fault('`id` must match ^[a-z][a-z0-9]{1,29}$');
  if (!/^\d+\.\d+\.\d+/.test(plugin.version ?? '')) fault('`version` must be a semantic version such as 1.0.0');
  if (!takesKit(plugin.api))
    fault(`\`api\` is ${JSON.stringify(plugin.api)}: this host has version ${KIT_VERSION} of the kit`);
  if (!plugin.name?.zh || !plugin.name.en) fault('`name` needs zh and en');
  for (const one of unknown(plugin.capabilities, CAPABILITIES)) fault(`capability ${JSON.stringify(one)} is not known`);
  for (const one of unknown(plugin.permissions, PERMISSIONS)) fault(`permission ${JSON.stringify(one)} is not known`);
  if (!plugin.config?.schema || !Number.isInteger(plugin.config.version))
    fault('`config` needs a `version` and a `schema`');
  else
    for (const path of secretsInLists(plugin.config.schema))
      fault(`the secret ${path} is within a list: use a record, so that it stays itself when the list changes`);
  if (typeof plugin.verify !== 'function') fault('`verify` is missing');
  faults.push(...inboundFaults(plugin, name), ...outboundFaults(plugin, name), ...graphqlFaults(plugin, name));
  return faults;
}

/** `1`, `^1`, `^1.2.0`, `1.x`: the major must be the kit's, and the minor not above it. */
function takesKit(range: unknown): boolean {
  const match = /^\^?(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?$/.exec(typeof range === 'string' ? range.trim() : '');
  if (!match) return false;
  const [major, minor] = KIT_VERSION.split('.').map(Number) as [number, number];
  return Number(match[1]) === major && (match[2] === undefined || match[2] === 'x' || Number(match[2]) <= minor);
}

const unknown = (given: readonly string[] | undefined, known: readonly string[]): string[] =>
  Array.isArray(given) ? given.filter((one) => !known.includes(one)) : ['(none given)'];

function inboundFaults({ inbound }: AnyChannel, name: string): string[] {
  if (!inbound) return [];
  const faults: string[] = [];
  if (typeof inbound.normalise !== 'function') faults.push(`${name}: \`inbound.normalise\` is missing`);
  for (const [route, { path, authenticate, read }] of Object.entries(inbound.routes ?? {})) {
    if (!/^(:?[\w.-]+)(\/:?[\w.-]+)*$/.test(path)) faults.push(`${name}: route ${route} has no good path: ${path}`);
    if (typeof authenticate !== 'function' || typeof read !== 'function')
      faults.push(`${name}: route ${route} needs \`authenticate\` and \`read\``);
  }
  for (const [poll, { everySeconds }] of Object.entries(inbound.polls ?? {}))
    if (!(everySeconds >= 1)) faults.push(`${name}: poll ${poll} must wait a second at least`);
  return faults;
}

function outboundFaults({ outbound }: AnyChannel, name: string): string[] {
  if (!outbound) return [];
  const { subscribes } = outbound;
  const faults = (Array.isArray(subscribes) ? (subscribes as readonly Subscription[]) : [])
    .filter(({ event }) => !(event in OUTBOUND_EVENTS))
    .map(({ event }) => `${name}: there is no event ${JSON.stringify(event)} to subscribe to`);
  if (!Array.isArray(subscribes) && typeof subscribes !== 'function')
    faults.push(`${name}: \`outbound.subscribes\` must be a list or a function of the settings`);
  if (typeof outbound.deliver !== 'function') faults.push(`${name}: \`outbound.deliver\` is missing`);
  return faults;
}

function graphqlFaults({ graphql, id }: AnyChannel, name: string): string[] {
  const fields = [...Object.keys(graphql?.queries ?? {}), ...Object.keys(graphql?.mutations ?? {})];
  return fields
    .filter((field) => !field.startsWith(id))
    .map((field) => `${name}: the field ${field} must begin with ${id}`);
}
