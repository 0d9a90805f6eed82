import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { numericKey } from '../../../platform/graphql/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import { Refusals, type DomainError } from '../../../shared/domain-error.js';
import { INSPECTION_CLASSES } from '../batch.rules.js';
import { isRealDay } from './day.rules.js';
import { isDecimal } from './limits.rules.js';
import { qualityErrors } from './quality.errors.js';
import type { LimitTableImportInput } from './quality.inputs.js';
import { checkText } from './text.rules.js';

const MOST_ROWS = 5_000;
const MOST_ERRORS = 100;
const COLUMNS = ['class', 'item', 'unit', 'most'] as const;

export interface LimitRow {
  class: string;
  item: string;
  unit: string;
  most: string;
}

/** Reads a table of limits; names every fault by row and column, the first hundred. @throws Refusals */
export function parseLimits(csv: string): LimitRow[] {
  let records: { info: { lines: number }; record: Record<string, string> }[];
  try {
    const options = { columns: true, bom: true, skip_empty_lines: true, trim: true, info: true } as const;
    records = parse(csv, options) as unknown as typeof records;
  } catch (error) {
    const { lines } = error as { lines?: number };
    throw badRow(lines ?? 1, 'csv', '无法读取', 'it cannot be read');
  }
  if (records.length === 0 || records.length > MOST_ROWS)
    throw qualityErrors.refuse('TOO_MANY', { field: 'csv', most: MOST_ROWS });
  const faults: DomainError[] = [];
  const seen = new Set<string>();
  const rows = records.map(({ info, record }) => {
    const row = Object.fromEntries(COLUMNS.map((column) => [column, record[column] ?? ''])) as unknown as LimitRow;
    const fault = faultOf(row, info.lines, seen);
    if (fault) faults.push(fault);
    return row;
  });
  if (faults.length > 0) throw new Refusals(faults.slice(0, MOST_ERRORS));
  return rows;
}

function faultOf(row: LimitRow, line: number, seen: Set<string>): DomainError | null {
  if (!INSPECTION_CLASSES.some((name) => name === row.class))
    return badRow(line, 'class', INSPECTION_CLASSES.join('、'), `one of ${INSPECTION_CLASSES.join(', ')}`);
  if (row.item.length < 1 || row.item.length > 120)
    return badRow(line, 'item', '1 至 120 个字符', '1 to 120 characters');
  if (row.unit.length < 1 || row.unit.length > 40) return badRow(line, 'unit', '1 至 40 个字符', '1 to 40 characters');
  if (!isDecimal(row.most)) return badRow(line, 'most', '十进制数', 'a decimal');
  const key = `${row.class} ${row.item} ${row.unit}`;
  if (seen.has(key)) return badRow(line, 'item', '同一项目出现两次', 'the same item is there twice');
  seen.add(key);
  return null;
}

const badRow = (row: number, column: string, expected: string, expectedEn: string) =>
  qualityErrors.refuse('BAD_ROW', { field: `csv.${row}.${column}`, row, column, expected, expectedEn });

/** Tables of limits: imported, versioned, never changed; none is ours. */
export class LimitCommands {
  constructor(private readonly db: Database) {}

  /** Answers the table's key. The same rows again, as the newest version has them, change nothing. */
  import(viewer: Viewer, input: LimitTableImportInput): Promise<number> {
    const code = input.code.trim();
    if (!/^[0-9A-Za-z.-]{2,40}$/.test(code))
      throw qualityErrors.refuse('BAD_TEXT', { field: 'code', least: 2, most: 40 });
    const title = checkText(input.title, 'title', 2, 200);
    const source = checkText(input.source, 'source', 2, 300);
    if (!isRealDay(input.effectiveOn))
      throw qualityErrors.refuse('BAD_DAY', {
        field: 'effectiveOn',
        expected: '没有这一天',
        expectedEn: 'there is no such day',
      });
    const rows = parseLimits(input.csv);
    const sha256 = createHash('sha256')
      .update(JSON.stringify([input.effectiveOn, rows]))
      .digest('hex');
    return this.db.command(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(7010)');
      const [newest] = await tx.query<{ id: number; version: number; sha256: string }>(
        'select id::float8 as id, version, sha256 from limit_table where code = $1 order by version desc limit 1',
        [code],
      );
      if (newest?.sha256 === sha256) return newest.id;
      const [made] = await tx.query<{ id: number }>(
        `insert into limit_table(code, version, title, source, effective_on, sha256, imported_by)
         values ($1, $2, $3, $4, $5::text::date, $6, $7) returning id::float8 as id`,
        [code, (newest?.version ?? 0) + 1, title, source, input.effectiveOn, sha256, viewer.scope],
      );
      await tx.query(
        `insert into limit_value(table_id, class, item, unit, most)
         select $1, r.class, r.item, r.unit, r.most from jsonb_to_recordset($2::jsonb) r(class text, item text, unit text, most text)`,
        [made!.id, JSON.stringify(rows)],
      );
      return made!.id;
    });
  }
}

/** The limits of a class in a table in force on a day, by item and unit. */
export async function limitsFor(
  tx: Transaction,
  tableId: string,
  kind: string,
  day: string,
): Promise<{ key: number; most: ReadonlyMap<string, string> }> {
  const key = numericKey(tableId, 'LimitTable');
  const [table] = await tx.query('select id from limit_table where id = $1 and effective_on <= $2::text::date', [
    key,
    day,
  ]);
  if (key === null || !table) throw qualityErrors.refuse('UNKNOWN_LIMITS', { field: 'limitTableId' });
  const rows = await tx.query<LimitRow>(
    'select class, item, unit, most from limit_value where table_id = $1 and class = $2',
    [key, kind],
  );
  return { key, most: new Map(rows.map(({ item, unit, most }) => [`${item} ${unit}`, most])) };
}
