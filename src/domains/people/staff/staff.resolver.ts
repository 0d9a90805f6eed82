import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  DateTimeScalar,
  globalId,
  payloadType,
  Visible,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { Place } from '../../places/index.js';
import type { PlacesService } from '../../places/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import { PeopleUserError } from '../people.errors.js';
import type { Role } from '../../../shared/role.js';
import type { Sessions } from './sessions.js';
import type { DeviceKeys } from './device-keys.js';
import type { StaffCommands } from './staff-commands.js';
import { viewerName } from './viewer-name.js';
import {
  DeviceClaimInput,
  DeviceClaimIssueInput,
  DeviceProvisionInput,
  DeviceRevokeInput,
  DeviceSignInInput,
  RefreshInput,
  RoleName,
  SignInInput,
  StaffCreateInput,
  StaffUpdateInput,
} from './staff.inputs.js';

@ObjectType('Viewer', { simpleResolvers: true, description: 'Who you are to the platform.' })
@Visible('public')
export class ViewerType {
  @Field(() => ID, { description: 'Such as `staff:3`; the name that logs and entries know them by.' })
  id!: string;

  @Field(() => RoleName)
  role!: Role;

  @Field(() => String, { description: "A name to greet them by; never a household's." })
  displayName!: string;

  @Field(() => [String], { description: 'What they may do to at least some rows, such as `read Household`.' })
  permissions!: readonly string[];

  @Field(() => Place, { nullable: true, description: 'The region your work is limited to.' })
  place!: Place | null;

  @Field(() => [String], { description: 'Sites that are yours.' })
  siteCodes!: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'What signing in gives.' })
