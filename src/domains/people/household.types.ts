import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType, DateTimeScalar, Node, Visible } from '../../platform/graphql/index.js';
import { Producer, type ProducerKind } from './producer.types.js';

export enum HouseholdCategory {
  RELIEVED = 'RELIEVED',
  MONITORED = 'MONITORED',
  GENERAL = 'GENERAL',
}
registerEnumType(HouseholdCategory, {
  name: 'HouseholdCategory',
  description: 'What the handbook of poverty relief says of a household.',
  valuesConfig: {
    RELIEVED: { description: '脱贫户.' },
    MONITORED: { description: '监测户.' },
    GENERAL: { description: '一般户.' },
  },
});

/** Fields kept sealed; shown in full only by `householdReveal`. */
export enum PersonalField {
  NAME = 'NAME',
  ID_NUMBER = 'ID_NUMBER',
  PHONE = 'PHONE',
  HELPER = 'HELPER',
  NOTE = 'NOTE',
}
registerEnumType(PersonalField, {
  name: 'PersonalField',
  description: 'A personal field of a household, kept encrypted.',
});

@ObjectType({
  implements: [Producer, Node],
  simpleResolvers: true,
  description:
    '农户: a household of the register. Beyond name and village it is seen by the staff of its region alone.',
})
@Visible('public')
export class Household extends Producer {
  @Field(() => Boolean, { description: 'True for an invented household of the demo.' })
  synthetic!: boolean;
}

export const HouseholdConnection = connectionType('Household', () => Household);

@ObjectType({
  simpleResolvers: true,
  description: 'A personal field opened for a stated reason; the opening was logged.',
})
@Visible('Household')
export class RevealedField {
  @Field(() => PersonalField)
  field!: PersonalField;

  @Field(() => String, { nullable: true, description: 'In full; null where the register holds none.' })
  value!: string | null;
}

/** AssistedEntry (mission B3). */
@ObjectType({
  simpleResolvers: true,
  description: '代录: who entered or changed what for a household; never changed afterwards.',
})
@Visible('Household')
export class AssistedEntry {
  @Field(() => Int, { description: 'Counts up within the register.' })
  sequence!: number;

  @Field(() => String, { description: 'CREATED or UPDATED.' })
  action!: string;

  @Field(() => String, {
    description: 'What was entered: `household`, or a thing of the household such as `product:12`.',
  })
  subject!: string;

  @Field(() => [String], { description: 'Names of the fields, never their values.' })
  fields!: string[];

  @Field(() => String, { description: 'Who entered it, such as `staff:3`.' })
  enteredBy!: string;

  @Field(() => String, { description: 'The role they had.' })
  enteredAs!: string;

  @Field(() => String, { description: 'FORM, IMPORT or DEMO.' })
  source!: string;

  @Field(() => DateTimeScalar)
  at!: string;
}

/** A producer as the read model builds it. Household columns are null for the other kinds. */
export interface ProducerRow {
  id: string;
  key: number;
  kind: ProducerKind;
  villageCode: string;
  displayName: string;
}

export interface HouseholdRow extends ProducerRow {
  householdNo: string;
  category: HouseholdCategory;
  willing: boolean;
  able: boolean;
  synthetic: boolean;
  version: number;
  updatedAt: string;
  phoneSealed: string | null;
  helperSealed: string | null;
}
