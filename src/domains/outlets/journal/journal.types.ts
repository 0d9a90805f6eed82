import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, FenScalar, SequenceScalar, Visible } from '../../../platform/graphql/index.js';
import { named } from '../named.js';
import { VendFinalName } from '../vends/vend.types.js';
import { ENTRY_KINDS, type EntryKind } from './journal-entry.js';

export const EntryKindName = named(ENTRY_KINDS);
registerEnumType(EntryKindName, {
  name: 'JournalEntryKind',
  valuesConfig: {
    SALE: { description: 'Sold offline: needs slot and amountFen.' },
    RETURN: { description: 'Money given back for an offline sale: needs original.' },
    VEND: { description: 'What became of an online vend: needs vendId and result.' },
    LOST: { description: 'The entry of this number cannot be given any more.' },
    NOTE: { description: 'Kept, with no effect.' },
  },
});

export const EntryStatusName = named(['ACCEPTED', 'DUPLICATE', 'WAITING', 'QUARANTINED', 'CONFLICT']);
registerEnumType(EntryStatusName, {
  name: 'JournalEntryStatus',
  valuesConfig: {
    ACCEPTED: { description: 'Booked now.' },
    DUPLICATE: { description: 'Booked before; nothing was done.' },
    WAITING: { description: 'Kept; one before it is missing.' },
    QUARANTINED: { description: 'Kept; it makes no sense, and a person must look. Later ones go on.' },
    CONFLICT: { description: 'Not kept: its id or number came before with another content.' },
  },
});

@InputType({ description: 'What a device wrote down. Which fields it needs, its kind says.' })
export class JournalEntryInput {
  @Field(() => SequenceScalar, { description: 'Steps by one with each entry of the device, from 1.' })
  seq!: number;

  @Field(() => String, { description: 'Unique for ever within the device, 1 to 64 characters.' })
  entryId!: string;

  @Field(() => EntryKindName)
  kind!: EntryKind;

  @Field(() => DateTimeScalar, { description: "By the device's clock, which may lie: the order is by number." })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Code of the slot.' })
  slot?: string | null;

  @Field(() => FenScalar, { nullable: true, description: 'What was paid, or given back.' })
  amountFen?: number | null;

  @Field(() => String, { nullable: true, description: 'How it was paid; `cash` if left out.' })
  method?: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the receipt.' })
  reference?: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of the planogram it sold by; the newest if left out.' })
  planogram?: number | null;

  @Field(() => String, { nullable: true, description: 'Entry id of the sale.' })
  original?: string | null;

  @Field(() => ID, { nullable: true })
  vendId?: string | null;

  @Field(() => VendFinalName, { nullable: true })
  result?: 'VENDED' | 'FAILED' | null;

  @Field(() => String, { nullable: true, description: 'What happened, in words.' })
  text?: string | null;
}

@InputType()
export class JournalUploadInput {
  @Field(() => Int, { nullable: true, description: 'The epoch of these entries; the newest if left out.' })
  epoch?: number | null;

  @Field(() => [JournalEntryInput], { description: '1 to 250. Uploading them again changes nothing.' })
  entries!: JournalEntryInput[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of one entry.' })
@Visible('Kiosk')
export class JournalEntryResult {
  @Field(() => SequenceScalar)
  seq!: number;

  @Field(() => String)
  entryId!: string;

  @Field(() => Int)
  epoch!: number;

  @Field(() => EntryStatusName)
  status!: string;

  @Field(() => String, { nullable: true, description: 'Why it is not booked.' })
  code!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Numbers that have not come, both ends included.' })
@Visible('Kiosk')
export class JournalGap {
  @Field(() => SequenceScalar)
  from!: number;

  @Field(() => SequenceScalar)
  to!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How far the journal has come.' })
@Visible('Kiosk')
export class JournalReceipt {
  @Field(() => Int, { description: 'It steps when a number came again with another entry: the counter went back.' })
  epoch!: number;

  @Field(() => SequenceScalar, { description: 'The device may forget everything up to this number.' })
  ackedThroughSeq!: number;

  @Field(() => [JournalEntryResult])
  results!: JournalEntryResult[];

  @Field(() => [JournalGap])
  missing!: JournalGap[];
}
