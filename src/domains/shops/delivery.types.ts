import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Visible } from '../../platform/graphql/index.js';
import { Site } from '../places/index.js';
import { PointInput, Position } from './position.types.js';
import type { Point } from './position.rules.js';

export enum DeliveryAreaKind {
  RADIUS = 'RADIUS',
  POLYGON = 'POLYGON',
}
registerEnumType(DeliveryAreaKind, { name: 'DeliveryAreaKind', description: 'A circle or a polygon.' });

@ObjectType({
  simpleResolvers: true,
  description: 'Where a site delivers to (mission B11): inside a circle or a polygon, its border included.',
})
@Visible('public')
export class DeliveryArea {
  @Field(() => String, { description: 'The site whose area it is.' })
  siteCode!: string;

  @Field(() => DeliveryAreaKind)
  kind!: DeliveryAreaKind;

  @Field(() => Position, { nullable: true, description: 'Centre of a circle.' })
  centre!: Point | null;

  @Field(() => Int, { nullable: true, description: 'Radius of a circle, metres.' })
  radiusM!: number | null;

  @Field(() => [Position], { nullable: true, description: 'Corners of a polygon, in order; the last joins the first.' })
  polygon!: Point[] | null;

  @Field(() => DateTimeScalar)
  updatedAt!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Whether a point can be delivered to.' })
@Visible('public')
export class DeliveryCheck {
  @Field(() => Boolean)
  covered!: boolean;

  @Field(() => Site, { nullable: true, description: 'The first site that delivers there.' })
  site!: object | null;

  @Field(() => DeliveryArea, {
    nullable: true,
    description: 'The area that holds the point; if none does, the first that was asked; null where nobody delivers.',
  })
  area!: DeliveryArea | null;
}

@InputType({ description: 'A circle around a point.' })
export class RadiusInput {
  @Field(() => PointInput)
  centre!: PointInput;

  @Field(() => Int, { description: '1 to 200000 metres.' })
  radiusM!: number;
}

@InputType({ description: 'Give either `radius` or `polygon`.' })
export class DeliveryAreaSetInput {
  @Field(() => String)
  siteCode!: string;

  @Field(() => RadiusInput, { nullable: true })
  radius?: RadiusInput | null;

  @Field(() => [PointInput], {
    nullable: true,
    description: '3 to 200 corners in order, not closed; edges may not cross.',
  })
  polygon?: PointInput[] | null;
}

@InputType()
export class DeliveryAreaRemoveInput {
  @Field(() => String, { description: "The site falls back to its township's, then its county's centre." })
  siteCode!: string;
}

@InputType({ description: 'Give either `siteCode` or `productId`.' })
export class DeliveryCheckInput {
  @Field(() => String, { nullable: true, description: 'Would this site deliver there?' })
  siteCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Would any site that sells this product?' })
  productId?: string | null;

  @Field(() => String, { defaultValue: 'direct', description: 'The channel the product is sold on.' })
  channel!: string;

  @Field(() => PointInput)
  point!: PointInput;
}
