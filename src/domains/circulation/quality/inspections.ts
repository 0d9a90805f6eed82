import { v7 as uuidv7 } from 'uuid';
import { uuidKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../../people/index.js';
import { recordStep, whereabouts } from '../batch-ledger.js';
import { batchFor } from '../found.js';
import { stopBatch } from '../flow/stop.js';
import { isResult, keeps, overall, type Verdict } from './limits.rules.js';
import { limitsFor } from './limits.js';
import { qualityErrors } from './quality.errors.js';
import type { InspectionRecordInput, InspectionResultInput } from './quality.inputs.js';
import { checkOrder, checkPastDay, checkText } from './text.rules.js';

interface Judged {
  line: number;
  item: string;
  value: string;
  unit: string;
  most: string | null;
  verdict: Verdict;
}

/** Test reports (检测, mission A13, D4): a pass clears the batch, a failure stops it wherever it is. */
export class InspectionCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the inspection's uuid. A stopped batch stays stopped whatever a later report says. */
  record(viewer: Viewer, { idempotencyKey, ...input }: InspectionRecordInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { inspectionRecord: input } };
    return commandOnce(this.db, key, async (tx) => {
      const now = this.clock.now();
      checkReport(input, todayInChina(now));
      const batch = await batchFor(tx, viewer, ['inspect', 'Batch'], input.batchId, 'batchId', { goods: true });
      if (batch.origin === 'FIELD') throw qualityErrors.refuse('NO_GOODS', { field: 'batchId' });
      if (batch.class !== input.class) throw qualityErrors.refuse('BAD_CLASS', { field: 'class', class: batch.class });
      const limits = input.limitTableId
        ? await limitsFor(tx, input.limitTableId, input.class, input.testedUntil)
        : { key: null, most: new Map<string, string>() };
      const results = input.results.map((result, i) => judge(result, i, limits.most));
      const result = overall(results.map(({ verdict }) => verdict));
      const corrects = input.correctsId ? await this.corrected(tx, batch.id, input.correctsId) : null;
      const id = await this.write(tx, viewer, input, {
        batch: batch.id,
        limits: limits.key,
        result,
        corrects: corrects?.id ?? null,
      });
      await tx.query(
        `insert into inspection_result(inspection_id, line, item, value, unit, most, verdict)
         select $1, r.line, r.item, r.value, r.unit, r.most, r.verdict
           from jsonb_to_recordset($2::jsonb) r(line smallint, item text, value text, unit text, most text, verdict text)`,
        [id, JSON.stringify(results)],
      );
      const number = input.number.trim();
      const said = {
        at: now,
        by: viewer.scope,
        site: await whereabouts(tx, batch),
        inspection: { id, number, result },
      };
      await recordStep(tx, batch.id, { step: 'INSPECTED', ...said, corrects: corrects?.sequence ?? null });
      if (result === 'PASSED')
        await tx.query(`update batch set state = 'PASSED' where id = $1 and state = 'PENDING'`, [batch.id]);
      else await stopBatch(tx, batch.id, { cause: 'FAILED_TEST', reason: number, by: viewer.scope, now });
      return id;
    });
  }

  private async write(
    tx: Transaction,
    viewer: Viewer,
    input: Omit<InspectionRecordInput, 'idempotencyKey'>,
    {
      batch,
      limits,
      result,
      corrects,
    }: { batch: number; limits: number | null; result: Verdict; corrects: string | null },
  ): Promise<string> {
    const id = uuidv7();
    const made = await tx.query(
      `insert into inspection(id, number, batch_id, class, title, laboratory, laboratory_place, client, method, sample, sample_state,
              sampling_plan, pages, received_on, tested_from, tested_until, signatory, limit_table_id, result, corrects, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text::date, $15::text::date, $16::text::date, $17, $18, $19, $20, $21, $22)
       on conflict do nothing returning id`,
      [
        id,
        ...[input.number.trim(), batch, input.class],
        ...TEXTS.map((field) => input[field].trim()),
        ...[input.pages, input.receivedOn, input.testedFrom, input.testedUntil, input.signatory.trim()],
        ...[limits, result, corrects, viewer.scope, this.clock.now().toISOString()],
      ],
    );
    if (made.length > 0) return id;
    const [taken] = await tx.query('select 1 as one from inspection where number = $1', [input.number.trim()]);
    throw taken
      ? qualityErrors.refuse('DUPLICATE_NUMBER', { field: 'number' })
      : qualityErrors.refuse('ALREADY_CORRECTED', { field: 'correctsId' });
  }

  private async corrected(tx: Transaction, batch: number, id: string): Promise<{ id: string; sequence: number }> {
    const key = uuidKey(id, 'Inspection');
    const [found] = await tx.query<{ id: string; sequence: number }>(
      `select i.id, s.id::float8 as sequence from inspection i
         join batch_step s on s.batch_id = i.batch_id and s.step = 'INSPECTED' and s.detail->'inspection'->>'id' = i.id::text
        where i.id = $1 and i.batch_id = $2`,
      [key, batch],
    );
    if (key === null || !found) throw qualityErrors.refuse('NOT_OF_BATCH', { field: 'correctsId' });
    return found;
  }
}

/** In the order of the table's columns. */
const TEXTS = [
  'title',
  'laboratory',
  'laboratoryPlace',
  'client',
  'method',
  'sample',
  'sampleState',
  'samplingPlan',
] as const;

function checkReport(input: Omit<InspectionRecordInput, 'idempotencyKey'>, today: string): void {
  checkText(input.number, 'number', 2, 60);
  for (const field of [...TEXTS, 'signatory'] as const) checkText(input[field], field, 1, 200);
  if (!Number.isInteger(input.pages) || input.pages < 1 || input.pages > 500)
    throw qualityErrors.refuse('TOO_MANY', { field: 'pages', most: 500 });
  for (const field of ['receivedOn', 'testedFrom', 'testedUntil'] as const) checkPastDay(input[field], today, field);
  checkOrder(input.testedFrom, input.testedUntil, 'testedUntil');
  checkOrder(input.receivedOn, input.testedUntil, 'testedUntil');
  if (input.results.length < 1 || input.results.length > 200)
    throw qualityErrors.refuse('TOO_MANY', { field: 'results', most: 200 });
}

/** By the limit where the table has the item; the laboratory's own verdict must then be the same. */
function judge(input: InspectionResultInput, i: number, limits: ReadonlyMap<string, string>): Judged {
  const at = `results.${i}`;
  const item = checkText(input.item, `${at}.item`, 1, 120);
  const unit = checkText(input.unit, `${at}.unit`, 1, 40);
  const value = input.value.trim();
  if (!isResult(value)) throw qualityErrors.refuse('BAD_VALUE', { field: `${at}.value` });
  const most = limits.get(`${item} ${unit}`) ?? null;
  if (most === null) {
    if (!input.verdict) throw qualityErrors.refuse('VERDICT_REQUIRED', { field: `${at}.verdict`, item, unit });
    return { line: i + 1, item, value, unit, most, verdict: input.verdict };
  }
  const verdict = keeps(value, most) ? 'PASSED' : 'FAILED';
  if (input.verdict && input.verdict !== verdict)
    throw qualityErrors.refuse('VERDICT_DIFFERS', { field: `${at}.verdict`, item, unit, most, expected: verdict });
  return { line: i + 1, item, value, unit, most, verdict };
}
