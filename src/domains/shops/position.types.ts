import { Field, Float, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Visible } from '../../platform/graphql/index.js';

export enum CoordinateSystem {
  WGS84 = 'WGS84',
  GCJ02 = 'GCJ02',
  BD09 = 'BD09',
}
registerEnumType(CoordinateSystem, {
  name: 'CoordinateSystem',
  description: 'What a pair of coordinates is measured in. Answers are always WGS84.',
  valuesConfig: {
    WGS84: { description: 'GPS and BeiDou receivers, GeoJSON.' },
    GCJ02: { description: 'AMap, Tencent and WeChat: some 560 m off at Guzhen.' },
    BD09: { description: 'Baidu maps.' },
  },
});

@InputType({ description: 'A point in degrees.' })
export class PointInput {
  @Field(() => Float, { description: '-90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: '-180 to 180.' })
  longitude!: number;

  @Field(() => CoordinateSystem, {
    defaultValue: CoordinateSystem.WGS84,
    description: 'Where the numbers come from; converted to WGS84.',
  })
  sourceSystem!: CoordinateSystem;
}

@ObjectType({ simpleResolvers: true, description: 'A point in WGS84 degrees.' })
@Visible('public')
export class Position {
  @Field(() => Float)
  latitude!: number;

  @Field(() => Float)
  longitude!: number;
}
