import { Field, ObjectType } from 'type-graphql';
import { FenScalar, Visible } from '../../platform/graphql/index.js';
import { Site } from '../places/index.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A product on a channel: its price there and the sites it is sold from, in order.',
})
@Visible('public')
export class Listing {
  @Field(() => String, { description: 'The channel, such as `direct`.' })
  channel!: string;

  @Field(() => FenScalar, { description: 'Price of one whole unit on this channel.' })
  priceFen!: number;

  @Field(() => Boolean)
  active!: boolean;

  @Field(() => [Site], { description: 'Sites in the order they are asked for stock.' })
  sites!: Site[];
}

export interface ListingRow {
  channel: string;
  priceFen: number;
  active: boolean;
  codes: string[];
  sites: object[];
}
