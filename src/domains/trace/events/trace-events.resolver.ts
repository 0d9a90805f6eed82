import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  connectionType,
  ForViewer,
  page,
  PageArgs,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { Batch, type BatchRow } from '../../circulation/index.js';
import { batchKey, eventsOfBatch } from './trace-event.reads.js';
import { TraceEvent, type TraceEventRow } from './trace-event.types.js';

export const TraceEventConnection = connectionType('TraceEvent', () => TraceEvent);

@ArgsType()
class TraceEventsArgs extends PageArgs {
  @Field(() => String, { description: 'Printed code of the batch.' })
  batch!: string;
}

@Resolver(() => Batch)
export class TraceEventsResolver {
  @Query(() => TraceEventConnection, {
    description:
      'EPCIS events about a batch and what went into it or was made of it directly, as they were recorded; empty for a code that is none.',
  })
  @Allow('read', 'TraceEvent')
  async traceEvents(
    @Ctx() context: RequestContext,
    @Args(() => TraceEventsArgs) args: TraceEventsArgs,
  ): Promise<Page<TraceEventRow>> {
    const batch = await batchKey(context, args.batch);
    return batch === null
      ? page<TraceEventRow>(
          [],
          0,
          () => [],
          async () => 0,
        )
      : eventsOfBatch(context, batch, args);
  }

  @FieldResolver(() => TraceEventConnection, { description: 'Its EPCIS events, as they were recorded.' })
  @ForViewer()
  events(
    @Root() { key }: BatchRow,
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<TraceEventRow>> {
    return eventsOfBatch(context, key, args);
  }
}
