import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, Node, ReadModel, Visible } from '../../../platform/graphql/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { Product, productReads } from '../../catalogue/index.js';
import { Amount } from '../../orders/index.js';
import { Producer, producerReads } from '../../people/index.js';
import { EXPANSION_STATES } from './expansion.events.js';

const named = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [K in T]: K };

export const ExpansionStateName = named(EXPANSION_STATES);
registerEnumType(ExpansionStateName, {
  name: 'ExpansionPlanState',
  description: 'Where an expansion plan stands.',
  valuesConfig: {
    PROPOSED: { description: 'The household has not answered yet.' },
    ACCEPTED: { description: 'It takes part: what it grows is in its planned output.' },
    DECLINED: { description: 'It does not; it is left alone for thirty days.' },
    EXPIRED: { description: 'It did not answer in time.' },
  },
});

export const ExpansionCause = named(['UNCOVERED_ALLOCATION', 'OVERSOLD']);
registerEnumType(ExpansionCause, {
  name: 'ExpansionCause',
  description: 'Why more is wanted.',
  valuesConfig: {
    UNCOVERED_ALLOCATION: { description: 'Orders of its alliance want more than members and alliance have.' },
    OVERSOLD: { description: 'Orders hold more of its product than there is.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    '订单再扩大 (mission B6): a household is asked to grow more of what orders want; nothing happens without its word.',
})
@Visible('ExpansionPlan')
export class ExpansionPlan extends Node {
  @Field(() => Producer)
  producer?: Producer;

  @Field(() => Product, { description: "The household's own product." })
  product?: Product;

  @Field(() => ExpansionCause)
  cause!: string;

  @Field(() => Amount, { description: 'What it is asked for, beyond what it grows.' })
  quantity!: Amount;

  @Field(() => Amount, { description: 'What orders wanted and nobody had when it was proposed.' })
  backlog!: Amount;

  @Field(() => ExpansionStateName)
  state!: string;

  @Field(() => DateScalar, { nullable: true, description: 'When it will be ready; null unless accepted.' })
  readyOn!: string | null;

  @Field(() => DateTimeScalar)
  proposedAt!: string;

  @Field(() => DateTimeScalar, { description: 'Until when it may be answered.' })
  expiresAt!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  answeredAt!: string | null;

  @Field(() => Int)
  version!: number;
}

export interface ExpansionPlanRow {
  id: string;
  key: number;
  producerKey: number;
  productKey: number;
  villageCode: string;
  unit: string;
  scale: number;
  steps: number;
  backlogSteps: number;
}

export const expansionReads = new ReadModel<ExpansionPlanRow>({
  type: 'ExpansionPlan',
  table: 'expansion_plan',
  key: 'key',
  columns: {
    key: '$t.id',
    producerKey: { sql: '$t.producer_id', always: true },
    productKey: { sql: '$t.product_id', always: true },
    villageCode: { sql: '$t.village_code', always: true },
    unit: { sql: '$t.unit', always: true },
    scale: { sql: '$t.scale', always: true },
    steps: { sql: '$t.quantity', always: true },
    backlogSteps: { sql: '$t.backlog', always: true },
    cause: '$t.cause',
    state: '$t.state',
    readyOn: '$t.ready_on::text',
    proposedAt: '$t.proposed_at',
    expiresAt: '$t.expires_at',
    answeredAt: '$t.answered_at',
    version: '$t.version',
  },
  finish: (row: ExpansionPlanRow & { quantity?: object; backlog?: object }) => {
    row.quantity = { value: formatQuantity(row.steps, row.scale), unit: row.unit };
    row.backlog = { value: formatQuantity(row.backlogSteps, row.scale), unit: row.unit };
  },
})
  .one('producer', producerReads, 'producerKey', (e, p) => `left join producer ${p} on ${p}.id = ${e}.producer_id`)
  .one('product', productReads, 'productKey', (e, p) => `left join product ${p} on ${p}.id = ${e}.product_id`);
