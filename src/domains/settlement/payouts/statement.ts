import { numericKey, requestError, type RequestContext } from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { PRODUCER_TYPES, producerReads } from '../../people/index.js';
import { isPeriod } from './statement.rules.js';
import type { Statement, StatementLine } from '../settlement.types.js';

const MOST_LINES = 5_000;

interface Row {
  before: boolean;
  at: string;
  kind: string;
  number: string | null;
  amountFen: number;
}

/** All of a producer's accounts: a share counts from the sale on, moving it from pending to payable is no line. */
const LINES = `
  select e.occurred_at < $2::text::date::timestamp at time zone 'Asia/Shanghai' as before, e.occurred_at as at, e.kind,
         coalesce(o.number, r.number, case when e.kind in ('COLLECTED', 'COLLECTION_PAID') then e.note end) as number, (-sum(p.amount_fen))::bigint as "amountFen"
    from ledger_account a join ledger_posting p on p.account_id = a.id join ledger_entry e on e.id = p.entry_id
    left join customer_order o on o.id = e.order_id left join payout_run r on r.id = e.run_id
   where a.kind in ('PRODUCER', 'PRODUCER_PENDING', 'COLLECTION_DUE') and a.owner = $1
     and e.occurred_at < ($3::text::date + 1)::timestamp at time zone 'Asia/Shanghai'
   group by e.id, o.number, r.number having sum(p.amount_fen) <> 0 order by e.occurred_at, e.id`;

/** What a producer earned and was paid between two days; null if they are not the viewer's to see. */
export async function statementOf(
  context: RequestContext,
  { producerId, from, to }: { producerId: string; from: string; to: string },
): Promise<Statement | null> {
  if (!isPeriod(from, to))
    throw requestError('BAD_USER_INPUT', 'A period ends on or after its first day and has at most 366 days.');
  const key = numericKey(producerId, ...PRODUCER_TYPES);
  const producer = key === null ? null : await producerReads.byKey(context, key);
  if (!producer || !may(context.viewer, 'read', 'Settlement', { place: producer.villageCode, producer: key }))
    return null;
  const rows = await context.db.read<Row>('statement_lines', LINES, [String(key), from, to]);
  const [payable] = await context.db.read<{ fen: number }>(
    'statement_payable',
    `select -b.balance_fen as fen from ledger_account a join ledger_balance b on b.account_id = a.id
      where a.kind = 'PRODUCER' and a.owner = $1`,
    [String(key)],
  );
  const within = rows.filter(({ before }) => !before);
  if (within.length > MOST_LINES)
    throw requestError('BAD_USER_INPUT', `The period has more than ${MOST_LINES} lines: ask for a shorter one.`);
  const openingFen = rows.reduce((sum, { before, amountFen }) => (before ? sum + amountFen : sum), 0);
  let balanceFen = openingFen;
  const lines = within.map(({ at, kind, number, amountFen }): StatementLine => {
    balanceFen += amountFen;
    return { at, kind, number, amountFen, balanceFen };
  });
  return {
    producer: producer as never,
    from,
    to,
    openingFen,
    closingFen: balanceFen,
    payableFen: payable?.fen ?? 0,
    lines,
  };
}
