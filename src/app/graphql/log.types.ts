import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  CursorScalar,
  DateTimeScalar,
  Node,
  PageInfo,
  ResyncReasonName,
  SequenceScalar,
  Visible,
} from '../../platform/graphql/index.js';

/** Name in the graph → kind in the log. Filled before the graph is built: each domain brings its own kinds. */
export const EventKindName: Record<string, string> = {};
registerEnumType(EventKindName, { name: 'EventKind', description: 'What an event of the log tells of.' });

@ObjectType({ simpleResolvers: true, description: 'Where the event log stands.' })
@Visible('public')
export class FeedPosition {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to `events` or to a subscription.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position of the newest event.' })
  sequence!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Something changed; what it is now is read from its node.' })
@Visible('Node')
export class LogEvent {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position in the event log: it only grows.' })
  sequence!: number;

  @Field(() => EventKindName)
  kind!: string;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => Int, { description: 'Version of the thing after this event; it may be newer by now.' })
  version!: number;

  @Field(() => Node, {
    nullable: true,
    description: 'The thing as it is now; null if it is not yours to see any more.',
  })
  node?: object | null;
}

@ObjectType({ simpleResolvers: true })
export class EventEdge {
  @Field(() => CursorScalar, { description: 'Its place in the log.' })
  cursor!: string;

  @Field(() => LogEvent)
  node!: LogEvent;
}

@ObjectType({ simpleResolvers: true })
export class EventConnection {
  @Field(() => [EventEdge], { description: 'The page, each with its cursor.' })
  edges!: EventEdge[];

  @Field(() => [LogEvent], { description: 'The page without cursors.' })
  nodes!: LogEvent[];

  @Field(() => PageInfo, {
    description:
      '`endCursor` also goes over events that you are not shown: a page may be short, even empty, and yet have a next one.',
  })
  pageInfo!: PageInfo;

  @Field(() => ResyncReasonName, {
    nullable: true,
    description: 'The cursor cannot be followed: take `feedPosition`, read everything anew, go on from there.',
  })
  resyncRequired?: string | null;
}

@ArgsType()
export class EventsArgs {
  @Field(() => CursorScalar, { nullable: true, description: 'Where to go on; left out, the oldest event kept.' })
  after?: string | null;

  @Field(() => Int, { defaultValue: 100, description: 'How many, 1 to 100.' })
  first!: number;

  @Field(() => [EventKindName], { nullable: true, description: 'Of these kinds; left out, of all.' })
  kinds?: string[] | null;
}
