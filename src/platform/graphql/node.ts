import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';
import { parseGlobalId } from './global-id.js';
import type { RequestContext } from './context.js';

@InterfaceType('Node', {
  description: 'Anything with a global id, to be fetched again by `node`.',
  resolveType: (value: { id: string }) => parseGlobalId(value.id)!.type,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque global id.' })
  id!: string;
}

/** Fetches a row that the viewer may see, or null. */
export type NodeLoader = (context: RequestContext, key: string) => Promise<object | null>;

/** Which types can be fetched by id, and how; each domain registers its own. */
export class NodeRegistry {
  private readonly loaders = new Map<string, NodeLoader>();

  register(type: string, load: NodeLoader): void {
    if (this.loaders.has(type)) throw new Error(`node type ${type} is registered twice`);
    this.loaders.set(type, load);
  }

  async fetch(context: RequestContext, id: string): Promise<object | null> {
    const parts = parseGlobalId(id);
    const load = parts && this.loaders.get(parts.type);
    return load ? load(context, parts.key) : null;
  }
}
