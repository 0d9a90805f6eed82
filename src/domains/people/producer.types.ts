import { Field, InterfaceType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/graphql/index.js';
import { Village } from '../places/index.js';

export enum ProducerKind {
  HOUSEHOLD = 'HOUSEHOLD',
  ENTERPRISE = 'ENTERPRISE',
  COOPERATIVE = 'COOPERATIVE',
  LARGE_GROWER = 'LARGE_GROWER',
}
registerEnumType(ProducerKind, {
  name: 'ProducerKind',
  description: 'Who produces: a household, or a producer of scale.',
  valuesConfig: {
    HOUSEHOLD: { description: '农户.' },
    ENTERPRISE: { description: '加工企业.' },
    COOPERATIVE: { description: '合作社.' },
    LARGE_GROWER: { description: '种养大户.' },
  },
});

export const TYPE_OF_PRODUCER: Readonly<Record<ProducerKind, string>> = {
  HOUSEHOLD: 'Household',
  ENTERPRISE: 'Enterprise',
  COOPERATIVE: 'Cooperative',
  LARGE_GROWER: 'LargeGrower',
};

/** GraphQL types whose ids name a producer. */
export const PRODUCER_TYPES: readonly string[] = Object.values(TYPE_OF_PRODUCER);

@InterfaceType('Producer', {
  implements: Node,
  description: 'Who grows or makes goods: a household, enterprise, cooperative or large grower (mission B4, B8).',
  resolveType: ({ kind }: { kind: ProducerKind }) => TYPE_OF_PRODUCER[kind],
})
export abstract class Producer extends Node {
  @Field(() => String, { description: "Name shown to everyone; a household's is masked, such as 王**." })
  displayName!: string;

  @Field(() => Village, { description: 'Where it is: the village alone, never the position of a house.' })
  village?: Village;

  @Field(() => ProducerKind)
  kind!: ProducerKind;
}
