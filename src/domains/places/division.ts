import { parse } from 'csv-parse/sync';

export interface DivisionRow {
  code: string;
  name: string;
  level: 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';
  parentCode: string | null;
  kind: 'VILLAGE' | 'COMMUNITY' | null;
}

const DIGITS = { COUNTY: 6, TOWNSHIP: 9, VILLAGE: 12 } as const;

/**
 * Reads a county's table of divisions: columns code, name, level, parent_code, kind, parents before children. Throws one
 * error that names every bad row.
 */
export function parseDivisions(csv: string): DivisionRow[] {
  const records = parse(csv, { columns: true, skip_empty_lines: true, comment: '#', trim: true }) as Record<string, string>[];
  const faults: string[] = [];
  const seen = new Set<string>();
  const rows = records.map((record, i) => {
    const row = {
      code: record['code'] ?? '',
      name: record['name'] ?? '',
      level: record['level'] as DivisionRow['level'],
      parentCode: record['parent_code'] || null,
      kind: (record['kind'] || null) as DivisionRow['kind'],
    };
    const fault = faultOf(row, seen);
    if (fault) faults.push(`row ${i + 2}: ${fault}`);
    seen.add(row.code);
    return row;
  });
  if (faults.length > 0) throw new Error(`The table of divisions has ${faults.length} bad rows: ${faults.slice(0, 10).join('; ')}`);
  return rows;
}

function faultOf({ code, name, level, parentCode, kind }: DivisionRow, seen: ReadonlySet<string>): string | null {
  if (!(level in DIGITS)) return `level is COUNTY, TOWNSHIP or VILLAGE, not "${level}"`;
  if (!/^\d+$/.test(code) || code.length !== DIGITS[level]) return `the code of a ${level} has ${DIGITS[level]} digits, not "${code}"`;
  if (name === '') return 'name is empty';
  if (seen.has(code)) return `code ${code} is there twice`;
  if (level === 'COUNTY' ? parentCode !== null : !parentCode || !seen.has(parentCode) || !code.startsWith(parentCode)) {
    return `parent_code "${parentCode ?? ''}" is not a place above ${code}`;
  }
  return (level === 'VILLAGE') === (kind === 'VILLAGE' || kind === 'COMMUNITY') ? null : 'kind is VILLAGE or COMMUNITY for a village, else empty';
}
