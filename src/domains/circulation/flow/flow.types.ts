import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node, QuantityScalar, Visible } from '../../../platform/graphql/index.js';
import { Site } from '../../places/index.js';
import { Batch } from '../batch.types.js';

@ObjectType({ simpleResolvers: true, description: 'A batch on its way, as it was sent and as it came.' })
@Visible('public')
export class BatchTransferLine {
  @Field(() => Batch, { nullable: true })
  batch?: unknown;

  @Field(() => QuantityScalar)
  sent!: string;

  @Field(() => QuantityScalar, { nullable: true, description: 'null while it is on its way.' })
  arrived!: string | null;
}

export const BatchTransferState = { SENT: 'SENT', ARRIVED: 'ARRIVED' } as const;
registerEnumType(BatchTransferState, { name: 'BatchTransferState', description: 'On its way, or there.' });

@ObjectType({ implements: Node, simpleResolvers: true, description: 'Batches sent from one site to another.' })
@Visible('public')
export class BatchTransfer extends Node {
  @Field(() => Site, { nullable: true })
  from?: Site;

  @Field(() => Site, { nullable: true })
  to?: Site;

  @Field(() => BatchTransferState)
  state!: string;

  @Field(() => DateTimeScalar)
  sentAt!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  arrivedAt!: string | null;

  @Field(() => [BatchTransferLine], { description: 'At most 100.' })
  lines!: BatchTransferLine[];
}

export interface BatchTransferRow {
  id: string;
  key: string;
  fromCode: string;
  toCode: string;
  lines?: object[];
}
