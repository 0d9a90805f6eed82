import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { packageFile } from '../../platform/config/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import { parseDivisions } from './division.js';

const DATA = packageFile('data', 'places');

/**
 * Loads any county's divisions from `data/places/<code>.csv`, with its former codes and categories where files give them.
 * A place that is there is renamed, never removed; loading twice changes nothing.
 */
export async function loadDivisions(tx: Transaction, countyCode: string): Promise<number> {
  const rows = parseDivisions(await readFile(join(DATA, `${countyCode}.csv`), 'utf8'));
  const categories = new Map((await table(`${countyCode}-categories.csv`)).map((row) => [row['code']!, row['category']!]));
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
  return rows.length;
}

async function table(file: string): Promise<Record<string, string>[]> {
  const text = await readFile(join(DATA, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parse(text, { columns: true, skip_empty_lines: true, comment: '#', trim: true }) as Record<string, string>[];
}
