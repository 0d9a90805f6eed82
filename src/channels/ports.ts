import type { Viewer } from '../platform/policy/index.js';
import type { Json, OutboundEvent } from '../plugin-kit/index.js';

export type { CommandConnection, CommandExecutor } from './commands/index.js';

/** Our graph, for plug-ins: queries alone. */
export interface GraphPort {
  /** @throws GraphError */
  query(
    viewer: Viewer,
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, Json>>>;
  /** What is wrong with a selection on the type that an event is about; empty when nothing is. */
  selectionFaults(event: OutboundEvent, selection: string): readonly string[];
}
