import { v7 as uuidv7 } from 'uuid';
import { generalErrors, uuidKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { book, takeTurn, type Posting } from '../ledger/ledger.js';
import { settlementErrors } from '../settlement.errors.js';
import type { PayoutActionInput, PayoutPrepareInput, PayoutReturnInput } from '../settlement.inputs.js';
import { producerIn } from './payees.js';
import { RUN_VERBS, runNumber, type RunVerb } from './payout.rules.js';

export interface Run {
  id: string;
  number: string;
  place: string;
  state: string;
  preparedBy: string;
}

/** Payments to producers: prepared by one person, approved and booked by another, settled when the bank has paid. */
export class PayoutCommands {
  constructor(private readonly db: Database) {}

  /** Takes up every producer of the region who is owed something, has an account, and is in no other open run. */
  prepare(viewer: Viewer, { idempotencyKey, ...input }: PayoutPrepareInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { payoutPrepare: input }, async (tx) => {
      if (!may(viewer, 'pay', 'Settlement', { place: input.placeCode }))
        throw generalErrors.refuse('OUT_OF_REGION', { field: 'placeCode' });
      const place = await tx.query('select 1 as one from place where code = $1', [input.placeCode]);
      if (place.length === 0) throw generalErrors.refuse('NOT_FOUND', { field: 'placeCode', thing: 'place' });
      const due = await tx.query<{ producer: number; amount: number }>(DUE, [`${input.placeCode}%`]);
      if (due.length === 0) throw settlementErrors.refuse('NOTHING_TO_PAY', { field: 'placeCode' });
      const id = uuidv7();
      const total = due.reduce((sum, { amount }) => sum + amount, 0);
      await tx.query(
        'insert into payout_run(id, number, place_code, total_fen, payees, prepared_by) values ($1, $2, $3, $4, $5, $6)',
        [id, runNumber(id, new Date()), input.placeCode, total, due.length, viewer.scope],
      );
      // Two runs at once meet on the index of open payouts: the second finds the producers taken.
      const taken = await tx.query(
        `insert into payout(run_id, producer_id, amount_fen) select $1, * from unnest($2::bigint[], $3::bigint[])
         on conflict do nothing returning producer_id`,
        [id, due.map(({ producer }) => producer), due.map(({ amount }) => amount)],
      );
      if (taken.length < due.length) throw generalErrors.refuse('BUSY', { field: 'placeCode' });
      return id;
    });
  }

  /** By another person than who prepared it. From here on the money is on its way to the bank. */
  approve(viewer: Viewer, { idempotencyKey, ...input }: PayoutActionInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { payoutApprove: input }, async (tx) => {
      await takeTurn(tx);
      const run = await this.step(tx, viewer, input.runId, 'approve');
      const short = await tx.query<{ producer: number }>(SHORT, [run.id]);
      if (short.length > 0)
        throw settlementErrors.refuse('BALANCE_CHANGED', { field: 'runId', producers: short.length });
      const paid = await tx.query<{ producer: string; amount: number }>(
        `update payout set state = 'APPROVED' where run_id = $1 and state = 'PREPARED'
         returning producer_id::text as producer, amount_fen::float8 as amount`,
        [run.id],
      );
      const postings: Posting[] = paid.map(({ producer, amount }) => ({
        kind: 'PRODUCER',
        owner: producer,
        amountFen: amount,
      }));
      const total = paid.reduce((sum, { amount }) => sum + amount, 0);
      await book(tx, {
        kind: 'PAYOUT',
        source: `payout:${run.id}`,
        runId: run.id,
        note: run.number,
        occurredAt: new Date().toISOString(),
        postings: [...postings, { kind: 'BANK', owner: '', amountFen: -total }],
      });
      return run.id;
    });
  }

  cancel(viewer: Viewer, { idempotencyKey, ...input }: PayoutActionInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { payoutCancel: input }, async (tx) => {
      const run = await this.step(tx, viewer, input.runId, 'cancel');
      await tx.query(`update payout set state = 'CANCELLED' where run_id = $1`, [run.id]);
      return run.id;
    });
  }

  /** The bank has paid all that did not come back. */
  settle(viewer: Viewer, { idempotencyKey, ...input }: PayoutActionInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { payoutSettle: input }, async (tx) => {
      const run = await this.step(tx, viewer, input.runId, 'settle');
      await tx.query(`update payout set state = 'PAID' where run_id = $1 and state = 'APPROVED'`, [run.id]);
      return run.id;
    });
  }

  /** The bank could not pay one: the producer is owed it again. */
  takeBack(viewer: Viewer, { idempotencyKey, ...input }: PayoutReturnInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { payoutReturn: input }, async (tx) => {
      const reason = input.reason.trim();
      if (reason.length < 2 || reason.length > 200)
        throw settlementErrors.refuse('REASON_REQUIRED', { field: 'reason' });
      await takeTurn(tx);
      const run = await this.find(tx, viewer, input.runId);
      const producer = await producerIn(tx, viewer, 'pay', input.producerId);
      const [back] = await tx.query<{ amount: number }>(
        `update payout set state = 'RETURNED', reason = $3 where run_id = $1 and producer_id = $2 and state in ('APPROVED', 'PAID')
         returning amount_fen::float8 as amount`,
        [run.id, producer, reason],
      );
      if (!back) throw settlementErrors.refuse('NOT_IN_RUN', { field: 'producerId' });
      await book(tx, {
        kind: 'PAYOUT_RETURNED',
        source: `payout-returned:${run.id}:${producer}`,
        runId: run.id,
        note: reason,
        occurredAt: new Date().toISOString(),
        postings: [
          { kind: 'BANK', owner: '', amountFen: back.amount },
          { kind: 'PRODUCER', owner: String(producer), amountFen: -back.amount },
        ],
      });
      return run.id;
    });
  }

  private once(
    viewer: Viewer,
    key: string,
    input: object,
    work: (tx: Transaction) => Promise<string>,
  ): Promise<string> {
    return commandOnce(this.db, { scope: viewer.scope, key, input }, work);
  }

  private async find(tx: Transaction, viewer: Viewer, runId: string): Promise<Run> {
    const id = uuidKey(runId, 'PayoutRun');
    const [run] = id === null ? [] : await tx.query<Run>(RUN, [id]);
    if (!run || !may(viewer, 'pay', 'Settlement', { place: run.place }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'runId', thing: 'payout run' });
    return run;
  }

  /** Takes a run through one verb by compare-and-set on its state. */
  private async step(tx: Transaction, viewer: Viewer, runId: string, verb: RunVerb): Promise<Run> {
    const run = await this.find(tx, viewer, runId);
    if (verb === 'approve' && run.preparedBy === viewer.scope)
      throw settlementErrors.refuse('OWN_RUN', { field: 'runId' });
    const { from, to } = RUN_VERBS[verb];
    const moved = await tx.query(
      `update payout_run set state = $3, version = version + 1,
              approved_by = case when $3 = 'APPROVED' then $4 else approved_by end,
              approved_at = case when $3 = 'APPROVED' then now() else approved_at end,
              settled_at = case when $3 = 'SETTLED' then now() end
        where id = $1 and state = $2 returning id`,
      [run.id, from, to, viewer.scope],
    );
    if (moved.length === 0) throw settlementErrors.refuse('RUN_STATE', { field: 'runId', state: run.state });
    return run;
  }
}

const RUN = `select id::text as id, number, place_code as place, state, prepared_by as "preparedBy"
  from payout_run where id = $1 for no key update`;

/** What is owed is a credit, and so below zero. */
const DUE = `
  select r.id::float8 as producer, (-b.balance_fen)::float8 as amount
    from ledger_account a join ledger_balance b on b.account_id = a.id join producer r on r.id::text = a.owner
    join payee y on y.producer_id = r.id
   where a.kind = 'PRODUCER' and b.balance_fen < 0 and r.village_code like $1
     and not exists (select 1 from payout o where o.producer_id = r.id and o.state in ('PREPARED', 'APPROVED'))
   order by r.id`;

/** Those whose balance no longer covers it; it cannot change while it is our turn. */
const SHORT = `
  select o.producer_id::float8 as producer
    from payout o join ledger_account a on a.kind = 'PRODUCER' and a.owner = o.producer_id::text
    join ledger_balance b on b.account_id = a.id
   where o.run_id = $1 and -b.balance_fen < o.amount_fen`;
