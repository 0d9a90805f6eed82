import type { Database } from '../../../../platform/persistence/index.js';
import { rowsAllowed, type Viewer } from '../../../../platform/policy/index.js';
import { mark, NAME_LISTS, type NameList } from '../event-marks.rules.js';

const SOURCE = `case when n.captor = '' then 'OWN' else 'CAPTURED' end`;

const visible = (viewer: Viewer, values: unknown[]) =>
  rowsAllowed(viewer, 'read', 'TraceEvent', { source: SOURCE, captor: 'n.captor' }, values);

/** What the events that a viewer may see name, by kind, in the order of the names (EPCIS 2.0, section 12.7.3). */
export class NameLists {
  constructor(private readonly db: Database) {}

  async list(viewer: Viewer, kind: NameList, perPage: number, after: string): Promise<string[]> {
    const values: unknown[] = [kind, after, perPage];
    const { rows } = await this.db.pool.query<{ uri: string }>(
      `select distinct n.uri from trace_name n where n.kind = $1 and n.uri > $2 and ${visible(viewer, values)} order by n.uri limit $3`,
      values,
    );
    return rows.map(({ uri }) => uri);
  }

  async has(viewer: Viewer, kind: NameList, uri: string): Promise<boolean> {
    const values: unknown[] = [kind, uri];
    const { rows } = await this.db.pool.query(
      `select from trace_name n where n.kind = $1 and n.uri = $2 and ${visible(viewer, values)} limit 1`,
      values,
    );
    return rows.length > 0;
  }
}

/** Marks of the events that name something. */
export const marksNaming = (kind: NameList, uri: string): string[] =>
  NAME_LISTS[kind].map((markKind) => mark(markKind, uri));
