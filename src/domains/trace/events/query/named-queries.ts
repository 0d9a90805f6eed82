import type { Database } from '../../../../platform/persistence/index.js';
import type { Viewer } from '../../../../platform/policy/index.js';
import { EpcisProblem } from '../problems.js';
import { readQuery, type EventQuery, type Parameters } from './event-query.rules.js';

/** A query by its name; `query` holds the standard's parameters as JSON. */
export interface NamedQuery {
  readonly name: string;
  readonly query: Parameters;
  readonly createdAt: string;
}

const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
/** Queries of one maker, at most. */
const MOST = 200;

const READ = `select name, query, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt" from trace_query`;

/** Queries that were given names (EPCIS 2.0, section 12.6); each is its maker's alone. */
export class NamedQueries {
  constructor(private readonly db: Database) {}

  async create(viewer: Viewer, { name, query }: { name: unknown; query: unknown }): Promise<NamedQuery> {
    if (typeof name !== 'string' || !NAME.test(name))
      throw new EpcisProblem(
        'ValidationException',
        'A name has 1 to 64 letters, digits, dots, dashes and underscores.',
      );
    if (query === null || typeof query !== 'object' || Array.isArray(query))
      throw new EpcisProblem('ValidationException', 'A query is an object of parameters.');
    readQuery(query as Parameters);
    return this.db.command(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7023))', [viewer.scope]);
      const [held] = await tx.query<{ n: number }>('select count(*)::int as n from trace_query where owner = $1', [
        viewer.scope,
      ]);
      if (held!.n >= MOST)
        throw new EpcisProblem('ImplementationException', `You have ${MOST} queries already: delete some.`);
      const rows = await tx.query(
        'insert into trace_query(name, query, owner) values ($1, $2, $3) on conflict do nothing returning name',
        [name, JSON.stringify(query), viewer.scope],
      );
      if (rows.length === 0)
        throw new EpcisProblem('ResourceAlreadyExistsException', `There is a query named ${name} already.`);
      const [made] = await tx.query<NamedQuery>(`${READ} where name = $1`, [name]);
      return made!;
    });
  }

  /** By name, on from after `after`. */
  async list(viewer: Viewer, perPage: number, after: string): Promise<NamedQuery[]> {
    const { rows } = await this.db.pool.query<NamedQuery>(
      `${READ} where owner = $1 and name > $2 order by name limit $3`,
      [viewer.scope, after, perPage],
    );
    return rows;
  }

  async one(viewer: Viewer, name: string): Promise<NamedQuery & { asked: EventQuery }> {
    const { rows } = await this.db.pool.query<NamedQuery>(`${READ} where owner = $1 and name = $2`, [
      viewer.scope,
      name,
    ]);
    if (!rows[0]) throw missing(name);
    return { ...rows[0], asked: readQuery(rows[0].query) };
  }

  async remove(viewer: Viewer, name: string): Promise<void> {
    const rows = await this.db.command((tx) =>
      tx.query('delete from trace_query where owner = $1 and name = $2 returning name', [viewer.scope, name]),
    );
    if (rows.length === 0) throw missing(name);
  }
}

const missing = (name: string) => new EpcisProblem('NoSuchNameException', `There is no query named ${name}.`);
