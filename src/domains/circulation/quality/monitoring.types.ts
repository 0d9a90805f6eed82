import { Field, Int, ObjectType } from 'type-graphql';
import { Visible } from '../../../platform/graphql/index.js';
import type { InspectionClassName } from '../batch.rules.js';
import { InspectionClass } from '../batch.types.js';

@ObjectType({ simpleResolvers: true, description: 'How far a class is monitored, of the batches made in a time.' })
@Visible('public')
export class ClassMonitoring {
  @Field(() => InspectionClass)
  class!: InspectionClassName;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a thousand batches, how many are to be inspected; null: no plan.',
  })
  plannedPerMille!: number | null;

  @Field(() => Int, { description: 'Batches made, fields and flocks not counted.' })
  batches!: number;

  @Field(() => Int, { description: 'Of these, how many have a report.' })
  inspected!: number;

  @Field(() => Int, { description: 'Of these, how many failed one.' })
  failed!: number;

  @Field(() => Int, { nullable: true, description: 'Inspected of a thousand, rounded down; null where none was made.' })
  measuredPerMille!: number | null;
}
