import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import {
  DateTimeScalar,
  Node,
  PageArgs,
  PlaceCodeScalar,
  ReadModel,
  Visible,
} from '../../../platform/graphql/index.js';
import { Site, siteReads } from '../../places/index.js';
import { named } from '../named.js';
import { ALERT_KINDS } from './alerts.js';

export const AlertKindName = named(ALERT_KINDS);
registerEnumType(AlertKindName, {
  name: 'OutletAlertKind',
  valuesConfig: {
    OFFLINE: { description: 'Three heartbeats were missed.' },
    DOOR_OPEN: { description: 'The door is open.' },
    TOO_WARM: { description: 'It was too warm: look at the fresh food, then unlock it.' },
    CLOCK_WRONG: { description: 'Its clock is more than two minutes from ours.' },
    VEND_UNKNOWN: { description: 'Nobody told what became of a paid vend.' },
    RESULT_AFTER_REFUND: { description: 'Goods came out although the money went back.' },
    RESULT_CONTRADICTED: { description: 'A vend that succeeded was reported as failed afterwards.' },
    JOURNAL_CONFLICT: { description: 'An entry came again with another content.' },
    JOURNAL_QUARANTINE: { description: 'An entry makes no sense.' },
    JOURNAL_EPOCH: { description: "The device's counter went back." },
    JOURNAL_LOST: { description: 'The device lost an entry.' },
    SOLD_BEYOND_LEVEL: { description: 'More was sold offline than was in the slot.' },
    AUDIT_DIFFERENCE: { description: 'Counters and books differ.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something at an outlet that a person must look at.',
})
@Visible('OutletAlert')
export class OutletAlert extends Node {
  @Field(() => AlertKindName)
  kind!: string;

  @Field(() => Site)
  site?: Site;

  @Field(() => String, {
    description: 'What it is about, such as a slot, an entry or the uuid of a vend; may be empty.',
  })
  ref!: string;

  @Field(() => String, { description: 'Its facts as JSON.' })
  facts!: string;

  @Field(() => DateTimeScalar)
  raisedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  clearedAt!: string | null;
}

export interface AlertRow {
  id: string;
  key: number;
  siteCode: string;
  placeCode: string;
}

export const ALERTS = `(select a.*, o.site_code, o.place_code from outlet_alert a join outlet o on o.id = a.outlet_id)`;

export const alertReads = new ReadModel<AlertRow>({
  type: 'OutletAlert',
  table: ALERTS,
  key: 'key',
  columns: {
    key: '$t.id',
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    kind: '$t.kind',
    ref: '$t.ref',
    facts: '$t.facts::text',
    raisedAt: '$t.raised_at',
    clearedAt: '$t.cleared_at',
  },
}).one('site', siteReads, 'siteCode', (a, s) => `left join site ${s} on ${s}.code = ${a}.site_code`);

@InputType({ description: 'Narrows a list of alerts.' })
export class OutletAlertFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that are open, or those that are cleared.' })
  open?: boolean | null;

  @Field(() => [AlertKindName], { nullable: true })
  kinds?: string[] | null;

  @Field(() => PlaceCodeScalar, { nullable: true })
  placeCode?: string | null;

  @Field(() => String, { nullable: true })
  siteCode?: string | null;
}

@ArgsType()
export class OutletAlertsArgs extends PageArgs {
  @Field(() => OutletAlertFilter, { nullable: true })
  filter?: OutletAlertFilter | null;
}

@InputType()
export class OutletAlertClearInput {
  @Field(() => ID)
  alertId!: string;
}
