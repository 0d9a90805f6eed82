import type { GraphQLResolveInfo } from 'graphql';
import {
  byKey,
  listPage,
  loaderOf,
  numericKey,
  Where,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import { may, rowsAllowed } from '../../../platform/policy/index.js';
import { maskName, PRODUCER_TYPES } from '../../people/index.js';
import { placeReads, type PlaceRow } from '../../places/index.js';
import type { CollectionReceiptsArgs, CollectionRoundsArgs, VillagesWithoutOfficerArgs } from './collection.inputs.js';
import { receiptReads, roundReads } from './collection.reads.js';
import type { CollectionReceiptRow, CollectionRoundRow, InfoOfficer } from './collection.types.js';

/** Reads of rounds, receipts and officers: staff those of their region. */
export class CollectionService {
  constructor(private readonly db: Database) {}

  /** By opening time. */
  rounds(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: CollectionRoundsArgs,
  ): Promise<Page<CollectionRoundRow>> {
    const { placeCode, states, from } = args.filter ?? {};
    const where = new Where();
    where
      .and(rowsAllowed(context.viewer, 'read', 'CollectionRound', { place: 'x.place_code' }, where.values))
      .under(placeCode, 'x.place_code')
      .when(states, (n) => `x.state = any(${n})`)
      .when(from, (n) => `x.closes_at > ${n}`);
    return listPage(context, info, args, {
      reads: roundReads,
      where,
      by: [{ column: 'opens_at', type: 'timestamptz', of: ({ opensAt }) => opensAt }, ...byKey('bigint')],
    });
  }

  /** Newest first. */
  receipts(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: CollectionReceiptsArgs,
  ): Promise<Page<CollectionReceiptRow>> {
    const { siteCode, producerId, payment } = args.filter ?? {};
    const place = '(select place_code from site where code = x.site_code)';
    const where = new Where();
    where
      .and(rowsAllowed(context.viewer, 'read', 'CollectionReceipt', { place }, where.values))
      .when(siteCode, (n) => `x.site_code = ${n}`)
      .when(
        producerId,
        (n) => `x.producer_id = ${n}`,
        (id) => numericKey(id, ...PRODUCER_TYPES),
      )
      .when(payment, (n) => `x.payment = ${n}`);
    return listPage(context, info, args, { reads: receiptReads, where, by: byKey('uuid'), newestFirst: true });
  }

  async round(context: RequestContext, key: string): Promise<CollectionRoundRow | null> {
    const row = await roundReads.byKey(context, Number(key));
    return row && may(context.viewer, 'read', 'CollectionRound', { place: row.placeCode }) ? row : null;
  }

  async receipt(context: RequestContext, key: string): Promise<CollectionReceiptRow | null> {
    const row = await receiptReads.byKey(context, key);
    return row && may(context.viewer, 'read', 'CollectionReceipt', { place: row.placeCode }) ? row : null;
  }

  /** Villages that have nobody yet, in code order: each must have one. */
  withoutOfficer(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: VillagesWithoutOfficerArgs,
  ): Promise<Page<PlaceRow>> {
    const where = new Where()
      .and(`x.level = 'VILLAGE'`)
      .and('not exists (select 1 from info_officer o where o.village_code = x.code and o.ended_at is null)')
      .under(args.placeCode, 'x.code');
    return listPage(context, info, args, {
      reads: placeReads,
      where,
      by: [{ column: 'code', type: 'text', of: ({ code }) => code }],
    });
  }

  officer(context: RequestContext, village: string): Promise<InfoOfficer | null> {
    return loaderOf<string, InfoOfficer | null>(context, 'Village.infoOfficer', async (codes) => {
      const rows = await this.db.read<InfoOfficer & { village: string }>(
        'village_officers',
        `select o.village_code as village, s.display_name as "displayName", o.appointed_at as "appointedAt"
           from info_officer o join staff s on s.id = o.staff_id where o.village_code = any($1) and o.ended_at is null`,
        [codes],
      );
      const of = new Map(rows.map((row) => [row.village, { ...row, displayName: maskName(row.displayName) }]));
      return codes.map((code) => of.get(code) ?? null);
    }).load(village);
  }
}
