import type { GraphQLResolveInfo } from 'graphql';
import {
  generalErrors,
  nodeSelection,
  page,
  pageOf,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { commandOnce, type Database } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import { siteReads } from './places.reads.js';
import type { SiteRow } from './places.types.js';
import { placesErrors } from './places.errors.js';
import { siteEvent } from './site.events.js';
import { OPENED_BY_THEIR_OWN, type SiteRegisterInput, type SitesArgs } from './sites.inputs.js';

/** Sites of the network: where stock stands. */
export class SitesService {
  constructor(private readonly db: Database) {}

  async list(context: RequestContext, info: GraphQLResolveInfo, args: SitesArgs): Promise<Page<SiteRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const tests = ['s.active'];
    const { placeCode, kind } = args.filter ?? {};
    if (placeCode) tests.push(`s.place_code like $${values.push(`${placeCode}%`)}`);
    if (kind) tests.push(`s.kind = $${values.push(kind)}`);
    const from = `from site s where ${tests.join(' and ')}`;
    const counted = [...values];
    values.push(after?.[0] ?? 0, limit + 1);
    const source = `select s.* ${from} and s.id > $${values.length - 1} order by s.id limit $${values.length}`;
    const rows = await siteReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      async () => {
        const { rows: counts } = await context.db.pool.query<{ n: number }>(`select count(*) as n ${from}`, counted);
        return counts[0]!.n;
      },
    );
  }

  /** Answers the code of the new site. Shops and premises bring their own site when they are registered. */
  register(viewer: Viewer, { idempotencyKey, ...input }: SiteRegisterInput): Promise<string> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { siteRegister: input } },
      async (tx) => {
        const name = input.name.trim();
        if (!/^[A-Z0-9][A-Z0-9-]{1,39}$/.test(input.code))
          throw placesErrors.refuse('BAD_SITE_CODE', { field: 'code' });
        if (name.length < 1 || [...name].length > 60) throw placesErrors.refuse('BAD_NAME', { field: 'name' });
        if (OPENED_BY_THEIR_OWN.has(input.kind)) throw placesErrors.refuse('BAD_KIND', { field: 'kind' });
        const place = await tx.query('select code from place where code = $1', [input.placeCode]);
        if (place.length === 0) throw generalErrors.refuse('NOT_FOUND', { field: 'placeCode', thing: 'place' });
        if (!may(viewer, 'create', 'Site', { place: input.placeCode }))
          throw generalErrors.refuse('OUT_OF_REGION', { field: 'placeCode' });
        const made = await tx.query(
          'insert into site(code, kind, name, place_code) values ($1, $2, $3, $4) on conflict (code) do nothing returning code',
          [input.code, input.kind, name, input.placeCode],
        );
        if (made.length === 0) throw placesErrors.refuse('DUPLICATE_SITE_CODE', { field: 'code' });
        tx.emit(siteEvent(input.code, input.placeCode));
        return input.code;
      },
    );
  }
}
