import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, FenScalar, Node, Visible } from '../../platform/graphql/index.js';
import { Unit } from '../../shared/quantity.js';
import { Producer } from '../people/index.js';
import { Village } from '../places/index.js';
import { Brand } from './brand.types.js';

export enum Industry {
  CATTLE = 'CATTLE',
  SHEEP = 'SHEEP',
  POULTRY = 'POULTRY',
  VEGETABLE = 'VEGETABLE',
  FRUIT = 'FRUIT',
  PICKLED = 'PICKLED',
  DELICACY = 'DELICACY',
  PRIMARY = 'PRIMARY',
}
registerEnumType(Industry, {
  name: 'Industry',
  description: "The county's eight classes (mission D6).",
  valuesConfig: {
    CATTLE: { description: '牛' },
    SHEEP: { description: '羊' },
    POULTRY: { description: '禽' },
    VEGETABLE: { description: '菜' },
    FRUIT: { description: '果' },
    PICKLED: { description: '腌制品' },
    DELICACY: { description: '辅食品' },
    PRIMARY: { description: '初成品' },
  },
});

export enum ProductStatus {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(ProductStatus, { name: 'ProductStatus', description: 'Only published products are shown and sold.' });

export enum FreshnessState {
  FRESH = 'FRESH',
  STALE = 'STALE',
  HIDDEN = 'HIDDEN',
}
registerEnumType(FreshnessState, {
  name: 'Freshness',
  description: "How long ago the listing was last updated, by its industry's rule (mission B5).",
});

registerEnumType(Unit, {
  name: 'Unit',
  description: 'What a quantity counts.',
  valuesConfig: {
    KG: { description: '公斤: 3 decimals, so steps of one gram.' },
    JIN: { description: '斤: 500 g, 2 decimals.' },
    PIECE: { description: '个: whole pieces.' },
    BOX: { description: '箱: whole boxes.' },
  },
});

/** A product of one producer: the table and the GraphQL type are one class while they agree. */
@Entity({ tableName: 'product' })
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What a producer sells: any product, any small quantity (mission B4).',
})
@Visible('public')
export class Product extends Node {
  @PrimaryKey({ fieldName: 'id', type: new BigIntType('number') })
  key!: number;

  @Property({ fieldName: 'producer_id', type: new BigIntType('number') })
  producerKey!: number;

  @Property({ type: 'text' })
  villageCode!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  description!: string;

  @Property({ type: 'text' })
  @Field(() => Industry)
  industry!: Industry;

  /** True when its producer is no household: it belongs in an industry hall. */
  @Property({ type: 'boolean' })
  ofScale!: boolean;

  @Property({ type: 'text', nullable: true })
  brandCode!: string | null;

  @Property({ type: 'text' })
  @Field(() => Unit)
  unit!: Unit;

  @Property({ type: 'smallint' })
  @Field(() => Int, { description: 'Digits after the point of its quantities.' })
  scale!: number;

  @Property({ type: new BigIntType('number') })
  @Field(() => FenScalar, { description: 'Price of one whole unit on the platform itself, in fen.' })
  priceFen!: number;

  @Property({ type: 'text[]' })
  @Field(() => [String], { description: 'Addresses of photos, https.' })
  photoUrls!: string[];

  @Property({ type: 'text' })
  @Field(() => ProductStatus)
  status!: ProductStatus;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar, { description: 'When its data were last confirmed.' })
  freshenedAt!: Date;

  @Property({ type: 'timestamptz' })
  staleAt!: Date;

  @Property({ type: 'timestamptz' })
  hiddenAt!: Date;

  /** When it was first published; the table sets it. */
  @Property({ type: 'timestamptz', nullable: true })
  shownAt!: Date | null;

  @Property({ type: 'text' })
  searchWords!: string;

  @Property({ type: 'text' })
  enteredBy!: string;

  @Property({ type: 'integer', version: true })
  @Field(() => Int, { description: "Steps with every change of the product's own data." })
  version!: number;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar)
  updatedAt!: Date;

  @Field(() => Producer, { description: 'Who grew or made it.' })
  producer?: Producer;

  @Field(() => Village, { description: 'Where it comes from.' })
  village?: Village;

  @Field(() => Brand, { nullable: true, description: 'The brand it is sold under.' })
  brand?: Brand | null;
}

/** A product as the read model builds it: plain values, ISO dates, only what was selected beside the keys. */
export interface ProductRow {
  id: string;
  key: number;
  producerKey: number;
  villageCode: string;
  name: string;
  brandCode: string | null;
  industry: Industry;
  ofScale: boolean;
  unit: Unit;
  scale: number;
  priceFen: number;
  status: ProductStatus;
  staleAt: string;
  hiddenAt: string;
}
