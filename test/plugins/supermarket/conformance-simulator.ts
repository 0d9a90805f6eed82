import { randomUUID } from 'node:crypto';
import type {
  ChannelSimulator,
  Goods,
  Manner,
  Said,
  SignedRequest,
  Signing,
  SimulatedInbound,
  Story,
} from 'yizhan/plugin-kit/conformance';
import { signed } from './simulator/signed.js';
import { Till, type BatchAnswer, type TillEvent } from './simulator/till.js';

const CONNECTION = 'supermarket';
const STORE = 'A1';
const KEY = 'the key of the only till';
const TAKEN: readonly string[] = ['ACCEPTED', 'DUPLICATE', 'QUARANTINED'];
const NOT_ASKED = 'tills and back offices call us: there is no remote side to ask';

/** An event of a till, by the journal that it stands in. */
interface Journalled {
  readonly epoch: number;
  readonly event: TillEvent;
}

/** Supermarkets for the conformance suite: tills that sell on their own and send what they sold. */
export class TillsSimulator implements ChannelSimulator {
  private entered = 0;
  readonly without: Readonly<Partial<Record<Manner, string>>> = { down: NOT_ASKED, failing: NOT_ASKED };

  start = () => Promise.resolve();
  stop = () => Promise.resolve();
  behave = () => undefined;

  settings() {
    return { stores: { [STORE]: { siteCode: 'COUNTER-0001' } }, devices: { T1: { store: STORE, key: KEY } } };
  }

  wrongSettings() {
    return { ...this.settings(), stores: { [STORE]: { siteCode: 'COUNTER-NOWHERE' } } };
  }

  enter(_product: Omit<Goods, 'externalId'>) {
    return { kind: 'product', externalId: barcode(++this.entered) };
  }

  readonly inbound: SimulatedInbound = {
    story: (goods, number) => story(goods, number),
    request: (said, signing) => request(said as unknown as Journalled, signing),
    taken: (answer) => answer.status === 200 && resultsOf(answer).every(({ status }) => TAKEN.includes(status)),
    // The same count and gaps; the event itself is told apart from a new one.
    repeated: (first, again) => {
      const [one, other] = [first, again].map(({ body }) => JSON.parse(body) as BatchAnswer);
      return (
        again.status === 200 &&
        one!.ackedThroughSeq === other!.ackedThroughSeq &&
        resultsOf(again).every(({ status, code }) => status === 'DUPLICATE' && code === null)
      );
    },
    toleranceSeconds: 300,
  };
}

/** Two are sold and one comes back, in a journal begun anew: what a case leaves unsaid is no gap in another's. */
function story({ externalId, priceFen }: Goods, epoch: number): Story {
  const till = new Till({ url: '', connection: CONNECTION, deviceId: 'T1', key: KEY });
  const receiptNo = `T1-${epoch}`;
  const sale = till.sell([{ barcode: externalId, qty: 2, amountFen: 2 * priceFen }], { receiptNo });
  const back = till.takeBack(sale, [{ barcode: externalId, qty: 1, amountFen: priceFen }], {
    receiptNo: `${receiptNo}-R`,
  });
  return {
    messages: [sale, back].map((event) => ({ epoch, event })) as unknown as Said[],
    becomes: {
      link: { kind: 'order', externalId: `${STORE}/${receiptNo}` },
      selection: '... on Order { status totalFen paidFen refundedFen lines { returned { value } } }',
      data: {
        ...{ status: 'COMPLETED', totalFen: 2 * priceFen, paidFen: 2 * priceFen, refundedFen: priceFen },
        lines: [{ returned: { value: '1' } }],
      },
    },
  };
}

function request({ epoch, event }: Journalled, { at, as }: Signing): SignedRequest {
  const till = { connection: CONNECTION, deviceId: 'T1', key: as === 'genuine' ? KEY : 'the key of no till' };
  const batch = { batchId: randomUUID(), deviceId: 'T1', epoch, businessDate: '2026-07-01', events: [event] };
  const body = JSON.stringify({ ...batch, firstSeq: event.seq, lastSeq: event.seq });
  const { headers } = signed({ ...till, now: () => at.getTime() }, 'POST', 'batches', body);
  return { method: 'POST', path: 'batches', headers: { ...headers, 'content-type': 'application/json' }, body };
}

const resultsOf = ({ body }: { readonly body: string }) => (JSON.parse(body) as BatchAnswer).results;

/** An EAN-13 of ours: twelve digits and the check digit of GS1. */
function barcode(n: number): string {
  const digits = `69012345${String(n).padStart(4, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
