import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  ForViewer,
  JsonScalar,
  loaderOf,
  SequenceScalar,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import type { ProofBundle } from '../../../proof/index.js';
import { TraceEvent, type TraceEventRow } from '../events/index.js';
import { proofsOf } from './event-proofs.js';

@Resolver(() => TraceEvent)
export class EventProofsResolver {
  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'Proof that it is in the transparency log, as a file that `yizhan verify` and the page /verify check; null until a head covers it, and after its salt was deleted.',
  })
  @ForViewer()
  proof(
    @Root() { key }: TraceEventRow,
    @Ctx() context: RequestContext,
    @Arg('earlierSize', () => SequenceScalar, {
      nullable: true,
      description:
        'Size of a signed head that you kept: the proof shows also that the log goes on from it. null where no head of that size was signed.',
    })
    earlierSize: number | null,
  ): Promise<ProofBundle | null> {
    const earlier = earlierSize ?? null;
    return loaderOf<number, ProofBundle | null>(context, `TraceEvent.proof ${earlier}`, (keys) =>
      proofsOf(context.db, keys, earlier),
    ).load(key);
  }
}
