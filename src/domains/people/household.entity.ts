import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { HouseholdCategory } from './household.types.js';
import type { ProducerKind } from './producer.types.js';

/** The row that every producer has. Its name is what everyone may see: a household's is masked before it is written. */
@Entity({ tableName: 'producer' })
export class ProducerRecord {
  @PrimaryKey({ fieldName: 'id', type: new BigIntType('number') })
  key!: number;

  @Property({ type: 'text' })
  kind!: ProducerKind;

  @Property({ type: 'text' })
  displayName!: string;

  @Property({ type: 'text' })
  villageCode!: string;

  @Property({ type: 'boolean' })
  active!: boolean;
}

/** The household's own row; its id is its producer's. Personal fields are sealed for the cell `villageCode/householdNo`. */
@Entity({ tableName: 'household' })
export class HouseholdRecord {
  @PrimaryKey({ fieldName: 'id', type: new BigIntType('number'), autoincrement: false })
  key!: number;

  @Property({ type: 'text' })
  villageCode!: string;

  @Property({ type: 'text' })
  householdNo!: string;

  @Property({ type: 'text' })
  category!: HouseholdCategory;

  @Property({ type: 'boolean' })
  willing!: boolean;

  @Property({ type: 'boolean' })
  able!: boolean;

  @Property({ type: 'text' })
  nameSealed!: string;

  @Property({ type: 'text' })
  idNumberSealed!: string;

  @Property({ type: 'text' })
  idNumberIndex!: string;

  @Property({ type: 'text', nullable: true })
  phoneSealed!: string | null;

  @Property({ type: 'text', nullable: true })
  phoneIndex!: string | null;

  @Property({ fieldName: 'helper_name_sealed', type: 'text', nullable: true })
  helperSealed!: string | null;

  @Property({ type: 'text', nullable: true })
  noteSealed!: string | null;

  @Property({ type: 'boolean' })
  synthetic!: boolean;

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'text' })
  enteredBy!: string;

  @Property({ type: 'timestamptz' })
  updatedAt!: Date;
}
