import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, Node, ReadModel, Visible } from '../../../platform/graphql/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { Industry } from '../../catalogue/index.js';
import { Amount } from '../../orders/index.js';
import { Producer, producerReads } from '../../people/index.js';
import { placeReads, Village } from '../../places/index.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What a producer means to have ready on a day: scale warnings are computed from it.',
})
@Visible('PlannedOutput')
export class PlannedOutput extends Node {
  @Field(() => Producer)
  producer?: Producer;

  @Field(() => Industry)
  industry!: Industry;

  @Field(() => String)
  goods!: string;

  @Field(() => Amount)
  quantity!: Amount;

  @Field(() => DateScalar)
  readyOn!: string;

  @Field(() => Int, { description: 'Counts up when it is declared anew.' })
  version!: number;
}

export interface PlannedOutputRow {
  id: string;
  key: number;
  producerKey: number;
  villageCode: string;
  unit: string;
  scale: number;
  steps: number;
}

export const plannedReads = new ReadModel<PlannedOutputRow>({
  type: 'PlannedOutput',
  table: 'planned_output',
  key: 'key',
  columns: {
    key: '$t.id',
    producerKey: { sql: '$t.producer_id', always: true },
    villageCode: { sql: '$t.village_code', always: true },
    unit: { sql: '$t.unit', always: true },
    scale: { sql: '$t.scale', always: true },
    steps: { sql: '$t.quantity', always: true },
    industry: '$t.industry',
    goods: '$t.goods',
    readyOn: '$t.ready_on::text',
    version: '$t.version',
  },
  finish: (row: PlannedOutputRow & { quantity?: object }) => {
    row.quantity = { value: formatQuantity(row.steps, row.scale), unit: row.unit };
  },
}).one('producer', producerReads, 'producerKey', (o, p) => `left join producer ${p} on ${p}.id = ${o}.producer_id`);

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    '种养规模预警 (mission C6): the county plans more of some goods than is expected to be ordered; every village that plans any of it is warned. Weights are in KG.',
})
@Visible('ScaleWarning')
export class ScaleWarning extends Node {
  @Field(() => Village)
  village?: Village;

  @Field(() => Industry)
  industry!: Industry;

  @Field(() => String)
  goods!: string;

  @Field(() => Amount, { description: 'What producers of the village plan.' })
  planned!: Amount;

  @Field(() => Amount, { description: 'What producers of the county plan to have ready until `plannedUntil`.' })
  countyPlanned!: Amount;

  @Field(() => Amount, { description: 'What went to buyers since `soldFrom`, less what came back.' })
  sold!: Amount;

  @Field(() => Amount, { description: 'What is on order and not sent yet.' })
  openOrders!: Amount;

  @Field(() => Amount, { description: 'What is planned beyond what went and what is on order.' })
  over!: Amount;

  @Field(() => DateScalar)
  soldFrom!: string;

  @Field(() => DateScalar)
  plannedUntil!: string;

  @Field(() => DateTimeScalar)
  raisedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it stands.' })
  clearedAt!: string | null;

  @Field(() => Int, { description: '1 while it stands, 2 when it is over.' })
  version!: number;
}

export interface ScaleWarningRow {
  id: string;
  key: number;
  placeCode: string;
  unit: string;
  scale: number;
  steps: Readonly<Record<'planned' | 'countyPlanned' | 'sold' | 'openOrders', number>>;
}

export const warningReads = new ReadModel<ScaleWarningRow>({
  type: 'ScaleWarning',
  table: 'scale_warning',
  key: 'key',
  columns: {
    key: '$t.id',
    placeCode: { sql: '$t.place_code', always: true },
    unit: { sql: '$t.unit', always: true },
    scale: { sql: '$t.scale', always: true },
    steps: {
      sql: `jsonb_build_object('planned', $t.planned, 'countyPlanned', $t.county_planned, 'sold', $t.sold, 'openOrders', $t.open_orders)`,
      always: true,
    },
    industry: '$t.industry',
    goods: '$t.goods',
    soldFrom: '$t.sold_from::text',
    plannedUntil: '$t.planned_until::text',
    raisedAt: '$t.raised_at',
    clearedAt: '$t.cleared_at',
    version: '$t.version',
  },
  finish: (row: ScaleWarningRow) => {
    const { steps, unit, scale } = row;
    const over = steps.countyPlanned - steps.sold - steps.openOrders;
    for (const [field, value] of Object.entries({ ...steps, over }))
      Object.assign(row, { [field]: { value: formatQuantity(value, scale), unit } });
  },
}).one('village', placeReads, 'placeCode', (w, v) => `left join place ${v} on ${v}.code = ${w}.place_code`);
