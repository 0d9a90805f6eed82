import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, JsonScalar, Node, SequenceScalar, Visible } from '../../../platform/graphql/index.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A step of a batch as partners read it, by the standard EPCIS 2.0 (mission C8); it never changes.',
})
@Visible('TraceEvent')
export class TraceEvent extends Node {
  @Field(() => String, { description: 'Its EPCIS `eventID`, a URI: of our own events their hash.' })
  eventId!: string;

  @Field(() => String, { description: 'Such as ObjectEvent or AggregationEvent.' })
  type!: string;

  @Field(() => String, { nullable: true, description: 'By the Core Business Vocabulary, such as `shipping`.' })
  bizStep!: string | null;

  @Field(() => String, { nullable: true, description: 'By the Core Business Vocabulary, such as `in_transit`.' })
  disposition!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  eventTime!: string;

  @Field(() => DateTimeScalar, { description: 'When it was written down here.' })
  recordTime!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it was declared wrong: `document` names what holds instead. The event stands in the list twice then.',
  })
  errorDeclaredAt!: string | null;

  @Field(() => String, { description: 'SHA-256 of its canonical text (CBV 2.0, section 8.9.2), in hexadecimal.' })
  hash!: string;

  @Field(() => SequenceScalar, { description: 'Its place in the transparency log, from 0 on.' })
  leaf!: number;

  @Field(() => JsonScalar, { description: 'The event as JSON-LD.' })
  document!: object;
}

export interface TraceEventRow extends TraceEvent {
  key: number;
  source: string;
  captor: string | null;
}
