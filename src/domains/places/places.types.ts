import { Field, ID, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Node, PlaceCodeScalar, Visible } from '../../platform/graphql/index.js';

export enum VillageCategory {
  POOR = 'POOR',
  KEY_ASSISTANCE = 'KEY_ASSISTANCE',
  OTHER = 'OTHER',
}
registerEnumType(VillageCategory, {
  name: 'VillageCategory',
  description: 'The list a village is on (mission A2).',
  valuesConfig: {
    POOR: { description: "贫困村: one of the county's 18." },
    KEY_ASSISTANCE: { description: "重点帮扶村: one of the county's 22." },
    OTHER: { description: 'On neither list.' },
  },
});

export enum VillageKind {
  VILLAGE = 'VILLAGE',
  COMMUNITY = 'COMMUNITY',
}
registerEnumType(VillageKind, { name: 'VillageKind', description: '行政村 or 社区.' });

export enum SiteKind {
  COUNTY_CENTRE = 'COUNTY_CENTRE',
  TOWNSHIP_CENTRE = 'TOWNSHIP_CENTRE',
  COLLECTION_POINT = 'COLLECTION_POINT',
  FARM_GATE = 'FARM_GATE',
  PREMISES = 'PREMISES',
  SHOP = 'SHOP',
  COUNTER = 'COUNTER',
  KIOSK = 'KIOSK',
}
registerEnumType(SiteKind, {
  name: 'SiteKind',
  description: 'What kind of place holds stock.',
  valuesConfig: {
    COUNTY_CENTRE: { description: '县级运营服务中心.' },
    TOWNSHIP_CENTRE: { description: '乡镇电商运营服务中心.' },
    COLLECTION_POINT: { description: '村级农副产品收集点.' },
    FARM_GATE: { description: 'Goods still with the households of one village; never the position of a house.' },
    PREMISES: { description: 'Premises of an enterprise, cooperative or large grower.' },
    SHOP: { description: '线下店.' },
    COUNTER: { description: '商超专柜.' },
    KIOSK: { description: '自助零售终端.' },
  },
});

export enum ShowcaseKind {
  ECOMMERCE_STREET = 'ECOMMERCE_STREET',
  DEMO_VILLAGE = 'DEMO_VILLAGE',
}
registerEnumType(ShowcaseKind, { name: 'ShowcaseKind', description: '电商一条街 or 电商示范村 (mission A4).' });

@InterfaceType('Place', {
  implements: Node,
  description: 'A county, township or village by its official division code.',
  resolveType: ({ code }: { code: string }) => ({ 6: 'County', 9: 'Township', 12: 'Village' })[code.length]!,
})
export abstract class Place extends Node {
  @Field(() => PlaceCodeScalar, { description: 'Official division code: 6, 9 or 12 digits.' })
  code!: string;

  @Field(() => String, { description: 'Name; six names repeat within the county, the code does not.' })
  name!: string;
}

@ObjectType({ description: 'A code this place had before; codes change, history is kept.', simpleResolvers: true })
@Visible('public')
export class FormerPlaceCode {
  @Field(() => String, { description: 'The former code.' })
  code!: string;

  @Field(() => String, { description: 'The name then.' })
  name!: string;

  @Field(() => String, { description: 'What changed.' })
  note!: string;
}

@ObjectType({ description: 'An e-commerce street or demonstration village (mission A4).', simpleResolvers: true })
@Visible('public')
export class Showcase {
  @Field(() => ID, { description: 'Its code.' })
  code!: string;

  @Field(() => ShowcaseKind)
  kind!: ShowcaseKind;

  @Field(() => String)
  name!: string;

  @Field(() => Place, { nullable: true, description: 'Where it is.' })
  place?: Place;
}

@ObjectType({ implements: [Place, Node], description: '县: the county.', simpleResolvers: true })
@Visible('public')
export class County extends Place {}

@ObjectType({
  implements: [Place, Node],
  description: '乡镇: a township, town or development zone.',
  simpleResolvers: true,
})
@Visible('public')
export class Township extends Place {
  @Field(() => County)
  county!: County;
}

@ObjectType({
  implements: [Place, Node],
  description: '村 or 社区: an administrative village or a community.',
  simpleResolvers: true,
})
@Visible('public')
export class Village extends Place {
  @Field(() => VillageKind)
  kind!: VillageKind;

  @Field(() => VillageCategory)
  category!: VillageCategory;

  @Field(() => Boolean, {
    description: "True where the category is invented for the demo and is not the county's own list.",
  })
  invented!: boolean;

  @Field(() => Township)
  township!: Township;
}

@ObjectType({ implements: Node, description: 'A place that holds stock.', simpleResolvers: true })
@Visible('public')
export class Site extends Node {
  @Field(() => String, { description: 'Its code, unique in the platform.' })
  code!: string;

  @Field(() => SiteKind)
  kind!: SiteKind;

  @Field(() => String)
  name!: string;

  @Field(() => Place, { nullable: true, description: 'The division it lies in.' })
  place?: Place;
}

export interface PlaceRow {
  id: string;
  code: string;
  name: string;
  parentCode: string | null;
  level: 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';
  kind: VillageKind | null;
  category: VillageCategory | null;
  invented: boolean;
}

export interface SiteRow {
  id: string;
  key: number;
  code: string;
  kind: SiteKind;
  name: string;
  placeCode: string;
}
