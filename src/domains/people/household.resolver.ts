import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  DateTimeScalar,
  ForViewer,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may } from '../../platform/policy/index.js';
import { assistedEntries } from './assisted-entries.js';
import type { HouseholdCommands } from './household-commands.js';
import {
  HouseholdRegisterInput,
  HouseholdRevealInput,
  HouseholdsArgs,
  HouseholdUpdateInput,
} from './household.inputs.js';
import { revealHousehold } from './household-reveal.js';
import type { HouseholdSeals } from './household-seals.js';
import {
  AssistedEntry,
  Household,
  HouseholdCategory,
  HouseholdConnection,
  RevealedField,
  type HouseholdRow,
} from './household.types.js';
import type { HouseholdsService } from './households.service.js';
import { PeopleUserError } from './people.errors.js';
import { householdReads } from './people.reads.js';
import { maskPhone } from './rules/masking.rules.js';

const household = { type: () => Household, description: 'The household as it is now.' };
const HouseholdRegisterPayload = payloadType('HouseholdRegisterPayload', PeopleUserError, { household });
const HouseholdUpdatePayload = payloadType('HouseholdUpdatePayload', PeopleUserError, { household });
const HouseholdRevealPayload = payloadType('HouseholdRevealPayload', PeopleUserError, {
  revealed: { type: () => [RevealedField], description: 'What was opened, in the order asked for.' },
});

/** A field for the staff of the household's region; null to everyone else. */
const forStaff = <T>(context: RequestContext, row: HouseholdRow, value: (row: HouseholdRow) => T): T | null =>
  may(context.viewer, 'read', 'Household', { place: row.villageCode }) ? value(row) : null;

@Resolver(() => Household)
export class HouseholdResolver {
  constructor(
    private readonly households: HouseholdsService,
    private readonly commands: HouseholdCommands,
    private readonly seals: HouseholdSeals,
    private readonly db: Database,
  ) {}

  @Query(() => Household, { nullable: true, description: 'A household of your region by its id; null for any other.' })
  @Allow('read', 'Household')
  household(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<HouseholdRow | null> {
    return this.households.one(context, id);
  }

  @Query(() => HouseholdConnection, { name: 'households', description: 'Households of your region, oldest first.' })
  @Allow('read', 'Household')
  list(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => HouseholdsArgs) args: HouseholdsArgs,
  ): Promise<Page<HouseholdRow>> {
    return this.households.list(context, info, args);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Number within the village. For staff of its region; null to others.',
  })
  @ForViewer()
  householdNo(@Root() row: HouseholdRow, @Ctx() context: RequestContext): string | null {
    return forStaff(context, row, (h) => h.householdNo);
  }

  @FieldResolver(() => HouseholdCategory, { nullable: true, description: 'For staff of its region; null to others.' })
  @ForViewer()
  category(@Root() row: HouseholdRow, @Ctx() context: RequestContext): HouseholdCategory | null {
    return forStaff(context, row, (h) => h.category);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: '有意愿. For staff of its region; null to others.' })
  @ForViewer()
  willing(@Root() row: HouseholdRow, @Ctx() context: RequestContext): boolean | null {
    return forStaff(context, row, (h) => h.willing);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: '有能力. For staff of its region; null to others.' })
  @ForViewer()
  able(@Root() row: HouseholdRow, @Ctx() context: RequestContext): boolean | null {
    return forStaff(context, row, (h) => h.able);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Such as 138****1234. For staff of its region; null to others.',
  })
  @ForViewer()
  maskedPhone(@Root() row: HouseholdRow, @Ctx() context: RequestContext): string | null {
    return forStaff(context, row, (h) => {
      const phone = this.seals.field(h, 'phone', h.phoneSealed);
      return phone === null ? null : maskPhone(phone);
    });
  }

  @FieldResolver(() => String, { nullable: true, description: '帮扶责任人. For staff of its region; null to others.' })
  @ForViewer()
  helper(@Root() row: HouseholdRow, @Ctx() context: RequestContext): string | null {
    return forStaff(context, row, (h) => this.seals.field(h, 'helper', h.helperSealed));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Steps with every change. For staff of its region; null to others.',
  })
  @ForViewer()
  version(@Root() row: HouseholdRow, @Ctx() context: RequestContext): number | null {
    return forStaff(context, row, (h) => h.version);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'Last change. For staff of its region; null to others.',
  })
  @ForViewer()
  updatedAt(@Root() row: HouseholdRow, @Ctx() context: RequestContext): string | null {
    return forStaff(context, row, (h) => h.updatedAt);
  }

  @FieldResolver(() => [AssistedEntry], {
    nullable: true,
    description: 'Who entered what, newest first, at most 100. For staff of its region; null to others.',
  })
  @ForViewer()
  assistedEntries(@Root() row: HouseholdRow, @Ctx() context: RequestContext): Promise<AssistedEntry[]> | null {
    return forStaff(context, row, (h) => assistedEntries(this.db, context, h.key));
  }

  @Mutation(() => HouseholdRegisterPayload, {
    description: 'Enters a household of your region; who entered it is kept (mission B3).',
  })
  @Allow('create', 'Household')
  householdRegister(
    @Ctx() context: RequestContext,
    @Arg('input', () => HouseholdRegisterInput) input: HouseholdRegisterInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.register(context.viewer, input));
  }

  @Mutation(() => HouseholdUpdatePayload, {
    description: 'Changes a household of your region; the fields that changed are kept, with who changed them.',
  })
  @Allow('update', 'Household')
  householdUpdate(
    @Ctx() context: RequestContext,
    @Arg('input', () => HouseholdUpdateInput) input: HouseholdUpdateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.update(context.viewer, input));
  }

  @Mutation(() => HouseholdRevealPayload, {
    description: 'Opens personal fields for a reason; every opening is logged.',
  })
  @Allow('reveal', 'Household')
  householdReveal(
    @Ctx() context: RequestContext,
    @Arg('input', () => HouseholdRevealInput) input: HouseholdRevealInput,
  ): Promise<object> {
    return answer(context, async () => ({
      revealed: await revealHousehold(this.db, this.seals, context.viewer, input),
    }));
  }

  private answer(context: RequestContext, command: () => Promise<number>): Promise<object> {
    return answer(context, async () => ({ household: await householdReads.byKey(context, await command()) }));
  }
}
