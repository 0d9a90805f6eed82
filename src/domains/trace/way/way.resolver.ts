import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { Allow, PageArgs, type Page, type RequestContext } from '../../../platform/graphql/index.js';
import type { WaysService } from './ways.service.js';
import { Trace, TraceProof, TraceStepConnection, type TraceRow } from './way.types.js';

/** How far the log of proofs holds a batch, by its key; null where there is no log. */
export type ProofOf = (context: RequestContext, batch: number) => Promise<TraceProof | null>;

@Resolver(() => Trace)
export class TraceResolver {
  constructor(
    private readonly ways: WaysService,
    private readonly proofOf: ProofOf,
  ) {}

  @Query(() => Trace, {
    nullable: true,
    description: 'The whole way of a batch: from the fields to where it went. null for a code that is not ours.',
  })
  @Allow('read', 'Batch')
  trace(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('code', () => String, {
      description: 'Its printed code, a GS1 Digital Link (URL or path) with GTIN and lot, or an EPCIS class URI.',
    })
    code: string,
  ): Promise<TraceRow | null> {
    return this.ways.trace(context, info, code);
  }

  @FieldResolver(() => TraceStepConnection, {
    description: 'All that happened on the way, oldest first: to what went into it, to it, to what was made of it.',
  })
  steps(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Root() trace: TraceRow,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<object>> {
    return this.ways.steps(context, info, trace, args);
  }

  @FieldResolver(() => TraceProof, { nullable: true, description: 'null where no log is kept.' })
  proof(@Ctx() context: RequestContext, @Root() { batch }: TraceRow): Promise<TraceProof | null> {
    return this.proofOf(context, batch.key);
  }
}
