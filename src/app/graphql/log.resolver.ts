import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { EventKinds } from '../../platform/events/index.js';
import { Allow, type RequestContext } from '../../platform/graphql/index.js';
import type { LogService } from './log.service.js';
import { EventConnection, EventKindName, EventsArgs, FeedPosition } from './log.types.js';

/** For the servers alone. */
const INTERNAL = new Set(['credential']);

@Resolver()
export class LogResolver {
  /** Made before the graph is built, after every domain declared its kinds. */
  constructor(
    private readonly log: LogService,
    { names }: EventKinds,
  ) {
    for (const kind of names) if (!INTERNAL.has(kind)) EventKindName[kind.toUpperCase().replaceAll('.', '_')] = kind;
  }

  @Query(() => FeedPosition, { description: 'Where the event log stands: read everything, then go on from here.' })
  @Allow('read', 'Node')
  feedPosition(@Ctx() context: RequestContext): FeedPosition {
    return this.log.position(context);
  }

  @Query(() => EventConnection, {
    description: 'What happened after a cursor, as far as you may know of it, for those who poll.',
  })
  @Allow('read', 'Node')
  events(@Ctx() context: RequestContext, @Args(() => EventsArgs) args: EventsArgs): Promise<object> {
    return this.log.events(context, args);
  }
}
