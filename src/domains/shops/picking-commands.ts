import { v7 as uuidv7 } from 'uuid';
import { generalErrors, numericKey, uuidKey } from '../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Clock } from '../../shared/clock.js';
import type { PickingContacts } from './picking-contacts.js';
import { bookingEvent, experienceEvent } from './picking.events.js';
import { PickingBooking, PickingBookingState, PickingExperience, type RevealedContact } from './picking.entity.js';
import type {
  PickingBookInput,
  PickingCancelInput,
  PickingContactRevealInput,
  PickingExperienceCreateInput,
} from './picking.inputs.js';
import { checkBooking, checkExperience } from './picking.rules.js';
import { Shop } from './shop.entity.js';
import { checkPhone, checkText, chinaDay } from './shop.rules.js';
import { shopsErrors } from './shops.errors.js';

/** Writes of picking experiences and their bookings: each method is one transaction with its event. */
export class PickingCommands {
  constructor(
    private readonly db: Database,
    private readonly contacts: PickingContacts,
    private readonly clock: Clock,
  ) {}

  /** Answers the experience's key. */
  create(viewer: Viewer, { idempotencyKey, ...input }: PickingExperienceCreateInput): Promise<number> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { pickingExperienceCreate: input } },
      async (tx) => {
        checkExperience(input);
        if (!may(viewer, 'create', 'PickingExperience', { place: input.villageCode }))
          throw generalErrors.refuse('OUT_OF_REGION', { field: 'villageCode' });
        const village = await tx.query(`select 1 as one from place where code = $1 and level = 'VILLAGE'`, [
          input.villageCode,
        ]);
        if (village.length === 0) throw shopsErrors.refuse('UNKNOWN_PLACE', { field: 'villageCode' });
        const experience = tx.em.create(PickingExperience, {
          shopKey: input.shopId ? await this.shop(tx, viewer, input.shopId) : null,
          villageCode: input.villageCode,
          name: input.name.trim(),
          description: input.description?.trim() ?? '',
          seasonFrom: input.seasonFrom,
          seasonTo: input.seasonTo,
          capacityPerDay: input.capacityPerDay,
          priceFen: input.priceFen,
          active: true,
        } as PickingExperience);
        await tx.em.flush();
        tx.emit(experienceEvent(experience));
        return experience.key;
      },
    );
  }

  /** Takes places by a conditional UPDATE of the day, so that no two bookings take the same one. Answers the booking's key. */
  book(viewer: Viewer, { idempotencyKey, ...input }: PickingBookInput): Promise<string> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { pickingBook: input } },
      async (tx) => {
        checkText('contact.name', input.contact.name, 60, 'BAD_NAME');
        checkPhone(input.contact.phone, 'contact.phone');
        const key = numericKey(input.experienceId, 'PickingExperience');
        const experience = key === null ? null : await tx.em.findOne(PickingExperience, { key, active: true });
        if (!experience) throw generalErrors.refuse('NOT_FOUND', { field: 'experienceId', thing: 'experience' });
        const now = this.clock.now();
        checkBooking(input, { from: experience.seasonFrom, to: experience.seasonTo }, now);
        const taken = await tx.query(TAKE, [experience.key, input.day, input.people, experience.capacityPerDay]);
        if (taken.length === 0) throw await this.full(tx, experience, input.day);
        const booking = tx.em.create(PickingBooking, {
          ...this.contacts.seal(uuidv7(), input.contact),
          experienceKey: experience.key,
          day: input.day,
          people: input.people,
          state: PickingBookingState.BOOKED,
          bookedBy: viewer.scope,
          createdAt: now,
        } as PickingBooking);
        tx.emit(bookingEvent(booking, experience.villageCode, 1));
        return booking.key;
      },
    );
  }

  /** Gives the places back, once: cancelling again answers the same and changes nothing. */
  cancel(viewer: Viewer, { bookingId, phone }: PickingCancelInput): Promise<string> {
    return this.db.command(async (tx) => {
      const { booking, place } = await this.own(tx, viewer, 'cancel', bookingId);
      if (viewer.kind === 'visitor' && phone !== this.contacts.open(booking).phone) throw notFound();
      if (booking.state === PickingBookingState.CANCELLED) return booking.key;
      if (booking.day < chinaDay(this.clock.now())) throw shopsErrors.refuse('DAY_PASSED', { field: 'bookingId' });
      booking.state = PickingBookingState.CANCELLED;
      await tx.query('update picking_day set booked = booked - $3 where experience_id = $1 and day = $2::text::date', [
        booking.experienceKey,
        booking.day,
        booking.people,
      ]);
      tx.emit(bookingEvent(booking, place, 2));
      return booking.key;
    });
  }

  /** Opens a contact for an operator who says why; the opening is in the append-only log before anything is shown. */
  reveal(viewer: Viewer, { bookingId, reason }: PickingContactRevealInput): Promise<RevealedContact> {
    const length = [...reason.trim()].length;
    if (length < 5 || length > 200) throw shopsErrors.refuse('BAD_REASON', { field: 'reason' });
    return this.db.command(async (tx) => {
      const { booking } = await this.own(tx, viewer, 'reveal', bookingId);
      await tx.query('insert into personal_data_access(viewer, subject, fields, reason) values ($1, $2, $3, $4)', [
        viewer.scope,
        `picking_booking:${booking.key}`,
        ['NAME', 'PHONE'],
        reason.trim(),
      ]);
      return this.contacts.open(booking);
    });
  }

  /** Locks the booking, so that of two cancellations at once the second sees what the first did. */
  private async own(
    tx: Transaction,
    viewer: Viewer,
    action: string,
    id: string,
  ): Promise<{ booking: PickingBooking; place: string }> {
    const key = uuidKey(id, 'PickingBooking');
    if (key !== null) await tx.query('select 1 as one from picking_booking where id = $1 for no key update', [key]);
    const booking = key === null ? null : await tx.em.findOne(PickingBooking, { key });
    const experience = booking && (await tx.em.findOne(PickingExperience, { key: booking.experienceKey }));
    const place = experience?.villageCode;
    if (!booking || !place || !may(viewer, action, 'PickingBooking', { bookedBy: booking.bookedBy, place }))
      throw notFound();
    return { booking, place };
  }

  private async shop(tx: Transaction, viewer: Viewer, id: string): Promise<number> {
    const key = numericKey(id, 'Shop');
    const shop = key === null ? null : await tx.em.findOne(Shop, { key });
    if (!shop || !may(viewer, 'create', 'Shop', { place: shop.placeCode }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'shopId', thing: 'shop' });
    return shop.key;
  }

  private async full(tx: Transaction, { key, capacityPerDay }: PickingExperience, day: string) {
    const [row] = await tx.query<{ free: number }>(
      'select capacity - booked as free from picking_day where experience_id = $1 and day = $2::text::date',
      [key, day],
    );
    return shopsErrors.refuse('FULL', { field: 'people', free: row?.free ?? capacityPerDay });
  }
}

const TAKE = `
  insert into picking_day(experience_id, day, booked, capacity)
  select $1::bigint, $2::text::date, $3::int, $4::int where $3::int <= $4::int
  on conflict (experience_id, day) do update set booked = picking_day.booked + excluded.booked
   where picking_day.booked + excluded.booked <= picking_day.capacity
  returning booked`;

const notFound = () => generalErrors.refuse('NOT_FOUND', { field: 'bookingId', thing: 'booking' });
