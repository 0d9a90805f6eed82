import { parse } from 'csv-parse/sync';
import { levelOf, placeAbove, type PlaceLevel } from '../../shared/place-code.js';

export interface DivisionRow {
  code: string;
  name: string;
  level: PlaceLevel;
  parentCode: string | null;
  kind: 'VILLAGE' | 'COMMUNITY' | null;
}

/**
 * Reads a county's table of divisions: columns code, name, level, parent_code, kind, parents before children. Throws one
 * error that counts the bad rows and names the first ten by line of the file.
 */
export function parseDivisions(csv: string): DivisionRow[] {
  const records = parse(csv, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    comment: '#',
    trim: true,
    info: true,
  });
  const faults: string[] = [];
  const seen = new Set<string>();
  const rows = (records as unknown as { info: { lines: number }; record: Record<string, string> }[]).map(
    ({ info, record }) => {
      const row = {
        code: record['code'] ?? '',
        name: record['name'] ?? '',
        level: record['level'] as PlaceLevel,
        parentCode: record['parent_code'] || null,
        kind: (record['kind'] || null) as DivisionRow['kind'],
      };
      const fault = faultOf(row, seen);
      if (fault) faults.push(`line ${info.lines}: ${fault}`);
      seen.add(row.code);
      return row;
    },
  );
  if (faults.length > 0)
    throw new Error(`The table of divisions has ${faults.length} bad rows: ${faults.slice(0, 10).join('; ')}`);
  if (rows.length === 0) throw new Error('The table of divisions has no rows');
  return rows;
}

function faultOf({ code, name, level, parentCode, kind }: DivisionRow, seen: ReadonlySet<string>): string | null {
  const actual = levelOf(code);
  if (!actual) return `"${code}" is not a place code of 6, 9 or 12 digits`;
  if (level !== actual) return `the level of ${code} is ${actual}, not "${level}"`;
  if (name === '') return `${code} has no name`;
  if (seen.has(code)) return `${code} is there twice`;
  const above = placeAbove(code);
  if (parentCode !== above) return `parent_code of ${code} is "${above ?? ''}", not "${parentCode ?? ''}"`;
  if (above && !seen.has(above)) return `${above} must stand before ${code}`;
  const hasKind = kind === 'VILLAGE' || kind === 'COMMUNITY';
  return (level === 'VILLAGE') === hasKind && (hasKind || kind === null)
    ? null
    : `kind of ${code} is VILLAGE or COMMUNITY for a village, else empty`;
}