@Visible('public')
export class Session {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer …`.' })
  token!: string;

  @Field(() => DateTimeScalar)
  expiresAt!: string;

  @Field(() => String, { nullable: true, description: 'Good once, for 14 days.' })
  refreshToken?: string | null;
}

const session = { session: { type: () => Session, description: 'The new session.' } };
const SignInPayload = payloadType('SignInPayload', PeopleUserError, session);
const RefreshPayload = payloadType('RefreshPayload', PeopleUserError, session);
const DeviceSignInPayload = payloadType('DeviceSignInPayload', PeopleUserError, session);
const done = { done: { type: () => Boolean, description: 'True when it was done.' } };
const SignOutPayload = payloadType('SignOutPayload', PeopleUserError, done);
const DeviceRevokePayload = payloadType('DeviceRevokePayload', PeopleUserError, done);
const staffId = { staffId: { type: () => ID, description: 'Their id.' } };
const StaffCreatePayload = payloadType('StaffCreatePayload', PeopleUserError, staffId);
const StaffUpdatePayload = payloadType('StaffUpdatePayload', PeopleUserError, staffId);
const DeviceProvisionPayload = payloadType('DeviceProvisionPayload', PeopleUserError, {
  key: { type: () => String, description: "The device's key, shown this once." },
});

const DeviceClaimIssuePayload = payloadType('DeviceClaimIssuePayload', PeopleUserError, {
  claimCode: { type: () => String, description: 'To be typed into the device; shown this once.' },
  expiresAt: { type: () => DateTimeScalar, description: 'Not good after it.' },
});
const DeviceClaimPayload = payloadType('DeviceClaimPayload', PeopleUserError, {
  code: { type: () => String, description: "The device's code: what it signs in with." },
  key: { type: () => String, description: "The device's key, shown this once." },
});
const DeviceKeyRotatePayload = payloadType('DeviceKeyRotatePayload', PeopleUserError, {
  key: {
    type: () => String,
    description: 'The next key, shown this once. The old one is good until it is used first.',
  },
});

@Resolver()
export class StaffResolver {
  constructor(
    private readonly sessions: Sessions,
    private readonly staff: StaffCommands,
    private readonly keys: DeviceKeys,
    private readonly places: PlacesService,
    private readonly db: Database,
  ) {}

  @Query(() => ViewerType, { description: 'Who you are; a VISITOR without a token.' })
  @Allow('read', 'Viewer')
  async viewer(@Ctx() context: RequestContext): Promise<object> {
    const { scope, role, placeCode, siteCodes, ability } = context.viewer;
    const permissions = [
      ...new Set(ability.rules.map(({ action, subject }) => `${String(action)} ${String(subject)}`)),
    ].sort();
    const place = placeCode ? await this.places.place(context, placeCode) : null;
    return { id: scope, role, siteCodes, permissions, place, displayName: await viewerName(this.db, context.viewer) };
  }

  @Mutation(() => SignInPayload, { description: 'Signs staff in.' })
  @Allow('start', 'Session')
  signIn(
    @Ctx() context: RequestContext,
    @Arg('input', () => SignInInput) { username, password }: SignInInput,
  ): Promise<object> {
    return answer(context, async () => ({ session: await this.sessions.signIn(username, password) }));
  }

  @Mutation(() => RefreshPayload, { description: 'Exchanges a refresh token for a new session.' })
  @Allow('start', 'Session')
  refresh(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefreshInput) { refreshToken }: RefreshInput,
  ): Promise<object> {
    return answer(context, async () => ({ session: await this.sessions.refresh(refreshToken) }));
  }

  @Mutation(() => SignOutPayload, { description: 'Ends a session: its refresh token is good no longer.' })
  @Allow('start', 'Session')
  signOut(
    @Ctx() context: RequestContext,
    @Arg('input', () => RefreshInput) { refreshToken }: RefreshInput,
  ): Promise<object> {
    return answer(context, async () => ({ done: (await this.sessions.signOut(refreshToken), true) }));
  }

  @Mutation(() => DeviceSignInPayload, { description: 'Signs a kiosk or counter in by its key.' })
  @Allow('start', 'Session')
  deviceSignIn(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeviceSignInInput) { code, key }: DeviceSignInInput,
  ): Promise<object> {
    return answer(context, async () => ({ session: await this.sessions.deviceSignIn(code, key) }));
  }

  @Mutation(() => StaffCreatePayload, { description: 'Gives somebody of your region an account.' })
  @Allow('manage', 'Staff')
  staffCreate(
    @Ctx() context: RequestContext,
    @Arg('input', () => StaffCreateInput) input: StaffCreateInput,
  ): Promise<object> {
    return answer(context, async () => ({
      staffId: globalId('Staff', await this.staff.create(context.viewer, input)),
    }));
  }

  @Mutation(() => StaffUpdatePayload, { description: 'Moves staff, changes their role or switches them off.' })
  @Allow('manage', 'Staff')
  staffUpdate(
    @Ctx() context: RequestContext,
    @Arg('input', () => StaffUpdateInput) input: StaffUpdateInput,
  ): Promise<object> {
    return answer(context, async () => ({
      staffId: globalId('Staff', await this.staff.update(context.viewer, input)),
    }));
  }

  @Mutation(() => DeviceProvisionPayload, { description: 'Gives a device its key; again, a new one.' })
  @Allow('manage', 'Device')
  deviceProvision(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeviceProvisionInput) input: DeviceProvisionInput,
  ): Promise<object> {
    return answer(context, async () => ({ key: await this.staff.provision(context.viewer, input) }));
  }

  @Mutation(() => DeviceClaimIssuePayload, {
    description:
      'Makes a claim code for a device, good once and for a day; an earlier one of the device is good no longer.',
  })
  @Allow('manage', 'Device')
  deviceClaimIssue(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeviceClaimIssueInput) input: DeviceClaimIssueInput,
  ): Promise<object> {
    return answer(context, () => this.keys.issueClaim(context.viewer, input));
  }

  @Mutation(() => DeviceClaimPayload, { description: 'A device takes its key by its claim code.' })
  @Allow('start', 'Session')
  deviceClaim(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeviceClaimInput) { claimCode }: DeviceClaimInput,
  ): Promise<object> {
    return answer(context, () => this.keys.claim(claimCode));
  }

  @Mutation(() => DeviceKeyRotatePayload, {
    description: 'A device asks for its next key. Nothing is lost when the answer is: it asks again with the old one.',
  })
  @Allow('change', 'DeviceKey')
  deviceKeyRotate(@Ctx() context: RequestContext): Promise<object> {
    return answer(context, async () => ({ key: await this.keys.rotate(context.viewer) }));
  }

  @Mutation(() => DeviceRevokePayload, { description: 'Locks a device out.' })
  @Allow('manage', 'Device')
  deviceRevoke(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeviceRevokeInput) { code }: DeviceRevokeInput,
  ): Promise<object> {
    return answer(context, async () => ({ done: (await this.staff.revoke(context.viewer, code), true) }));
  }
}
