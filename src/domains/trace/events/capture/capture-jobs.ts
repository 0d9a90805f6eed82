import { v7 as uuid } from 'uuid';
import type { Clock } from '../../../../shared/clock.js';
import { addJob, type Job } from '../../../../platform/jobs/index.js';
import type { Database, Transaction } from '../../../../platform/persistence/index.js';
import type { Viewer } from '../../../../platform/policy/index.js';
import { EpcisProblem, type Problem } from '../problems.js';
import { openDocument, openEvent, type CaptureDocument } from './capture-document.rules.js';
import type { Behaviour, EventCapture } from './capture-events.js';

/** A capture as its maker sees it (EPCIS 2.0, section 12.5); `success` null while it runs. */
export interface CaptureJob {
  readonly id: string;
  readonly behaviour: Behaviour;
  readonly total: number;
  readonly captured: number;
  readonly repeated: number;
  readonly errors: readonly Problem[];
  readonly success: boolean | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

export const CAPTURE_JOB = 'trace.capture';

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const READ = `select id::text as id, behaviour, total, captured, repeated, errors, success, ${iso('created_at')} as "createdAt",
  ${iso('finished_at')} as "finishedAt" from trace_capture`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Captures of partners: taken at once, kept by a job, looked up by whoever sent them. */
export class CaptureJobs {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: EventCapture,
  ) {}

  /** Takes a document; answers its job's id. */
  async submit(viewer: Viewer, body: unknown, behaviour: Behaviour): Promise<string> {
    const document = openDocument(body);
    const id = uuid();
    await this.db.command(async (tx) => {
      await tx.query(
        'insert into trace_capture(id, captured_by, behaviour, document, total) values ($1, $2, $3, $4, $5)',
        [id, viewer.scope, behaviour, JSON.stringify(document), document.events.length],
      );
      await addJob(tx, CAPTURE_JOB, { id });
    });
    return id;
  }

  /** Keeps one event at once; answers its id, the same where it was there already. */
  async single(viewer: Viewer, body: unknown): Promise<string> {
    const document = openEvent(body);
    const { errors, eventIds } = await this.db.command((tx) =>
      this.events.keep(tx, document, {
        capturedBy: viewer.scope,
        capture: null,
        behaviour: 'rollback',
        now: this.clock.now(),
      }),
    );
    if (errors[0]) throw new EpcisProblem('ValidationException', errors[0].detail);
    return eventIds[0]!;
  }

  readonly run: Job = async ({ id }) => {
    await this.db.command(async (tx) => {
      const [job] = await tx.query<{ by: string; behaviour: Behaviour; document: CaptureDocument }>(
        `select captured_by as by, behaviour, document from trace_capture where id = $1 and finished_at is null for update`,
        [id],
      );
      if (job) await this.finish(tx, String(id), job);
    });
  };

  private async finish(
    tx: Transaction,
    id: string,
    { by, behaviour, document }: { by: string; behaviour: Behaviour; document: CaptureDocument },
  ): Promise<void> {
    const now = this.clock.now();
    const { captured, repeated, errors } = await this.events.keep(tx, document, {
      capturedBy: by,
      capture: id,
      behaviour,
      now,
    });
    await tx.query(
      `update trace_capture set document = null, captured = $2, repeated = $3, errors = $4, success = $5, finished_at = $6
        where id = $1`,
      [id, captured, repeated, JSON.stringify(errors), errors.length === 0, now.toISOString()],
    );
  }

  async one(viewer: Viewer, id: string): Promise<CaptureJob> {
    const found = UUID.test(id)
      ? (await this.db.pool.query<CaptureJob>(`${READ} where id = $1 and captured_by = $2`, [id, viewer.scope])).rows[0]
      : undefined;
    if (!found) throw new EpcisProblem('NoSuchResourceException', `There is no capture ${id} of yours.`);
    return found;
  }

  /** The newest first, on from after the job `before`. */
  async list(viewer: Viewer, perPage: number, before: string | null): Promise<CaptureJob[]> {
    if (before !== null && !UUID.test(before))
      throw new EpcisProblem('QueryParameterException', 'nextPageToken is not of this list.');
    // Ids are of version 7: in the order they were made.
    const { rows } = await this.db.pool.query<CaptureJob>(
      `${READ} where captured_by = $1 and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`,
      [viewer.scope, before, perPage],
    );
    return rows;
  }
}
