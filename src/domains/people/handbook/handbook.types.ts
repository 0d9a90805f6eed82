import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { payloadType, Visible } from '../../../platform/graphql/index.js';
import { PeopleUserError } from '../people.errors.js';
import { RowErrorCodes, type RowErrorCode } from './row-errors.js';

@InputType()
export class HandbookImportInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'What `POST /uploads` answered.' })
  uploadId!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Take the good rows of a file with bad ones.' })
  partial!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A load of the handbook (mission B1). Each row counts once.' })
@Visible('Household')
export class HandbookImportResult {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  filename!: string;

  @Field(() => Int, { description: 'Rows of the file, blank ones left out.' })
  rows!: number;

  @Field(() => Int, { description: 'Rows that brought a new household or product.' })
  created!: number;

  @Field(() => Int, { description: 'Rows that changed a household or product.' })
  updated!: number;

  @Field(() => Int)
  unchanged!: number;

  @Field(() => Int, { description: 'Rows with errors.' })
  failed!: number;

  @Field(() => Boolean, { description: 'False when bad rows kept the whole file out: nothing was changed.' })
  applied!: boolean;

  @Field(() => Int, { description: 'Errors in all; `rowErrors` lists the first 1,000.' })
  errorCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What is wrong with one cell. Never repeats what the cell holds.' })
@Visible('Household')
export class HandbookRowError {
  @Field(() => Int, { description: 'Row as a spreadsheet numbers it: the header is row 1.' })
  row!: number;

  @Field(() => String, { description: 'Header of the column, such as 身份证号.' })
  column!: string;

  @Field(() => RowErrorCodes)
  code!: RowErrorCode;

  @Field(() => String, { description: 'What is expected there.' })
  expected!: string;

  @Field(() => String, { description: 'What is wrong.' })
  message!: string;
}

export const HandbookImportPayload = payloadType('HandbookImportPayload', PeopleUserError, {
  import: { type: () => HandbookImportResult, description: 'What the load did.' },
  rowErrors: { type: () => [HandbookRowError], description: 'What is wrong, by row and column; the first 1,000.' },
});
