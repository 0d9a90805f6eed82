import type { Privacy } from '../../platform/privacy/index.js';
import type { PickingBooking, RevealedContact } from './picking.entity.js';

export type SealedContact = Pick<PickingBooking, 'key' | 'contactNameSealed' | 'contactPhoneSealed'>;

/** Names and phones of those who book, sealed to their booking. */
export class PickingContacts {
  constructor(private readonly privacy: Privacy) {}

  seal(key: string, { name, phone }: RevealedContact): SealedContact {
    return {
      key,
      contactNameSealed: this.privacy.seal(name.trim(), cell('contact_name_sealed', key)),
      contactPhoneSealed: this.privacy.seal(phone, cell('contact_phone_sealed', key)),
    };
  }

  open({ key, contactNameSealed, contactPhoneSealed }: SealedContact): RevealedContact {
    return {
      name: this.privacy.open(contactNameSealed, cell('contact_name_sealed', key)),
      phone: this.privacy.open(contactPhoneSealed, cell('contact_phone_sealed', key)),
    };
  }
}

const cell = (column: string, row: string) => ({ table: 'picking_booking', column, row });
