import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository's root, where the built server is. */
export const ROOT = resolve(import.meta.dirname, '..');
export const RESULTS = join(ROOT, 'bench', 'results');
/** Databases of the bench, kept between runs: they are loaded once. */
export const DATA = resolve(process.env.YIZHAN_DATA ?? join(ROOT, '.data'), 'bench');
export const SECRET = 'only for the bench: nothing in it is personal';

export const built = (path) => import(join(ROOT, 'dist', 'src', path));

mkdirSync(RESULTS, { recursive: true });
