import { parse, validate, type GraphQLSchema } from 'graphql';
import { OUTBOUND_EVENTS, type OutboundEvent, type Subscription } from '../../plugin-kit/index.js';

/** The things that deliveries are about, as they are read for a plug-in. */
export const selectionDocument = (event: OutboundEvent, selection: string): string =>
  `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${OUTBOUND_EVENTS[event]} ${selection} } }`;

/** What is wrong with a selection; empty when it may be asked for. */
export function selectionFaults(schema: GraphQLSchema, event: OutboundEvent, selection: string): string[] {
  if (!schema.getType(OUTBOUND_EVENTS[event])) return [`the graph has no ${OUTBOUND_EVENTS[event]}`];
  try {
    return validate(schema, parse(selectionDocument(event, selection))).map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}

/** What a plug-in wants to be told, with these settings. */
export const subscriptionsOf = <Config>(
  subscribes: readonly Subscription[] | ((config: Config) => readonly Subscription[]) | undefined,
  config: Config,
): readonly Subscription[] => (typeof subscribes === 'function' ? subscribes(config) : (subscribes ?? []));
