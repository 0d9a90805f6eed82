import { BadRequest } from 'yizhan/plugin-kit';

/** A file is taken whole or not at all; `row` is as a spreadsheet counts it. */
export const refusedFile = (
  code: 'UNREADABLE_FILE' | 'TRUNCATED' | 'BAD_ROW' | 'WRONG_TOTAL' | 'WRONG_STORE_OR_DATE',
  message: string,
  row: number | null = null,
): BadRequest => new BadRequest(message, { status: 400, body: { code, row, message } });
