import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { PlaceCodeScalar } from '../../../platform/graphql/index.js';
import { ROLES, type Role } from '../../../shared/role.js';

export const RoleName = Object.fromEntries(ROLES.map((role) => [role, role])) as { [R in Role]: R };
registerEnumType(RoleName, { name: 'Role', description: 'What a viewer is to the platform (mission A1).' });

export enum DeviceKind {
  KIOSK = 'KIOSK',
  COUNTER = 'COUNTER',
}
registerEnumType(DeviceKind, { name: 'DeviceKind', description: '自助零售终端 or 专柜.' });

@InputType()
export class SignInInput {
  @Field(() => String)
  username!: string;

  @Field(() => String)
  password!: string;
}

@InputType()
export class RefreshInput {
  @Field(() => String)
  refreshToken!: string;
}

@InputType()
export class DeviceSignInInput {
  @Field(() => String)
  code!: string;

  @Field(() => String, { description: 'The key that provisioning answered.' })
  key!: string;
}

@InputType()
export class StaffCreateInput {
  @Field(() => String)
  username!: string;

  @Field(() => String, { description: 'At least 10 characters; only its scrypt hash is kept.' })
  password!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => RoleName)
  role!: Role;

  @Field(() => PlaceCodeScalar, { description: 'The region their work is limited to.' })
  placeCode!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'For a PRODUCER: the organisation or household whose goods they keep.',
  })
  producerId?: string | null;
}

@InputType({ description: 'What is left out stays as it is; every change ends the tokens they hold.' })
export class StaffUpdateInput {
  @Field(() => ID)
  staffId!: string;

  @Field(() => RoleName, { nullable: true })
  role?: Role | null;

  @Field(() => PlaceCodeScalar, { nullable: true })
  placeCode?: string | null;

  @Field(() => Boolean, { nullable: true })
  active?: boolean | null;
}

@InputType()
export class DeviceProvisionInput {
  @Field(() => String, { description: 'Its code, such as KIOSK-0001.' })
  code!: string;

  @Field(() => DeviceKind)
  kind!: DeviceKind;

  @Field(() => String)
  siteCode!: string;
}

@InputType()
export class DeviceRevokeInput {
  @Field(() => String)
  code!: string;
}

@InputType()
export class DeviceClaimIssueInput {
  @Field(() => String, { description: 'Code of the device to be, such as KIOSK-0001.' })
  code!: string;

  @Field(() => DeviceKind)
  kind!: DeviceKind;

  @Field(() => String)
  siteCode!: string;
}

@InputType()
export class DeviceClaimInput {
  @Field(() => String, { description: 'As an operator gave it: once, within a day. Spaces and hyphens do not matter.' })
  claimCode!: string;
}
