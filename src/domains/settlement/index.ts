import { may } from '../../platform/policy/index.js';
import type { Domain, Kernel } from '../kernel.js';
import { createAuditJob } from './audit/audit.js';
import type { Check } from './audit/audit.checks.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { catchUp, settleEvents } from './ledger/follow-orders.js';
import { PayoutCommands } from './payouts/payout-commands.js';
import { bankTransferRail, type PayoutRail } from './payouts/payout-export.js';
import { runByKey } from './payouts/payout-reads.js';
import { PayoutsResolver } from './payouts/payouts.resolver.js';
import { Payees } from './payouts/payees.js';
import './shares/product-shares.js';
import { TracePriceSharesResolver } from './shares/trace-shares.js';
import { settlementRules } from './settlement.policy.js';
import {
  HouseholdIncomeResolver,
  OrderPriceSharesResolver,
  SettlementResolver,
  VillageIncomeResolver,
} from './settlement.resolver.js';
import { TargetResolver } from './targets/target.resolver.js';

export { findBreaches, type Breach } from './audit/audit.js';
export type { Check } from './audit/audit.checks.js';
export type { PayoutRail } from './payouts/payout-export.js';

export interface SettlementOptions {
  rail?: PayoutRail;
  /** Rules of the books of domains that this one does not know. */
  checks?: readonly Check[];
}

export function createSettlement(
  { db, policy, nodes, events, privacy, logger }: Kernel,
  { rail = bankTransferRail, checks = [] }: SettlementOptions = {},
): Domain {
  policy.define(settlementRules);
  events.define({
    kind: 'audit_breach',
    visible: (viewer) => may(viewer, 'read', 'Audit'),
    node: () => null,
  });
  nodes.register('PayoutRun', runByKey, 'uuid');
  const payees = new Payees(db, privacy);
  return {
    resolvers: [
      new SettlementResolver(db),
      new OrderPriceSharesResolver(),
      new TracePriceSharesResolver(),
      new HouseholdIncomeResolver(),
      new VillageIncomeResolver(),
      new PayoutsResolver(new PayoutCommands(db), payees, rail),
      new AuditResolver(),
      new TargetResolver(db),
    ],
    recurring: [
      createAuditJob(db, logger, checks),
      { name: 'settlement.catch-up', everySeconds: 600, work: async () => void (await catchUp(db)) },
    ],
    followers: [
      {
        name: 'settlement.orders',
        kinds: ['order', 'receipt'],
        handle: settleEvents,
        // The books are brought up from the orders' own sums and the receipts, by the job.
        lost: async () => undefined,
      },
    ],
  };
}
