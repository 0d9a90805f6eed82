import type { MikroORM } from '@mikro-orm/postgresql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { ControlledTransaction } from 'kysely';
import type pg from 'pg';
import { createOrm, type EntityClass } from './orm.js';
import { createPool } from './pool.js';

/** An event as a domain writes it: `subject` is the thing's id, `version` steps with every change of it. */
export interface NewEvent {
  kind: string;
  subject: string;
  version: number;
  payload: Record<string, unknown>;
}

/** One command: entities through `em`, visible SQL through `query`, events that commit with it through `emit`. */
export interface Transaction {
  readonly em: EntityManager;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  emit(event: NewEvent): void;
  /** Runs `work` under a savepoint: when it throws, its rows, its entities and its events are gone, the rest stays. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface DatabaseOptions {
  url: string;
  entities: readonly EntityClass[];
  /** Connections for reads; writes of entities have their own few. */
  readPool?: number;
  onError(error: Error): void;
}

const READ_POOL = 8;

/** PostgreSQL as the platform sees it: plain rows for reads, one transaction a command for writes. */
export class Database {
  private constructor(
    readonly url: string,
    readonly orm: MikroORM,
    readonly pool: pg.Pool,
    private readonly committed: Set<() => void>,
  ) {}

  static async open({ url, entities, readPool = READ_POOL, onError }: DatabaseOptions): Promise<Database> {
    const orm = await createOrm(url, entities);
    return new Database(url, orm, createPool(url, readPool, onError), new Set());
  }

  /** This database, read from another server: commands still go to this one. */
  readingFrom(url: string, onError: (error: Error) => void): Database {
    return new Database(this.url, this.orm, createPool(url, READ_POOL, onError), this.committed);
  }

  /** Rows of a named, prepared statement: an unnamed one costs PostgreSQL 70 % more. */
  async read<Row extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>({ name, text, values: values as unknown[] })).rows;
  }

  /** Runs `work` in one transaction; its events are written last, just before commit. Retries nothing. */
  async command<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    let wrote = false;
    const result = await this.orm.em.fork().transactional(async (em) => {
      const events: NewEvent[] = [];
      const query = async <Row extends object>(text: string, values: readonly unknown[] = []) => {
        const done = await em
          .getKysely<ControlledTransaction<unknown>>()
          .executeQuery(CompiledQuery.raw(text, [...values]));
        return done.rows as Row[];
      };
      const attempt = async <T>(part: () => Promise<T>): Promise<T> => {
        const before = events.length;
        await em.flush();
        await query('savepoint attempt');
        try {
          const done = await part();
          await em.flush();
          await query('release savepoint attempt');
          return done;
        } catch (error) {
          await query('rollback to savepoint attempt');
          await query('release savepoint attempt');
          em.clear();
          events.length = before;
          throw error;
        }
      };
      const answer = await work({ em: em as EntityManager, query, emit: (event) => events.push(event), attempt });
      await em.flush();
      if (events.length > 0) await query(INSERT_EVENTS, [JSON.stringify(events)]);
      wrote = events.length > 0;
      return answer;
    });
    if (wrote) this.announce();
    return result;
  }

  /** Reads that must agree with each other: one REPEATABLE READ, read only. */
  async snapshot<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query('begin isolation level repeatable read, read only');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Called after each commit that wrote events: the sequencer of this process need not wait for its poll. */
  onEvents(listener: () => void): void {
    this.committed.add(listener);
  }

  announce(): void {
    for (const listener of this.committed) listener();
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.orm.close();
  }
}

const INSERT_EVENTS = `
  insert into pending_event(kind, subject, version, payload)
  select e->>'kind', e->>'subject', (e->>'version')::bigint, e->'payload'
    from jsonb_array_elements($1::jsonb) with ordinality as events(e, n) order by n`;
