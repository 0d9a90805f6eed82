import { v7 as uuidv7 } from 'uuid';
import { generalErrors } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../household.rules.js';
import type { HouseholdSeals } from '../household-seals.js';
import type { FileSource } from './file-source.js';
import { HandbookLoad } from './handbook-load.js';
import type { ProductIntake } from './product-intake.js';
import { inspectFile, readFile, type FileKind, type FileRow } from './read-file.js';
import type { RowError } from './row-errors.js';
import type { Uploads } from './uploads.js';

const BATCH = 500;
/** One import at a time: two at once could each miss the other's ID numbers. */
const IMPORT_LOCK = 7004;
const UNIQUE_VIOLATION = '23505';

/** What a load did. Rows are counted once each; `applied` is false when bad rows kept the whole file out. */
export interface ImportReport {
  readonly id: string;
  readonly filename: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly applied: boolean;
  /** The first thousand; `errorCount` is all of them. */
  readonly errors: readonly RowError[];
  readonly errorCount: number;
}

export interface ImportOptions {
  readonly source: FileSource;
  readonly partial: boolean;
  readonly viewer: Viewer;
  /** Called now and then with what was read and what there is to read, in bytes. */
  readonly progress?: (done: number, total: number) => void;
}

/** Loads the handbook of households and their products (mission B1). Loading a file twice changes nothing. */
export class HandbookImport {
  private intake: ProductIntake | null = null;

  constructor(
    private readonly db: Database,
    private readonly seals: HouseholdSeals,
    private readonly clock: Clock,
    private readonly demo: boolean,
    private readonly uploads: Uploads,
  ) {}

  /** The catalogue, which comes after people, says here how it takes the products of a file. */
  useProducts(intake: ProductIntake): void {
    this.intake = intake;
  }

  /** @throws DomainError UNREADABLE_FILE; bad rows are in the report instead */
  async load(options: ImportOptions): Promise<ImportReport> {
    if (!may(options.viewer, 'import', 'Household')) throw generalErrors.refuse('OUT_OF_REGION');
    const kind = await inspectFile(options.source);
    return this.db.command((tx) => this.run(tx, options, kind));
  }

  /** The same for a file sent to `POST /uploads` by the same caller. */
  async loadUpload(
    viewer: Viewer,
    { idempotencyKey, ...input }: { idempotencyKey: string; uploadId: string; partial: boolean },
  ): Promise<ImportReport> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { handbookImport: input } },
      async (tx) => {
        const source = await this.uploads.open(tx, viewer, input.uploadId);
        return this.run(tx, { source, partial: input.partial, viewer }, await inspectFile(source));
      },
    );
  }

  private async run(tx: Transaction, options: ImportOptions, kind: FileKind): Promise<ImportReport> {
    await tx.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
    const load = await this.prepare(tx, options);
    const applied = await tx
      .attempt(() => this.takeAll(tx, load, options, kind))
      .then(
        () => true,
        (error: unknown) => {
          if (error instanceof KeptOut) return false;
          if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw generalErrors.refuse('BUSY');
          throw error;
        },
      );
    const { rows, created, updated, unchanged, failed } = load.counts;
    const counts = applied
      ? { rows, created, updated, unchanged, failed }
      : { rows, created: 0, updated: 0, unchanged: 0, failed };
    const id = uuidv7();
    const { filename } = options.source;
    await tx.query(
      `insert into handbook_import(id, filename, sha256, entered_by, rows, created, updated, unchanged, failed, applied)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, filename, kind.sha256, options.viewer.scope, ...Object.values(counts), applied],
    );
    return { id, filename, ...counts, applied, errors: load.errors, errorCount: load.errorCount };
  }

  private async prepare(tx: Transaction, { viewer, partial }: ImportOptions): Promise<HandbookLoad> {
    const villages = await tx.query<{ code: string }>(`select code from place where level = 'VILLAGE'`);
    return new HandbookLoad({
      seals: this.seals,
      by: { enteredBy: viewer.scope, enteredAs: viewer.role, source: 'IMPORT' },
      checks: { today: todayInChina(this.clock.now()), allowSynthetic: this.demo },
      villages: new Set(villages.map(({ code }) => code)),
      mayImport: (village) => may(viewer, 'import', 'Household', { place: village }),
      products: this.intake,
      partial,
    });
  }

  private async takeAll(
    tx: Transaction,
    load: HandbookLoad,
    { source, progress }: ImportOptions,
    kind: FileKind,
  ): Promise<void> {
    let read = 0;
    let batch: FileRow[] = [];
    const take = async () => {
      await load.take(tx, batch);
      batch = [];
      progress?.(read, source.size);
    };
    for await (const row of readFile(source, kind, (bytes) => (read = bytes))) {
      batch.push(row);
      if (batch.length === BATCH) await take();
    }
    await take();
    if (load.doomed) throw new KeptOut();
  }
}

/** Undoes what was written before the first bad row. */
class KeptOut extends Error {}
