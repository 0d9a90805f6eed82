import { createHash } from 'node:crypto';
import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../../people/index.js';
import { producerFor } from '../found.js';
import { qualityErrors } from './quality.errors.js';
import { checkPastDay, checkText } from './text.rules.js';
import type { PledgeBreachInput, PledgeSignInput } from './trust.inputs.js';

/** 经营者自律 (mission D2): a pledge, and the breaches that lower its grade. Each answers the pledge's key. */
export class PledgeCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  sign(viewer: Viewer, input: PledgeSignInput): Promise<number> {
    return this.db.command(async (tx) => {
      const text = checkText(input.text, 'text', 2, 20_000);
      const evidence = checkText(input.evidence, 'evidence', 2, 200);
      const signedOn = checkPastDay(input.signedOn, todayInChina(this.clock.now()), 'signedOn');
      const { operator, place } = await this.operator(tx, input);
      if (!may(viewer, 'keep', 'OperatorPledge', { place }))
        throw generalErrors.refuse('OUT_OF_REGION', { field: input.producerId ? 'producerId' : 'siteCode' });
      const [made] = await tx.query<{ id: number }>(
        `insert into operator_pledge(operator, place_code, text_sha256, evidence, signed_on, recorded_by)
         values ($1, $2, $3, $4, $5::text::date, $6) on conflict (operator) do nothing returning id::float8 as id`,
        [operator, place, createHash('sha256').update(text).digest('hex'), evidence, signedOn, viewer.scope],
      );
      if (!made) throw qualityErrors.refuse('ALREADY_PLEDGED');
      return made.id;
    });
  }

  breach(viewer: Viewer, { idempotencyKey, ...input }: PledgeBreachInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { pledgeBreach: input } };
    return commandOnce(this.db, key, async (tx) => {
      const reason = checkText(input.reason, 'reason', 2, 500);
      const evidence = checkText(input.evidence, 'evidence', 2, 200);
      const [pledge] = await tx.query<{ id: number; place: string }>(
        'select id::float8 as id, place_code as place from operator_pledge where id = $1 for update',
        [numericKey(input.pledgeId, 'OperatorPledge')],
      );
      if (!pledge || !may(viewer, 'judge', 'OperatorPledge', { place: pledge.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'pledgeId', thing: 'pledge' });
      await tx.query(
        'insert into pledge_breach(pledge_id, severity, reason, evidence, recorded_by, at) values ($1, $2, $3, $4, $5, $6)',
        [pledge.id, input.severity, reason, evidence, viewer.scope, this.clock.now().toISOString()],
      );
      return pledge.id;
    });
  }

  private async operator(
    tx: Transaction,
    { producerId, siteCode }: PledgeSignInput,
  ): Promise<{ operator: string; place: string }> {
    if (Boolean(producerId) === Boolean(siteCode)) throw qualityErrors.refuse('BAD_OPERATOR', { field: 'producerId' });
    if (producerId) {
      const { key, village } = await producerFor(tx, producerId, 'producerId');
      return { operator: `producer:${key}`, place: village };
    }
    const [site] = await tx.query<{ place: string }>(
      `select place_code as place from site where code = $1 and kind in ('SHOP', 'COUNTER', 'KIOSK') and active`,
      [siteCode],
    );
    if (!site) throw qualityErrors.refuse('BAD_OPERATOR', { field: 'siteCode' });
    return { operator: `site:${siteCode}`, place: site.place };
  }
}
