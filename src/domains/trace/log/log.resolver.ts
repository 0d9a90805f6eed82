import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { Allow, PageArgs, SequenceScalar, type Page, type RequestContext } from '../../../platform/graphql/index.js';
import { ConsistencyProof, InclusionProof, LogKey, TreeHead, TreeHeadConnection } from './log.types.js';
import type { LogService } from './log.service.js';

@Resolver()
export class TraceLogResolver {
  constructor(private readonly log: LogService) {}

  @Query(() => TreeHeadConnection, { description: 'Signed heads of the trace log, newest first.' })
  @Allow('read', 'TraceLog')
  treeHeads(@Ctx() { db }: RequestContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<TreeHead>> {
    return this.log.heads(db, args);
  }

  @Query(() => TreeHead, { nullable: true, description: 'The newest signed head; null while the log is empty.' })
  @Allow('read', 'TraceLog')
  latestTreeHead(@Ctx() { db }: RequestContext): Promise<TreeHead | null> {
    return this.log.latest(db);
  }

  @Query(() => InclusionProof, {
    nullable: true,
    description: 'Proof that an entry is in the log, found by its place or its commitment; null where it is not.',
  })
  @Allow('read', 'TraceLog')
  inclusionProof(
    @Ctx() { db }: RequestContext,
    @Arg('leafIndex', () => SequenceScalar, { nullable: true, description: 'Its place, from 0.' })
    leafIndex: number | null,
    @Arg('commitment', () => String, { nullable: true, description: 'Its commitment, in base64.' })
    commitment: string | null,
    @Arg('size', () => SequenceScalar, {
      nullable: true,
      description: 'Of which tree; left out, of the newest head’s.',
    })
    size: number | null,
  ): Promise<InclusionProof | null> {
    return this.log.inclusion(db, { leafIndex, commitment, size });
  }

  @Query(() => ConsistencyProof, {
    nullable: true,
    description:
      'Proof that the tree of `to` entries begins with the `from` first ones; null where there are not so many.',
  })
  @Allow('read', 'TraceLog')
  consistencyProof(
    @Ctx() { db }: RequestContext,
    @Arg('from', () => SequenceScalar, { description: 'Size of a head that you have.' }) from: number,
    @Arg('to', () => SequenceScalar, { description: 'Size of a later head.' }) to: number,
  ): Promise<ConsistencyProof | null> {
    return this.log.consistency(db, from, to);
  }

  @Query(() => [LogKey], { description: 'The keys of the log: the one that signs now first, then the retired ones.' })
  @Allow('read', 'TraceLog')
  logKeys(@Ctx() { db }: RequestContext): Promise<LogKey[]> {
    return this.log.keys(db);
  }
}
