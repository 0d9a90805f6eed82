import { may } from '../../platform/policy/index.js';
import type { BrandCheck } from '../catalogue/index.js';
import type { Domain, Kernel } from '../kernel.js';
import type { OrderCommands } from '../orders/index.js';
import { AllianceCommands } from './alliance/alliances.js';
import { allianceReads, allocationReads, memberReads, shareReads } from './alliance/alliance.reads.js';
import { AllianceResolver } from './alliance/alliance.resolver.js';
import { allocationEvents } from './alliance/allocation.events.js';
import { AllocationCommands } from './alliance/allocation-commands.js';
import { batchEvents } from './batch.events.js';
import { batchReads } from './batch.reads.js';
import { BatchResolver } from './batch.resolver.js';
import { BatchesService } from './batches.service.js';
import { circulationRules } from './circulation.policy.js';
import { CollectionResolver, VillageOfficerResolver } from './collection/collection.resolver.js';
import { CollectionService } from './collection/collection.service.js';
import { OfficerCommands } from './collection/officers.js';
import { receiptEvents } from './collection/receipt.events.js';
import { ReceiveCommands } from './collection/receive.js';
import { roundEvents } from './collection/round.events.js';
import { RoundCommands } from './collection/rounds.js';
import { BatchCommands } from './flow/batch-commands.js';
import { DispatchCommands } from './flow/dispatch.js';
import { transferReads } from './flow/flow.reads.js';
import { PackCommands } from './flow/pack.js';
import { sweepStopped } from './flow/stop.js';
import { TransferCommands } from './flow/transfer.js';
import { GoodsKeeping } from './goods-keeping.js';
import { LotKeeping } from './lot-keeping.js';
import { createQuality } from './quality/index.js';
import { refuseBareBrand } from './quality/brands.js';

export { allocate, type Candidate } from './alliance/allocate.rules.js';
export { widenMember } from './alliance/alliances.js';
export { suppliesOf, type Bought, type LineSupply } from './alliance/supplies.js';
export { batchPayload, BATCH_STEPS, type BatchPart, type BatchPayload, type BatchStepName } from './batch.events.js';
export { batchReads } from './batch.reads.js';
export type { BatchStateName } from './batch.rules.js';
export { Batch, BatchState, BatchStepKind, type BatchRow } from './batch.types.js';
export { inputUseReads, inspectionReads } from './quality/quality.reads.js';
export { InputUse, Inspection } from './quality/quality.types.js';
export { certificateReads } from './quality/trust.reads.js';
export { ConformityCertificate } from './quality/trust.types.js';
export { ConsentPurpose } from './quality/trust.inputs.js';
export { consenting } from './quality/stories.js';
export { seedCirculation } from './seed-circulation.js';

/** What the domain gives those below it, handed in by the app: which batches goods are of, and whether a brand may be shown. */
export interface CirculationPorts {
  readonly goods: GoodsKeeping;
  readonly lots: LotKeeping;
  readonly checkBrand: BrandCheck;
}

export function createCirculation(kernel: Kernel, { orders }: { orders: OrderCommands }): Domain & CirculationPorts {
  const { db, policy, nodes, events, clock, logger } = kernel;
  policy.define(circulationRules);
  for (const kind of [batchEvents, roundEvents, receiptEvents, allocationEvents]) events.define(kind);
  const collection = new CollectionService(db);
  const rounds = new RoundCommands(db, clock, logger);
  nodes.register('Batch', (context, key) => batchReads.byKey(context, Number(key)), 'number');
  nodes.register('BatchTransfer', (context, key) => transferReads.byKey(context, key), 'uuid');
  nodes.register('CollectionRound', (context, key) => collection.round(context, key), 'number');
  nodes.register('CollectionReceipt', (context, key) => collection.receipt(context, key), 'uuid');
  // Of alliances a viewer sees those of their region: by the place each row has.
  const ofRegion = [
    ['ProducerAlliance', allianceReads, 'number'],
    ['AllianceMember', memberReads, 'number'],
    ['AllocationShare', shareReads, 'number'],
    ['OrderAllocation', allocationReads, 'uuid'],
  ] as const;
  for (const [type, reads, shape] of ofRegion) {
    nodes.register(
      type,
      async (context, key) => {
        const row = await reads.byKey(context, shape === 'number' ? Number(key) : key);
        return row && may(context.viewer, 'read', 'Alliance', { place: row.placeCode }) ? row : null;
      },
      shape,
    );
  }
  const commands = {
    batch: new BatchCommands(db, clock),
    transfer: new TransferCommands(db, clock),
    pack: new PackCommands(db, clock),
    dispatch: new DispatchCommands(db, clock, orders),
  };
  return {
    goods: new GoodsKeeping(clock),
    lots: new LotKeeping(clock),
    checkBrand: refuseBareBrand,
    resolvers: [
      new BatchResolver(new BatchesService(), commands),
      new CollectionResolver(collection, rounds, new ReceiveCommands(db, clock), new OfficerCommands(db)),
      new VillageOfficerResolver(collection),
      new AllianceResolver(new AllianceCommands(db), new AllocationCommands(db, clock, orders)),
      ...createQuality(kernel).resolvers,
    ],
    recurring: [
      { name: 'circulation.rounds', everySeconds: 60, work: async () => void (await rounds.turn()) },
      { name: 'circulation.stopped', everySeconds: 5, work: async () => void (await sweepStopped(db)) },
    ],
  };
}
