import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  ForViewer,
  PageArgs,
  payloadType,
  payloadTypes,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { batchReads } from '../batch.reads.js';
import { Batch } from '../batch.types.js';
import type { InputUseCommands } from './input-use.js';
import type { InspectionCommands } from './inspections.js';
import { listInspections } from './inspections.service.js';
import type { LimitCommands } from './limits.js';
import type { Monitoring } from './monitoring.js';
import { newestFirst } from './newest-first.js';
import type { PublicationCommands } from './publication.js';
import { QualityUserError } from './quality.errors.js';
import {
  InputUseRecordInput,
  InspectionCorrectInput,
  InspectionRecordInput,
  InspectionsArgs,
  InspectionStepInput,
  LimitTableImportInput,
  MonitoringArgs,
  MonitoringPlanSetInput,
} from './quality.inputs.js';
import { inspectionReads, limitReads } from './quality.reads.js';
import { ClassMonitoring } from './monitoring.types.js';
import { Inspection, LimitTable, type InspectionRow, type LimitTableRow } from './quality.types.js';

export const InspectionConnection = connectionType('Inspection', () => Inspection);
export const LimitTableConnection = connectionType('LimitTable', () => LimitTable);

const InputUseRecordPayload = payloadType('InputUseRecordPayload', QualityUserError, {
  batch: { type: () => Batch, description: 'The batch with what was used on it.' },
});
const inspection = { inspection: { type: () => Inspection, description: 'The report as it is now.' } };
const [InspectionRecordPayload, InspectionReviewPayload, InspectionPublishPayload, InspectionCorrectPayload] =
  payloadTypes(
    QualityUserError,
    inspection,
    'InspectionRecordPayload',
    'InspectionReviewPayload',
    'InspectionPublishPayload',
    'InspectionCorrectPayload',
  );
const LimitTableImportPayload = payloadType('LimitTableImportPayload', QualityUserError, {
  limitTable: { type: () => LimitTable, description: 'The newest version.' },
});
const MonitoringPlanSetPayload = payloadType('MonitoringPlanSetPayload', QualityUserError, {
  done: { type: () => Boolean, description: 'True when it was done.' },
});

@Resolver(() => Inspection)
export class QualityResolver {
  constructor(
    private readonly commands: {
      uses: InputUseCommands;
      limits: LimitCommands;
      inspections: InspectionCommands;
      publication: PublicationCommands;
      monitoring: Monitoring;
    },
  ) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who asked for it; null but to the staff of the region.',
  })
  @ForViewer()
  client(@Root() { clientText, placeCode }: InspectionRow, @Ctx() { viewer }: RequestContext): string | null {
    return may(viewer, 'read', 'Inspection', { place: placeCode }) ? clientText : null;
  }

  @Query(() => InspectionConnection, {
    description: 'Test reports, newest first: the published ones, and to the staff of a region all of theirs.',
  })
  @Allow('read', 'Inspection')
  inspections(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => InspectionsArgs) args: InspectionsArgs,
  ): Promise<Page<InspectionRow>> {
    return listInspections(context, info, args);
  }

  @Query(() => LimitTableConnection, { description: 'Tables of limits with all their versions, newest first.' })
  @Allow('read', 'LimitTable')
  limitTables(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<LimitTableRow>> {
    return newestFirst(context, info, args, limitReads);
  }

  @Query(() => [ClassMonitoring], { description: 'How far each class is monitored, of the batches made in some days.' })
  @Allow('read', 'Monitoring')
  monitoring(
    @Ctx() context: RequestContext,
    @Args(() => MonitoringArgs) args: MonitoringArgs,
  ): Promise<ClassMonitoring[]> {
    return this.commands.monitoring.measure(context, args);
  }

  @Mutation(() => InputUseRecordPayload, {
    description: 'Records what was used on a crop, herd or flock. Goods taken while its interval ran are stopped.',
  })
  @Allow('collect', 'Batch')
  inputUseRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => InputUseRecordInput) input: InputUseRecordInput,
  ): Promise<object> {
    return answer(context, async () => ({
      batch: await batchReads.byKey(context, await this.commands.uses.record(context.viewer, input)),
    }));
  }

  @Mutation(() => LimitTableImportPayload, {
    description: 'Takes in a table of limits as a new version; its faults are named by row and column.',
  })
  @Allow('import', 'LimitTable')
  limitTableImport(
    @Ctx() context: RequestContext,
    @Arg('input', () => LimitTableImportInput) input: LimitTableImportInput,
  ): Promise<object> {
    return answer(context, async () => ({
      limitTable: await limitReads.byKey(context, await this.commands.limits.import(context.viewer, input)),
    }));
  }

  @Mutation(() => InspectionRecordPayload, {
    description: 'Records a test report. A pass clears the batch, a failure stops it wherever it is.',
  })
  @Allow('inspect', 'Batch')
  inspectionRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => InspectionRecordInput) input: InspectionRecordInput,
  ): Promise<object> {
    return this.report(context, () => this.commands.inspections.record(context.viewer, input));
  }

  @Mutation(() => InspectionReviewPayload, { description: 'Reviews a report that another person recorded.' })
  @Allow('review', 'Inspection')
  inspectionReview(
    @Ctx() context: RequestContext,
    @Arg('input', () => InspectionStepInput) input: InspectionStepInput,
  ): Promise<object> {
    return this.report(context, () => this.commands.publication.review(context.viewer, input.inspectionId));
  }

  @Mutation(() => InspectionPublishPayload, { description: 'Makes a reviewed report public, for good.' })
  @Allow('publish', 'Inspection')
  inspectionPublish(
    @Ctx() context: RequestContext,
    @Arg('input', () => InspectionStepInput) input: InspectionStepInput,
  ): Promise<object> {
    return this.report(context, () => this.commands.publication.publish(context.viewer, input.inspectionId));
  }

  @Mutation(() => InspectionCorrectPayload, {
    description: 'Says what was wrong with a published report; the report stays as it was.',
  })
  @Allow('publish', 'Inspection')
  inspectionCorrect(
    @Ctx() context: RequestContext,
    @Arg('input', () => InspectionCorrectInput) input: InspectionCorrectInput,
  ): Promise<object> {
    return this.report(context, () => this.commands.publication.correct(context.viewer, input));
  }

  @Mutation(() => MonitoringPlanSetPayload, {
    description: 'Sets how many batches of a class are to be inspected from a day on.',
  })
  @Allow('plan', 'Monitoring')
  monitoringPlanSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => MonitoringPlanSetInput) input: MonitoringPlanSetInput,
  ): Promise<object> {
    return answer(context, async () => {
      await this.commands.monitoring.setPlan(context.viewer, input);
      return { done: true };
    });
  }

  private report(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ inspection: await inspectionReads.byKey(context, await command()) }));
  }
}
