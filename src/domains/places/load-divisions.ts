import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { packageFile } from '../../platform/config/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import { parseDivisions } from './division.js';

const DATA = packageFile('data', 'places');

export interface LoadOptions {
  /** A table of one's own instead of the packaged `data/places/<code>.csv`. */
  file?: string;
  /** Take the village categories that this project invented for the demo; without, every village starts as OTHER. */
  invented?: boolean;
}

/**
 * Loads any county's divisions with their former codes, and a farm gate for each village, where its households' goods
 * stand. A place that is there is renamed, never removed; loading twice changes nothing. Answers how many places.
 */
export async function loadDivisions(tx: Transaction, countyCode: string, options: LoadOptions = {}): Promise<number> {
  const rows = parseDivisions(await readFile(options.file ?? join(DATA, `${countyCode}.csv`), 'utf8'));
  const invented = options.invented ? await table(`${countyCode}-categories.csv`) : [];
  const categories = new Map(invented.map((row) => [row['code']!, row['category']!]));
  const places = rows.map((row) => ({
    ...row,
    category: row.level === 'VILLAGE' ? (categories.get(row.code) ?? 'OTHER') : null,
    invented: categories.has(row.code),
  }));
  await tx.query(
    `insert into place(code, level, parent_code, name, kind, category, invented)
     select p.code, p.level, p."parentCode", p.name, p.kind, p.category, p.invented
       from jsonb_to_recordset($1::jsonb) p(code text, level text, "parentCode" text, name text, kind text, category text, invented boolean)
     on conflict (code) do update set name = excluded.name, kind = excluded.kind`,
    [JSON.stringify(places)],
  );
  await tx.query(
    `insert into former_place_code(old_code, old_name, new_code, note)
     select h.old_code, h.old_name, h.new_code, h.note
       from jsonb_to_recordset($1::jsonb) h(old_code text, old_name text, new_code text, note text) on conflict do nothing`,
    [JSON.stringify(await table(`${countyCode}-history.csv`))],
  );
  await tx.query(
    `insert into site(code, kind, name, place_code)
     select 'FG-' || code, 'FARM_GATE', name || '农户自产', code from place where level = 'VILLAGE' and code like $1 || '%'
     on conflict (code) do nothing`,
    [countyCode],
  );
  return rows.length;
}

async function table(file: string): Promise<Record<string, string>[]> {
  const text = await readFile(join(DATA, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parse(text, { columns: true, skip_empty_lines: true, comment: '#', trim: true }) as Record<string, string>[];
}
