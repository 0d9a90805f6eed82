import { generalErrors } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import { settlementErrors } from '../settlement.errors.js';
import type { SharePlanSetInput } from '../settlement.inputs.js';
import { WHOLE_BP, type SharePlan } from './share-plan.rules.js';

export interface SharePlanRow extends SharePlan {
  validFrom: string;
  reason: string;
}

export const PLAN_COLUMNS = `version, platform_bp as "platformBp", logistics_bp as "logisticsBp",
  village_point_bp as "villagePointBp", channel_fee_bp as "channelFeeBp", channel_fees_bp as "channelFeesBp",
  to_char(valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "validFrom", reason`;

/** The plan in force at a time: an order keeps the one of when it was placed. */
export async function planAt(tx: Pick<Transaction, 'query'>, at: string): Promise<SharePlan> {
  const [plan] = await tx.query<SharePlan>(
    `select ${PLAN_COLUMNS} from share_plan where valid_from <= $1 order by valid_from desc, version desc limit 1`,
    [at],
  );
  if (!plan) throw new Error(`no share plan was in force at ${at}`);
  return plan;
}

/** Sets the plan for orders placed from now on. Earlier orders keep theirs. Answers its version. */
export function setSharePlan(
  db: Database,
  viewer: Viewer,
  { idempotencyKey, ...input }: SharePlanSetInput,
): Promise<number> {
  return commandOnce(db, { scope: viewer.scope, key: idempotencyKey, input: { sharePlanSet: input } }, async (tx) => {
    checkPlan(input);
    const fees = Object.fromEntries(
      (input.channelFees ?? []).map(({ channel, basisPoints }) => [channel, basisPoints]),
    );
    const [row] = await tx.query<{ version: number }>(
      `insert into share_plan(platform_bp, logistics_bp, village_point_bp, channel_fee_bp, channel_fees_bp, set_by, reason)
       values ($1, $2, $3, $4, $5, $6, $7) returning version`,
      [
        input.platformBasisPoints,
        input.logisticsBasisPoints,
        input.villagePointBasisPoints,
        input.channelFeeBasisPoints,
        JSON.stringify(fees),
        viewer.scope,
        input.reason.trim(),
      ],
    );
    return row!.version;
  });
}

function checkPlan(input: Omit<SharePlanSetInput, 'idempotencyKey'>): void {
  const { platformBasisPoints, logisticsBasisPoints, villagePointBasisPoints, channelFeeBasisPoints } = input;
  const fees = input.channelFees ?? [];
  const named = { platformBasisPoints, logisticsBasisPoints, villagePointBasisPoints, channelFeeBasisPoints };
  for (const [field, share] of Object.entries(named)) checkShare(field, share);
  for (const [i, { channel, basisPoints }] of fees.entries()) {
    checkShare(`channelFees.${i}.basisPoints`, basisPoints);
    if (!/^[a-z][a-z0-9-]{1,39}$/.test(channel))
      throw settlementErrors.refuse('BAD_CHANNEL', { field: `channelFees.${i}.channel` });
  }
  const most = Math.max(channelFeeBasisPoints, ...fees.map(({ basisPoints }) => basisPoints));
  if (platformBasisPoints + logisticsBasisPoints + villagePointBasisPoints + most >= WHOLE_BP)
    throw settlementErrors.refuse('NOTHING_LEFT', { field: 'platformBasisPoints' });
  const reason = input.reason.trim();
  if (reason.length < 2 || reason.length > 200) throw settlementErrors.refuse('REASON_REQUIRED', { field: 'reason' });
}

function checkShare(field: string, share: number): void {
  if (Number.isInteger(share) && share >= 0 && share < WHOLE_BP) return;
  throw generalErrors.refuse('INVALID', {
    field,
    expected: '须为 0 至 9999 的整数(万分比)',
    expectedEn: 'A share is a whole number of basis points from 0 to 9999',
  });
}
