import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  ForViewer,
  payloadType,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { Site, siteReads } from '../../places/index.js';
import { listOf, type ListSpec } from '../outlets.service.js';
import type { ConcessionCommands } from './concession-commands.js';
import { ConcessionUserError } from './concession.errors.js';
import { termReads, type ConcessionTermRow } from './concession.reads.js';
import { isMonth } from './concession.rules.js';
import {
  ConcessionStatement,
  ConcessionStatementIssueInput,
  ConcessionTerm,
  ConcessionTermsArgs,
  ConcessionTermSetInput,
} from './concession.types.js';
import { readStatement, type StatementRow } from './read-statement.js';

const ConcessionTermConnection = connectionType('ConcessionTerm', () => ConcessionTerm);
const ConcessionTermSetPayload = payloadType('ConcessionTermSetPayload', ConcessionUserError, {
  concessionTerm: { type: () => ConcessionTerm, description: 'The new term.' },
});
const ConcessionStatementIssuePayload = payloadType('ConcessionStatementIssuePayload', ConcessionUserError, {
  concessionStatement: { type: () => ConcessionStatement, description: 'The statement as it was issued.' },
});

const TERMS: ListSpec<ConcessionTermRow> = {
  reads: termReads,
  subject: 'Concession',
  key: 't.id',
  newestFirst: true,
};

@Resolver(() => ConcessionStatement)
export class ConcessionResolver {
  constructor(private readonly commands: ConcessionCommands) {}

  @Query(() => ConcessionTermConnection, { description: 'What was agreed with a store, the newest first.' })
  @Allow('read', 'Concession')
  concessionTerms(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ConcessionTermsArgs) args: ConcessionTermsArgs,
  ): Promise<Page<ConcessionTermRow>> {
    return listOf(context, info, args, TERMS, [[args.siteCode, (n) => `t.site_code = ${n}`]]);
  }

  @Query(() => ConcessionStatement, {
    nullable: true,
    description: "A month at a store's counter: as it was issued, or as it stands now. Null where there are no terms.",
  })
  @Allow('read', 'Concession')
  async concessionStatement(
    @Ctx() context: RequestContext,
    @Arg('siteCode', () => String) siteCode: string,
    @Arg('month', () => String, { description: 'Such as 2026-07.' }) month: string,
  ): Promise<StatementRow | null> {
    const row = isMonth(month) ? await readStatement(context.db, siteCode, month) : null;
    return row && may(context.viewer, 'read', 'Concession', { place: row.placeCode }) ? row : null;
  }

  @Mutation(() => ConcessionTermSetPayload, {
    description: 'Agrees a rate (扣点) and a guarantee (保底) from a day on. What was sold before keeps its rate.',
  })
  @Allow('keep', 'Concession')
  concessionTermSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConcessionTermSetInput) input: ConcessionTermSetInput,
  ): Promise<object> {
    return answer(context, async () => ({
      concessionTerm: await termReads.byKey(context, await this.commands.setTerm(context.viewer, input)),
    }));
  }

  @Mutation(() => ConcessionStatementIssuePayload, {
    description: 'Closes a month that is over. What comes later for it goes into the next.',
  })
  @Allow('keep', 'Concession')
  concessionStatementIssue(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConcessionStatementIssueInput) input: ConcessionStatementIssueInput,
  ): Promise<object> {
    return answer(context, async () => ({
      concessionStatement: await readStatement(
        context.db,
        await this.commands.issue(context.viewer, input),
        input.month,
      ),
    }));
  }

  @FieldResolver(() => Site)
  @ForViewer()
  site(@Root() { siteCode }: StatementRow, @Ctx() context: RequestContext): Promise<object | null> {
    return siteReads.byKey(context, siteCode);
  }
}
