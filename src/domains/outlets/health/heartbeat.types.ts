import { Field, Float, InputType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/graphql/index.js';
import { DoorName } from '../outlet.types.js';

@InputType()
export class KioskHeartbeatInput {
  @Field(() => DateTimeScalar, { description: "The device's clock. It is compared with ours, never believed." })
  at!: string;

  @Field(() => Float, { nullable: true, description: 'Degrees Celsius inside, -60 to 100.' })
  temperatureC?: number | null;

  @Field(() => DoorName, { nullable: true })
  door?: 'OPEN' | 'CLOSED' | null;
}
