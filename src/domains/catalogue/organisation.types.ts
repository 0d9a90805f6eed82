import { ObjectType } from 'type-graphql';
import { Node, Visible } from '../../platform/graphql/index.js';
import { Producer } from '../people/index.js';

@ObjectType({
  implements: [Producer, Node],
  simpleResolvers: true,
  description: '农产品加工企业: an enterprise that processes farm goods.',
})
@Visible('public')
export class Enterprise extends Producer {}

@ObjectType({ implements: [Producer, Node], simpleResolvers: true, description: "合作社: a farmers' cooperative." })
@Visible('public')
export class Cooperative extends Producer {}

@ObjectType({ implements: [Producer, Node], simpleResolvers: true, description: '大户: a large grower.' })
@Visible('public')
export class LargeGrower extends Producer {}
