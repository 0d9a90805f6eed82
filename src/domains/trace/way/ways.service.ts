import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import {
  knownRows,
  nodeSelection,
  page,
  pageOf,
  selectionOf,
  statement,
  type Page,
  type PageArgs,
  type RequestContext,
  type Statement,
} from '../../../platform/graphql/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import {
  batchReads,
  certificateReads,
  inputUseReads,
  inspectionReads,
  type BatchRow,
} from '../../circulation/index.js';
import { placeReads, siteReads } from '../../places/index.js';
import type { Printing } from '../gs1/printing.js';
import { readCode } from './code.rules.js';
import type { TraceRow, TraceStep } from './way.types.js';
import { factsSql, STEP_COUNT, stepsSql } from './way.sql.js';

const STOPPED: readonly string[] = ['FAILED', 'RECALLED'];

/** Columns of `factsSql` as they come: JSON, to be made rows again. */
interface Facts {
  stop?: object | null;
  producers?: { name: string | null; kind: string; villageCode: string; quantity: number }[];
  origins?: BatchRow[];
  made?: BatchRow[];
  sites?: object[];
  inputUses?: object[];
  inspections?: { report: object; results: object[] | null }[];
  certificates?: object[];
}

interface StepRow extends Omit<TraceStep, 'quantity' | 'batch' | 'site' | 'from'> {
  quantity: number | null;
  scale: number;
  unit: string;
  batch: object | null;
  site: object | null;
  from: object | null;
  total: number | null;
}

/** Ways of batches. One statement reads the batch, one all that is fixed in size of its way, one a page of its steps. */
export class WaysService {
  constructor(private readonly printing: Printing) {}

  /** Null for any code that leads to no batch of ours, whatever is wrong with it. */
  async trace(context: RequestContext, info: GraphQLResolveInfo, code: string): Promise<TraceRow | null> {
    const given = readCode(code, this.printing.prefix);
    if (!given) return null;
    const selection = selectionOf(info);
    const { node, below } = selection['batch'] ?? { node: info.fieldNodes[0]!, below: {} };
    const source = `select b.* from batch b where b.code = any($1::text[]) and ($2::bigint is null or b.product_id = $2)
      order by array_position($1::text[], b.code) limit 1`;
    const [batch] = await batchReads.fetch(context, node, below, source, 't.id', [given.lots, given.product]);
    if (!batch) return null;
    const facts = await this.facts(context, info, batch.key);
    return { ...this.printing.of(batch.productKey, batch.code), batch, ...(await this.shaped(context, batch, facts)) };
  }

  /** A page of the steps of the whole way, oldest first. */
  async steps(
    { db }: RequestContext,
    info: GraphQLResolveInfo,
    { batch }: TraceRow,
    args: PageArgs,
  ): Promise<Page<object>> {
    const { limit, after } = pageOf(args, 2);
    const asked = prepared(info, () => stepsSql(nodeSelection(info), 'totalCount' in selectionOf(info)))!;
    const values = [batch.key, after?.[0] ?? null, after?.[1] ?? null, limit + 1];
    const { rows } = await db.pool.query<StepRow>({ ...asked, values });
    return page(
      rows.map(({ scale, unit, total: _total, ...row }) => ({
        ...row,
        batch: row.batch && batchReads.row(row.batch),
        site: row.site && siteReads.row(row.site),
        from: row.from && siteReads.row(row.from),
        quantity: row.quantity === null ? null : { value: formatQuantity(row.quantity, scale), unit },
      })),
      limit,
      ({ occurredAt, sequence }) => [occurredAt, sequence],
      // A page past the end has no row to say it.
      async () => rows[0]?.total ?? (await db.read<{ n: number }>('trace_step_count', STEP_COUNT, [batch.key]))[0]!.n,
    );
  }

  private async facts({ db }: RequestContext, info: GraphQLResolveInfo, key: number): Promise<Facts> {
    const asked = prepared(info, () => factsSql(selectionOf(info)));
    return asked ? (await db.pool.query<Facts>({ ...asked, values: [key] })).rows[0]! : {};
  }

  private async shaped(context: RequestContext, batch: BatchRow, facts: Facts): Promise<object> {
    const places = await knownRows(placeReads, context.db);
    const batchRow = (values: BatchRow) => {
      const place = places.get(values.placeCode);
      return Object.assign(batchReads.row(values), place && { place });
    };
    return {
      ...facts,
      stop: STOPPED.includes(batch.state) ? (facts.stop ?? null) : null,
      producers: facts.producers?.map(({ villageCode, quantity, ...producer }) => ({
        ...producer,
        village: places.get(villageCode) ?? null,
        quantity: { value: formatQuantity(quantity, batch.scale), unit: batch.unit },
      })),
      origins: facts.origins?.map(batchRow),
      made: facts.made?.map(batchRow),
      sites: facts.sites?.map((row) => siteReads.row(row)),
      inputUses: facts.inputUses?.map((row) => inputUseReads.row(row)),
      inspections: facts.inspections?.map(({ report, results }) =>
        inspectionReads.row({ ...report, results: results ?? [] }),
      ),
      certificates: facts.certificates?.map((row) => certificateReads.row(row)),
    };
  }
}

const known = new WeakMap<FieldNode, Statement | null>();

/** The statement of a field, made once for each document: documents are kept by the server. */
function prepared(info: GraphQLResolveInfo, make: () => string | null): Statement | null {
  const node = info.fieldNodes.length === 1 ? info.fieldNodes[0]! : null;
  const found = node && known.get(node);
  if (found !== undefined && found !== null) return found;
  const text = make();
  const made = text === null ? null : statement(text);
  if (node) known.set(node, made);
  return made;
}
