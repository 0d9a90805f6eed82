import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { generalErrors, uuidKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { amountFen } from '../../../shared/money.js';
import { logAssistedEntries, todayInChina } from '../../people/index.js';
import { deliverShare, shareToFill, type OpenShare } from '../alliance/share-delivery.js';
import { makeBatch, partOf, recordStep } from '../batch-ledger.js';
import { classOf, printedCode } from '../batch.rules.js';
import { stepsOf, textOf } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { productFor, siteFor, type FoundProduct, type FoundSite } from '../found.js';
import { changeItem, changeLot, lockItems, moveReserved } from '../lots.js';
import { holdField, sourceField, type SourceField } from '../quality/source-field.js';
import type { CollectionPayInput, CollectionReceiveInput } from './collection.inputs.js';
import { receiptEvent, type ReceiptPayload } from './receipt.events.js';
import { openRound } from './rounds.js';

const TAKES_IN: readonly string[] = ['COLLECTION_POINT', 'TOWNSHIP_CENTRE', 'COUNTY_CENTRE'];
const COLLECT = ['collect', 'Batch'] as const;

/** Takes goods in from producers (mission C1), and pays for them. */
export class ReceiveCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Weighed, graded, priced: makes a batch with its stock at the point, and the receipt for it. Answers the receipt's uuid. */
  receive(viewer: Viewer, { idempotencyKey, ...input }: CollectionReceiveInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { collectionReceive: input } };
    return commandOnce(this.db, key, async (tx) => {
      const site = await siteFor(tx, viewer, COLLECT, input.siteCode, 'siteCode');
      if (!TAKES_IN.includes(site.kind)) throw circulationErrors.refuse('NOT_A_POINT', { field: 'siteCode' });
      const product = await productFor(tx, input.productId, 'productId');
      const weighed = weigh(input, product.scale);
      const now = this.clock.now();
      const kind = classOf(product.industry, input.class);
      if (!kind) throw circulationErrors.refuse('BAD_CLASS', { field: 'class' });
      const field = await sourceField(tx, { fieldId: input.fieldId ?? null, product: product.key, class: kind, now });
      const share = input.shareId ? await shareToFill(tx, input.shareId, product) : null;
      const batch = await makeBatch(tx, {
        product: share?.product ?? product.key,
        place: product.village,
        origin: 'COLLECTED',
        class: kind,
        unit: product.unit,
        scale: product.scale,
        quantity: weighed.net,
        site: site.code,
        harvestedOn: harvestDay(input.harvestedOn ?? null, field, todayInChina(now)),
        by: viewer.scope,
        now,
        producers: new Map([[product.producer, weighed.net]]),
        ...(field && { inputs: [{ batch: field.id, quantity: weighed.net }] }),
      });
      await this.bookIn(tx, { site, product, share, batch: batch.id, net: weighed.net, by: viewer.scope });
      if (field) await holdField(tx, field);
      const payload = await this.write(tx, viewer, input, { site, product, share, batch: batch.id, weighed, now });
      await recordStep(tx, batch.id, {
        step: 'COLLECTED',
        at: now,
        by: viewer.scope,
        site: site.code,
        quantity: weighed.net,
        order: share?.order ?? null,
        inputs: field ? [partOf(field, weighed.net)] : [],
      });
      tx.emit(receiptEvent(1, payload));
      return payload.receipt;
    });
  }

  /** Pays what is owed for a receipt, once. */
  pay(viewer: Viewer, { idempotencyKey, ...input }: CollectionPayInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { collectionPay: input } };
    return commandOnce(this.db, key, async (tx) => {
      const method = textOf(input.method, 'method', 2, 40);
      const id = uuidKey(input.receiptId, 'CollectionReceipt');
      const [row] = await tx.query<ReceiptPayload>(
        `select r.id as receipt, r.number, r.batch_id::float8 as batch, r.producer_id::float8 as producer, r.site_code as site,
                s.place_code as place, r.amount_fen::float8 as "amountFen", r.payment,
                (select a.order_id from allocation_share h join order_allocation a on a.id = h.allocation_id where h.id = r.share_id) as order
           from collection_receipt r join site s on s.code = r.site_code where r.id = $1 for update of r`,
        [id],
      );
      if (id === null || !row || !may(viewer, 'collect', 'Batch', { place: row.place, site: row.site }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'receiptId', thing: 'receipt' });
      if (row.payment === 'PAID') throw circulationErrors.refuse('ALREADY_PAID', { field: 'receiptId' });
      await tx.query(
        `update collection_receipt set payment = 'PAID', paid_method = $2, paid_at = $3, paid_by = $4 where id = $1`,
        [id, method, this.clock.now().toISOString(), viewer.scope],
      );
      tx.emit(receiptEvent(2, { ...row, payment: 'PAID', method }));
      return id;
    });
  }

  /** From the producer's gate, as far as it was on the book there; or with the promise of the order it is brought for. */
  private async bookIn(
    tx: Transaction,
    {
      site,
      product,
      share,
      batch,
      net,
      by,
    }: { site: FoundSite; product: FoundProduct; share: OpenShare | null; batch: number; net: number; by: string },
  ): Promise<void> {
    const key = share?.product ?? product.key;
    // From nowhere on the book, where the producer has no gate: what is brought is then new to it.
    const from = share?.site ?? product.gate ?? site.code;
    const item = await lockItems(tx, [
      { product: key, site: from, scale: product.scale },
      { product: key, site: site.code, scale: product.scale },
    ]);
    const [there, here] = [item(key, from), item(key, site.code)];
    if (share) {
      await deliverShare(tx, share, net, product.scale);
      if (there.id !== here.id && (await moveReserved(tx, there, here, net, { by, orders: [share.order] })) < net)
        throw new Error(`order ${share.order} holds less than its shares`);
    } else {
      const declared = there.id === here.id ? 0 : Math.min(net, there.onHand - there.reserved);
      if (declared > 0) await changeItem(tx, there.id, { kind: 'COLLECT_OUT', onHand: -declared, reserved: 0, by });
      if (!(await changeItem(tx, here.id, { kind: 'COLLECT', onHand: net, reserved: 0, by })))
        throw circulationErrors.refuse('BAD_QUANTITY', {
          field: 'gross',
          expected: '超出账面上限',
          expectedEn: 'the book cannot hold so much',
        });
    }
    await changeLot(tx, batch, here.id, net);
  }

  private async write(
    tx: Transaction,
    viewer: Viewer,
    input: Omit<CollectionReceiveInput, 'idempotencyKey'>,
    {
      site,
      product,
      share,
      batch,
      weighed,
      now,
    }: { site: FoundSite; product: FoundProduct; share: OpenShare | null; batch: number; weighed: Weighed; now: Date },
  ): Promise<ReceiptPayload> {
    const method = input.paidBy ? textOf(input.paidBy, 'paidBy', 2, 40) : null;
    const payload: ReceiptPayload = {
      receipt: uuidv7(),
      number: printedCode('R', now, randomBytes(8)),
      batch,
      producer: product.producer,
      site: site.code,
      place: site.place,
      amountFen: weighed.amountFen,
      payment: method ? 'PAID' : 'OWED',
      method,
      order: share?.order ?? null,
    };
    const round = await openRound(tx, site.code, now, viewer.scope);
    await tx.query(
      `insert into collection_receipt(id, number, batch_id, round_id, share_id, site_code, producer_id, gross, tare, net, grade,
              unit_price_fen, amount_fen, payment, paid_method, paid_at, paid_by, received_by, received_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        payload.receipt,
        payload.number,
        batch,
        round,
        share?.id ?? null,
        site.code,
        product.producer,
        weighed.gross,
        weighed.tare,
        weighed.net,
        input.grade,
        input.unitPriceFen,
        weighed.amountFen,
        payload.payment,
        method,
        method && now.toISOString(),
        method && viewer.scope,
        viewer.scope,
        now.toISOString(),
      ],
    );
    if (product.kind === 'HOUSEHOLD') {
      const subject = `receipt:${payload.number}`;
      await logAssistedEntries(tx, { enteredBy: viewer.scope, enteredAs: viewer.role, source: 'FORM' }, [
        { householdKey: product.producer, subject, action: 'CREATED', fields: ['net', 'grade', 'unitPriceFen'] },
      ]);
    }
    return payload;
  }
}

interface Weighed {
  gross: number;
  tare: number;
  net: number;
  amountFen: number;
}

function weigh(
  { gross, tare, unitPriceFen }: Pick<CollectionReceiveInput, 'gross' | 'tare' | 'unitPriceFen'>,
  scale: number,
): Weighed {
  const whole = stepsOf(gross, scale, 'gross');
  const container = stepsOf(tare, scale, 'tare', { zero: true });
  if (container >= whole)
    throw circulationErrors.refuse('BAD_QUANTITY', {
      field: 'tare',
      expected: '须小于毛重',
      expectedEn: 'less than the gross weight',
    });
  if (!Number.isSafeInteger(unitPriceFen) || unitPriceFen < 1 || unitPriceFen > 1_000_000_000)
    throw circulationErrors.refuse('BAD_PRICE', { field: 'unitPriceFen' });
  const net = whole - container;
  return { gross: whole, tare: container, net, amountFen: priced(unitPriceFen, net, scale) };
}

function priced(unitPriceFen: number, net: number, scale: number): number {
  try {
    return amountFen(unitPriceFen, net, scale);
  } catch {
    throw circulationErrors.refuse('BAD_PRICE', { field: 'unitPriceFen' });
  }
}

/** Of the field where one is kept; a day in the future is nobody's harvest. */
function harvestDay(given: string | null, field: SourceField | null, today: string): string {
  const day = field?.harvestedOn ?? given ?? today;
  if (day > today)
    throw circulationErrors.refuse('BAD_TIME', {
      field: 'harvestedOn',
      expected: '不晚于今天',
      expectedEn: 'today at the latest',
    });
  return day;
}
