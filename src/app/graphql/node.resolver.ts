import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Allow, Node, requestError, type NodeRegistry, type RequestContext } from '../../platform/graphql/index.js';

@Resolver()
export class NodeResolver {
  constructor(private readonly registry: NodeRegistry) {}

  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its global id; null if there is none that you may see.',
  })
  @Allow('read', 'Node')
  node(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<object | null> {
    return this.registry.fetch(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several things by their global ids, in their order, at most 250.',
  })
  @Allow('read', 'Node')
  nodes(@Ctx() context: RequestContext, @Arg('ids', () => [ID]) ids: string[]): Promise<(object | null)[]> {
    if (ids.length > 250) throw requestError('BAD_USER_INPUT', 'At most 250 ids at a time.');
    return Promise.all(ids.map((id) => this.registry.fetch(context, id)));
  }
}
