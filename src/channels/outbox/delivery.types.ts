import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node, PageArgs, SequenceScalar, Visible } from '../../platform/graphql/index.js';
import { OUTBOUND_EVENTS, type OutboundEvent } from '../../plugin-kit/index.js';
import { ChannelConnection } from '../connections/connection.types.js';
import { DELIVERY_STATES, type DeliveryState } from './outbox-store.js';

export const DeliveryStateName = Object.fromEntries(DELIVERY_STATES.map((state) => [state, state])) as {
  [S in DeliveryState]: S;
};
registerEnumType(DeliveryStateName, {
  name: 'ChannelDeliveryState',
  description: 'How far a delivery is.',
  valuesConfig: {
    PENDING: { description: 'Not tried yet.' },
    SENDING: { description: 'At work.' },
    RETRY: { description: 'Tried, and tried again by itself.' },
    DONE: { description: 'The remote side has it.' },
    DEAD: { description: 'A dead letter: trying again cannot help, or was given up. See `deliveryReplay`.' },
    DROPPED: { description: 'A newer one says all that it would have said.' },
  },
});

export const OutboundEventName = Object.fromEntries(
  Object.keys(OUTBOUND_EVENTS).map((event) => [event.toUpperCase(), event]),
) as Record<string, OutboundEvent>;
registerEnumType(OutboundEventName, { name: 'ChannelEvent', description: 'What a delivery tells of.' });

@ObjectType({ implements: Node, simpleResolvers: true, description: 'Something that is told to the remote side.' })
@Visible('ChannelConnection')
export class ChannelDelivery extends Node {
  @Field(() => ChannelConnection)
  connection!: object;

  @Field(() => OutboundEventName)
  event!: OutboundEvent;

  @Field(() => ID, { description: 'Global id of what it is about.' })
  subject!: string;

  @Field(() => SequenceScalar, { description: 'Only grows for what it is about.' })
  sequence!: number;

  @Field(() => DeliveryStateName)
  state!: DeliveryState;

  @Field(() => Int)
  attempts!: number;

  @Field(() => String, { nullable: true, description: 'What came of the last try, for programs.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  note!: string | null;

  @Field(() => DateTimeScalar)
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried next.' })
  nextAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  doneAt!: string | null;
}

@InputType()
export class DeliveriesFilter {
  @Field(() => ID, { nullable: true })
  connectionId?: string | null;

  @Field(() => [DeliveryStateName], { nullable: true, description: 'Any of these; `DEAD` are the dead letters.' })
  state?: DeliveryState[] | null;

  @Field(() => OutboundEventName, { nullable: true })
  event?: OutboundEvent | null;
}

@ArgsType()
export class DeliveriesArgs extends PageArgs {
  @Field(() => DeliveriesFilter, { nullable: true })
  filter?: DeliveriesFilter | null;
}

@InputType()
export class DeliveryReplayInput {
  @Field(() => ID)
  deliveryId!: string;
}

@InputType()
export class DeliveryReplayAllInput {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => String, { nullable: true, description: 'Only those that died of this.' })
  code?: string | null;
}

/** A delivery as the read model builds it. */
export interface DeliveryRow {
  id: string;
  key: string;
  connectionCode: string;
  event: OutboundEvent;
  subjectKey: string;
}
