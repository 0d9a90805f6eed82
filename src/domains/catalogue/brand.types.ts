import { Field, ID, ObjectType } from 'type-graphql';
import { Node, Visible } from '../../platform/graphql/index.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A brand of the county's goods, such as 固镇黑花生 (mission E1).",
})
@Visible('public')
export class Brand extends Node {
  @Field(() => ID, { description: 'Its code.' })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;
}

export interface BrandRow {
  id: string;
  code: string;
  name: string;
  description: string;
}
