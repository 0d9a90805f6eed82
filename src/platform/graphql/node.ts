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

/** What a key of a type looks like; others are not even looked for. */
export type KeyShape = 'number' | 'uuid' | 'code';

const SHAPES: Readonly<Record<KeyShape, RegExp>> = {
  number: /^[1-9]\d{0,14}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  code: /^[0-9A-Za-z-]+$/,
};

/** Which types can be fetched by id, and how; each domain registers its own. */
export class NodeRegistry {
  private readonly loaders = new Map<string, { load: NodeLoader; shape: RegExp }>();

  register(type: string, load: NodeLoader, shape: KeyShape = 'code'): void {
    if (this.loaders.has(type)) throw new Error(`node type ${type} is registered twice`);
    this.loaders.set(type, { load, shape: SHAPES[shape] });
  }

  async fetch(context: RequestContext, id: string): Promise<object | null> {
    const parts = parseGlobalId(id);
    const known = parts && this.loaders.get(parts.type);
    if (!parts || !known?.shape.test(parts.key)) return null;
    const found = await known.load(context, parts.key);
    // One table serves several types: a village asked for as a township is not there.
    return found && (found as { id: string }).id === id ? found : null;
  }
}
