import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  DateScalar,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { maskName, maskPhone } from '../people/index.js';
import type { PickingCommands } from './picking-commands.js';
import type { PickingContacts } from './picking-contacts.js';
import {
  PickingBooking,
  PickingContact,
  PickingExperience,
  RevealedContact,
  type PickingBookingRow,
  type PickingExperienceRow,
} from './picking.entity.js';
import {
  PickingBookingsArgs,
  PickingBookInput,
  PickingCancelInput,
  PickingContactRevealInput,
  PickingExperienceCreateInput,
  PickingExperiencesArgs,
} from './picking.inputs.js';
import type { PickingService } from './picking.service.js';
import { ShopsUserError } from './shops.errors.js';
import { bookingReads, pickingReads } from './shops.reads.js';

export const PickingExperienceConnection = connectionType('PickingExperience', () => PickingExperience);
export const PickingBookingConnection = connectionType('PickingBooking', () => PickingBooking);

const booking = { booking: { type: () => PickingBooking, description: 'The booking as it is now.' } };
const PickingBookPayload = payloadType('PickingBookPayload', ShopsUserError, booking);
const PickingCancelPayload = payloadType('PickingCancelPayload', ShopsUserError, booking);
const PickingContactRevealPayload = payloadType('PickingContactRevealPayload', ShopsUserError, {
  contact: { type: () => RevealedContact, description: 'Whom to call.' },
});
const PickingExperienceCreatePayload = payloadType('PickingExperienceCreatePayload', ShopsUserError, {
  experience: { type: () => PickingExperience, description: 'The experience as it is now.' },
});

@Resolver(() => PickingExperience)
export class PickingResolver {
  constructor(
    private readonly picking: PickingService,
    private readonly commands: PickingCommands,
  ) {}

  @Query(() => PickingExperience, { nullable: true, description: 'A picking experience by its id.' })
  @Allow('read', 'PickingExperience')
  pickingExperience(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID) id: string,
  ): Promise<PickingExperienceRow | null> {
    return this.picking.one(context, info, id);
  }

  @Query(() => PickingExperienceConnection, { description: 'Picking experiences on offer (mission B13).' })
  @Allow('read', 'PickingExperience')
  pickingExperiences(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PickingExperiencesArgs) args: PickingExperiencesArgs,
  ): Promise<Page<PickingExperienceRow>> {
    return this.picking.list(context, info, args);
  }

  @FieldResolver(() => Int, { description: 'Places left on a day; 0 out of season.' })
  freePlaces(
    @Root() experience: PickingExperienceRow,
    @Ctx() context: RequestContext,
    @Arg('on', () => DateScalar) on: string,
  ): Promise<number> | number {
    return this.picking.freePlaces(context, experience, on);
  }

  @Mutation(() => PickingExperienceCreatePayload, { description: 'Offers picking in a village of your region.' })
  @Allow('create', 'PickingExperience')
  pickingExperienceCreate(
    @Ctx() context: RequestContext,
    @Arg('input', () => PickingExperienceCreateInput) input: PickingExperienceCreateInput,
  ): Promise<object> {
    return answer(context, async () => ({
      experience: await pickingReads.byKey(context, await this.commands.create(context.viewer, input)),
    }));
  }
}

@Resolver(() => PickingBooking)
export class PickingBookingResolver {
  constructor(
    private readonly picking: PickingService,
    private readonly commands: PickingCommands,
    private readonly contacts: PickingContacts,
  ) {}

  @Query(() => PickingBookingConnection, {
    description: 'Bookings you made, and those of your region if you are its operator, newest first.',
  })
  @Allow('read', 'PickingBooking')
  pickingBookings(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PickingBookingsArgs) args: PickingBookingsArgs,
  ): Promise<Page<PickingBookingRow>> {
    return this.picking.bookings(context, info, args);
  }

  @FieldResolver(() => PickingContact)
  contact(@Root() row: PickingBookingRow): PickingContact {
    const { name, phone } = this.contacts.open(row);
    return { maskedName: maskName(name), maskedPhone: maskPhone(phone) };
  }

  @Mutation(() => PickingBookPayload, { description: 'Books places on a day; nobody needs to sign in for it.' })
  @Allow('create', 'PickingBooking')
  pickingBook(
    @Ctx() context: RequestContext,
    @Arg('input', () => PickingBookInput) input: PickingBookInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.book(context.viewer, input));
  }

  @Mutation(() => PickingCancelPayload, { description: 'Cancels a booking and gives its places back.' })
  @Allow('cancel', 'PickingBooking')
  pickingCancel(
    @Ctx() context: RequestContext,
    @Arg('input', () => PickingCancelInput) input: PickingCancelInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.cancel(context.viewer, input));
  }

  @Mutation(() => PickingContactRevealPayload, {
    description: 'Shows an operator whom to call about a booking, and logs it.',
  })
  @Allow('reveal', 'PickingBooking')
  pickingContactReveal(
    @Ctx() context: RequestContext,
    @Arg('input', () => PickingContactRevealInput) input: PickingContactRevealInput,
  ): Promise<object> {
    return answer(context, async () => ({ contact: await this.commands.reveal(context.viewer, input) }));
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ booking: await bookingReads.byKey(context, await command()) }));
  }
}
