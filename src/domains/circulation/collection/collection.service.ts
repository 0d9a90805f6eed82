import type { GraphQLResolveInfo } from 'graphql';
import {
  loaderOf,
  nodeSelection,
  numericKey,
  page,
  pageOf,
  requestError,
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads of rounds, receipts and officers: staff those of their region. */
export class CollectionService {
  constructor(private readonly db: Database) {}

  /** By opening time. */
  async rounds(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: CollectionRoundsArgs,
  ): Promise<Page<CollectionRoundRow>> {
    const { limit, after } = pageOf(args, 2);
    const values: unknown[] = [];
    const tests = [rowsAllowed(context.viewer, 'read', 'CollectionRound', { place: 'c.place_code' }, values)];
    const { placeCode, states, from } = args.filter ?? {};
    if (placeCode) tests.push(`c.place_code like $${values.push(`${placeCode}%`)}`);
    if (states) tests.push(`c.state = any($${values.push(states)})`);
    if (from) tests.push(`c.closes_at > $${values.push(from)}`);
    const where = tests.join(' and ');
    const counted = [...values];
    const start = String(after?.[0] ?? '-infinity');
    if (after && Number.isNaN(Date.parse(start)))
      throw requestError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
    values.push(start, after?.[1] ?? 0, limit + 1);
    const n = values.length;
    const source = `select c.* from collection_round c where ${where} and (c.opens_at, c.id) > ($${n - 2}::timestamptz, $${n - 1}::bigint)
      order by c.opens_at, c.id limit $${n}`;
    const rows = await roundReads.fetch(
      context,
      info.fieldNodes[0]!,
      nodeSelection(info),
      source,
      't.opens_at, t.id',
      values,
    );
    const cursor = (row: CollectionRoundRow) => [row.opensAt, row.key];
    return page(rows, limit, cursor, () => this.count('collection_round c', where, counted));
  }

  /** Newest first. */
  async receipts(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: CollectionReceiptsArgs,
  ): Promise<Page<CollectionReceiptRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const place = '(select place_code from site where code = r.site_code)';
    const tests = [rowsAllowed(context.viewer, 'read', 'CollectionReceipt', { place }, values)];
    const { siteCode, producerId, payment } = args.filter ?? {};
    if (siteCode) tests.push(`r.site_code = $${values.push(siteCode)}`);
    if (producerId) tests.push(`r.producer_id = $${values.push(numericKey(producerId, ...PRODUCER_TYPES))}`);
    if (payment) tests.push(`r.payment = $${values.push(payment)}`);
    const where = tests.join(' and ');
    const counted = [...values];
    const before = String(after?.[0] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    if (!UUID.test(before)) throw requestError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
    values.push(before, limit + 1);
    const source = `select r.* from collection_receipt r where ${where} and r.id < $${values.length - 1} order by r.id desc limit $${values.length}`;
    const rows = await receiptReads.fetch(
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
      () => this.count('collection_receipt r', where, counted),
    );
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
  async withoutOfficer(
    context: RequestContext,
    info: GraphQLResolveInfo,
    args: VillagesWithoutOfficerArgs,
  ): Promise<Page<PlaceRow>> {
    const { limit, after } = pageOf(args, 1);
    const where = `p.level = 'VILLAGE' and p.code like $1
      and not exists (select 1 from info_officer o where o.village_code = p.code and o.ended_at is null)`;
    const prefix = `${args.placeCode ?? ''}%`;
    const source = `select p.* from place p where ${where} and p.code > $2 order by p.code limit $3`;
    const rows = await placeReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.code', [
      prefix,
      String(after?.[0] ?? ''),
      limit + 1,
    ]);
    return page(
      rows,
      limit,
      (row) => [row.code],
      () => this.count('place p', where, [prefix]),
    );
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

  private async count(from: string, where: string, values: unknown[]): Promise<number> {
    const { rows } = await this.db.pool.query<{ n: number }>(
      `select count(*) as n from ${from} where ${where}`,
      values,
    );
    return rows[0]!.n;
  }
}
