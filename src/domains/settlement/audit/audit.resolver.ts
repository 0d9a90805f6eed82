import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Allow, DateTimeScalar, FenScalar, Visible, type RequestContext } from '../../../platform/graphql/index.js';
import type { Breach } from './audit.js';

@ObjectType({ simpleResolvers: true, description: 'Books that do not agree. There should be none.' })
@Visible('Audit')
export class AuditBreach {
  @Field(() => String, { description: 'Which rule, such as LEDGER_ENTRY_BALANCES.' })
  rule!: string;

  @Field(() => String, { description: 'What it is about, such as `order:…`.' })
  subject!: string;

  @Field(() => String)
  expected!: string;

  @Field(() => String)
  actual!: string;

  @Field(() => DateTimeScalar)
  firstSeen!: string;

  @Field(() => DateTimeScalar)
  lastSeen!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An account kind of the ledger with the sum of its balances.' })
@Visible('Audit')
export class LedgerBalance {
  @Field(() => String, { description: 'Such as CLEARING, PRODUCER or BANK.' })
  kind!: string;

  @Field(() => FenScalar, { description: 'A debit is positive; all kinds add up to 0.' })
  balanceFen!: number;
}

@Resolver()
export class AuditResolver {
  @Query(() => [AuditBreach], { description: 'Open breaches of the books, oldest first, at most 500.' })
  @Allow('read', 'Audit')
  auditBreaches(@Ctx() { db }: RequestContext): Promise<(Breach & { firstSeen: string })[]> {
    return db.read(
      'audit_breaches',
      `select rule, subject, expected, actual, first_seen as "firstSeen", last_seen as "lastSeen"
         from audit_breach where mended_at is null order by first_seen, rule, subject limit 500`,
    );
  }

  @Query(() => [LedgerBalance], { description: 'The trial balance of the ledger by kind of account.' })
  @Allow('read', 'Audit')
  ledgerBalances(@Ctx() { db }: RequestContext): Promise<LedgerBalance[]> {
    return db.read(
      'ledger_balances',
      `select a.kind, sum(b.balance_fen)::bigint as "balanceFen"
         from ledger_account a join ledger_balance b on b.account_id = a.id group by a.kind order by a.kind`,
    );
  }
}
