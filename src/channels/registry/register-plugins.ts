import type { GraphQLSchema } from 'graphql';
import { channelFaults, type AnyChannel, type Subscription } from '../../plugin-kit/index.js';
import { withAddedFields, type AddedResolver } from './added-fields.js';
import { spokenUnreadable, type SelectionRights } from './selection-rights.js';
import { selectionFaults } from './selections.js';

/** Plug-ins that were taken, the graph with their fields, and a sentence for each fault of the others. */
export interface Registered {
  readonly plugins: ReadonlyMap<string, AnyChannel>;
  readonly schema: GraphQLSchema;
  readonly faults: readonly string[];
}

/** Checks plug-ins against the kit and the graph. One with a fault is left out, and the others are not touched by it. */
export function registerPlugins(
  given: readonly AnyChannel[],
  graph: GraphQLSchema,
  resolver: AddedResolver,
  rights: SelectionRights,
): Registered {
  const plugins = new Map<string, AnyChannel>();
  const faults: string[] = [];
  let schema = graph;
  for (const plugin of given) {
    const found = faultsOf(plugin, plugins, schema, rights);
    if (found.length > 0) {
      faults.push(...found);
      continue;
    }
    const added = withAddedFields(schema, plugin, resolver);
    if ('faults' in added) {
      faults.push(...added.faults);
      continue;
    }
    schema = added.schema;
    plugins.set(plugin.id, plugin);
  }
  return { plugins, schema, faults };
}

function faultsOf(
  plugin: AnyChannel,
  taken: ReadonlyMap<string, AnyChannel>,
  schema: GraphQLSchema,
  rights: SelectionRights,
): string[] {
  if (typeof plugin !== 'object' || plugin === null) return ['a plug-in is not a value made by defineChannel'];
  const faults = channelFaults(plugin);
  if (taken.has(plugin.id)) faults.push(`${plugin.id}: another plug-in has this id`);
  const subscribes = plugin.outbound?.subscribes;
  // What follows from the settings is checked when these are stored.
  for (const { event, selection } of Array.isArray(subscribes) ? (subscribes as readonly Subscription[]) : []) {
    const misfits = selectionFaults(schema, event, selection);
    for (const fault of misfits)
      faults.push(`${plugin.id}: the selection of ${event} does not fit the graph: ${fault}`);
    if (misfits.length > 0 || !Array.isArray(plugin.permissions)) continue;
    for (const one of rights.unreadable({ event, selection }, plugin.permissions))
      faults.push(`${plugin.id}: ${spokenUnreadable(event, one)}: declare it`);
  }
  return faults;
}
