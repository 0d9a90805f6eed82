import { generalErrors, uuidKey } from '../../../platform/graphql/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { qualityErrors } from './quality.errors.js';
import type { InspectionCorrectInput } from './quality.inputs.js';
import { checkText } from './text.rules.js';

interface Found {
  id: string;
  place: string;
  recordedBy: string;
  state: 'REVIEWED' | 'PUBLISHED' | 'CORRECTED' | null;
}

/** 检测报告公开公示 (mission D5): reviewed by another, published, and from then on only corrected, failures like passes. */
export class PublicationCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  review(viewer: Viewer, inspectionId: string): Promise<string> {
    return this.on(viewer, 'review', inspectionId, async (tx, { id, recordedBy, state }) => {
      if (state) throw qualityErrors.refuse('ALREADY_REVIEWED', { field: 'inspectionId' });
      if (recordedBy === viewer.scope) throw qualityErrors.refuse('SAME_PERSON', { field: 'inspectionId' });
      await tx.query(
        `insert into inspection_publication(inspection_id, state, reviewed_by, reviewed_at) values ($1, 'REVIEWED', $2, $3)`,
        [id, viewer.scope, this.now()],
      );
    });
  }

  publish(viewer: Viewer, inspectionId: string): Promise<string> {
    return this.on(viewer, 'publish', inspectionId, async (tx, { id, state }) => {
      if (!state) throw qualityErrors.refuse('NOT_REVIEWED', { field: 'inspectionId' });
      if (state !== 'REVIEWED') throw qualityErrors.refuse('ALREADY_PUBLISHED', { field: 'inspectionId' });
      await tx.query(
        `update inspection_publication set state = 'PUBLISHED', published_by = $2, published_at = $3 where inspection_id = $1`,
        [id, viewer.scope, this.now()],
      );
    });
  }

  correct(viewer: Viewer, { inspectionId, correction }: InspectionCorrectInput): Promise<string> {
    const text = checkText(correction, 'correction', 2, 500);
    return this.on(viewer, 'publish', inspectionId, async (tx, { id, state }) => {
      if (state === 'CORRECTED') throw qualityErrors.refuse('ALREADY_CORRECTED', { field: 'inspectionId' });
      if (state !== 'PUBLISHED') throw qualityErrors.refuse('NOT_PUBLISHED', { field: 'inspectionId' });
      await tx.query(
        `update inspection_publication set state = 'CORRECTED', correction = $2, corrected_by = $3, corrected_at = $4 where inspection_id = $1`,
        [id, text, viewer.scope, this.now()],
      );
    });
  }

  private on(
    viewer: Viewer,
    action: string,
    inspectionId: string,
    work: (tx: Transaction, found: Found) => Promise<void>,
  ): Promise<string> {
    return this.db.command(async (tx) => {
      const id = uuidKey(inspectionId, 'Inspection');
      const [found] = await tx.query<Found>(
        `select i.id, b.place_code as place, i.recorded_by as "recordedBy", p.state from inspection i join batch b on b.id = i.batch_id
           left join inspection_publication p on p.inspection_id = i.id where i.id = $1 for update of i`,
        [id],
      );
      if (!found || !may(viewer, action, 'Inspection', { place: found.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'inspectionId', thing: 'inspection' });
      await work(tx, found);
      return found.id;
    });
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
