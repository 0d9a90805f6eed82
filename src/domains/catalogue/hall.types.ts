import { Field, ID, ObjectType } from 'type-graphql';
import { Node, Visible } from '../../platform/graphql/index.js';
import { Industry } from './product.entity.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    '地方产业馆: the goods of one industry from producers of scale only (enterprises, cooperatives, large growers), with live stock (mission B8).',
})
@Visible('public')
export class IndustryHall extends Node {
  @Field(() => ID, { description: 'Its code.' })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Industry)
  industry!: Industry;
}

export interface HallRow {
  id: string;
  code: string;
  name: string;
  industry: Industry;
}
