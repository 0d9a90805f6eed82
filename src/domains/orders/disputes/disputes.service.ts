import type { GraphQLResolveInfo } from 'graphql';
import {
  generalErrors,
  loaderOf,
  nodeSelection,
  page,
  pageOf,
  ReadModel,
  uuidKey,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { commandOnce, type Database } from '../../../platform/persistence/index.js';
import { may, rowsAllowed, type Viewer } from '../../../platform/policy/index.js';
import { orderReads } from '../order.reads.js';
import { orderErrors } from '../orders.errors.js';
import type { DisputeFact, DisputeResolveInput, DisputeRow, DisputesArgs } from './dispute.types.js';

interface Told {
  facts?: readonly DisputeFact[] | Readonly<Record<string, unknown>>;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const disputeReads = new ReadModel<DisputeRow>({
  type: 'Dispute',
  table: 'dispute',
  key: 'key',
  columns: {
    key: '$t.id',
    channel: '$t.channel',
    code: '$t.code',
    message: '$t.message',
    facts: '$t.facts',
    orderKey: { sql: '$t.order_id', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    state: '$t.state',
    raisedAt: '$t.raised_at',
    resolution: '$t.resolution',
    resolvedBy: '$t.resolved_by',
    resolvedAt: '$t.resolved_at',
  },
  finish: (dispute: DisputeRow & Told) => {
    dispute.facts = Object.entries(dispute.facts ?? {}).map(([name, value]) => ({ name, value: asText(value) }));
  },
}).one('order', orderReads, 'orderKey', (d, o) => `left join customer_order ${o} on ${o}.id = ${d}.order_id`);

const FACTS = { place: 'd.place_code' };
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Disputes of a region, for its operators: they read them, and say what was done. */
export class DisputesService {
  constructor(private readonly db: Database) {}

  async list(context: RequestContext, info: GraphQLResolveInfo, args: DisputesArgs): Promise<Page<DisputeRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const tests = [rowsAllowed(context.viewer, 'read', 'Dispute', FACTS, values)];
    for (const column of ['state', 'channel', 'code'] as const) {
      const wanted = args.filter?.[column];
      if (wanted) tests.push(`d.${column} = $${values.push(wanted)}`);
    }
    const where = tests.join(' and ');
    const counted = [...values];
    values.push(after?.[0] ?? LAST_ID, limit + 1);
    const source = `select d.* from dispute d where ${where} and d.id < $${values.length - 1} order by d.id desc limit $${values.length}`;
    const rows = await disputeReads.fetch(
      context,
      info.fieldNodes[0]!,
      nodeSelection(info),
      source,
      't.id desc',
      values,
    );
    return page(
      rows,
      limit,
      (row) => [row.key],
      async () => {
        const { rows: counts } = await context.db.pool.query<{ n: number }>(
          `select count(*) as n from dispute d where ${where}`,
          counted,
        );
        return counts[0]!.n;
      },
    );
  }

  /** For `node`, batched. */
  async byKey(context: RequestContext, key: string): Promise<DisputeRow | null> {
    const allowed = await loaderOf<string, boolean>(context, 'Dispute.allowed', async (keys) => {
      const values: unknown[] = [keys];
      const test = rowsAllowed(context.viewer, 'read', 'Dispute', FACTS, values);
      const { rows } = await context.db.pool.query<{ id: string }>(
        `select d.id from dispute d where d.id = any($1::uuid[]) and ${test}`,
        values,
      );
      const found = new Set(rows.map(({ id }) => id));
      return keys.map((one) => found.has(one));
    }).load(key);
    return allowed ? disputeReads.byKey(context, key) : null;
  }

  /** Once: who resolved it, and how, stays. Answers its uuid. */
  resolve(viewer: Viewer, { idempotencyKey, ...input }: DisputeResolveInput): Promise<string> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { disputeResolve: input } },
      async (tx) => {
        const id = uuidKey(input.disputeId, 'Dispute');
        const [dispute] =
          id === null
            ? []
            : await tx.query<{ place: string | null }>('select place_code as place from dispute where id = $1', [id]);
        if (id === null || !dispute || !may(viewer, 'resolve', 'Dispute', { place: dispute.place }))
          throw generalErrors.refuse('NOT_FOUND', { field: 'disputeId', thing: 'dispute' });
        const resolution = input.resolution.trim();
        if (resolution.length < 2 || resolution.length > 500)
          throw orderErrors.refuse('BAD_RESOLUTION', { field: 'resolution' });
        const resolved = await tx.query(
          `update dispute set state = 'RESOLVED', resolution = $2, resolved_by = $3, resolved_at = now()
            where id = $1 and state = 'OPEN' returning id`,
          [id, resolution, viewer.scope],
        );
        if (resolved.length === 0) throw orderErrors.refuse('ALREADY_RESOLVED', { field: 'disputeId' });
        return id;
      },
    );
  }
}
