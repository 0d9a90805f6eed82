import type { Cell, Privacy } from '../../platform/privacy/index.js';

/** What the register holds of a household that only a reason opens. */
export interface PersonalData {
  name: string;
  idNumber: string;
  phone: string | null;
  helper: string | null;
  note: string | null;
}

/** Names a household before it has an id: neither part ever changes, so sealed texts stay bound to their row. */
export interface HouseholdName {
  villageCode: string;
  householdNo: string;
}

/** Sealed columns as rows and entities hold them. */
export interface SealedData {
  nameSealed: string;
  idNumberSealed: string;
  idNumberIndex: string;
  phoneSealed: string | null;
  phoneIndex: string | null;
  helperSealed: string | null;
  noteSealed: string | null;
}

const COLUMNS: Readonly<Record<keyof PersonalData, string>> = {
  name: 'name_sealed',
  idNumber: 'id_number_sealed',
  phone: 'phone_sealed',
  helper: 'helper_name_sealed',
  note: 'note_sealed',
};

/** Seals and opens the personal fields of households. */
export class HouseholdSeals {
  constructor(private readonly privacy: Privacy) {}

  seal(of: HouseholdName, data: PersonalData): SealedData {
    const optional = (field: 'phone' | 'helper' | 'note') => {
      const value = data[field];
      return value === null ? null : this.privacy.seal(value, cell(of, field));
    };
    return {
      nameSealed: this.privacy.seal(data.name, cell(of, 'name')),
      idNumberSealed: this.privacy.seal(data.idNumber, cell(of, 'idNumber')),
      idNumberIndex: this.idNumberIndex(data.idNumber),
      phoneSealed: optional('phone'),
      phoneIndex: data.phone === null ? null : this.privacy.blindIndex(data.phone, 'household.phone'),
      helperSealed: optional('helper'),
      noteSealed: optional('note'),
    };
  }

  open(of: HouseholdName, sealed: Omit<SealedData, 'idNumberIndex' | 'phoneIndex'>): PersonalData {
    return {
      name: this.field(of, 'name', sealed.nameSealed)!,
      idNumber: this.field(of, 'idNumber', sealed.idNumberSealed)!,
      phone: this.field(of, 'phone', sealed.phoneSealed),
      helper: this.field(of, 'helper', sealed.helperSealed),
      note: this.field(of, 'note', sealed.noteSealed),
    };
  }

  field(of: HouseholdName, field: keyof PersonalData, sealed: string | null): string | null {
    return sealed === null ? null : this.privacy.open(sealed, cell(of, field));
  }

  idNumberIndex(idNumber: string): string {
    return this.privacy.blindIndex(idNumber, 'household.id_number');
  }
}

const cell = ({ villageCode, householdNo }: HouseholdName, field: keyof PersonalData): Cell => ({
  table: 'household',
  column: COLUMNS[field],
  row: `${villageCode}/${householdNo}`,
});
