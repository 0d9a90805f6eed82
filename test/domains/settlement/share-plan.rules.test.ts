import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  partsOf,
  splitOrder,
  spreadRefund,
  WHOLE_BP,
  type SharePlan,
  type Supply,
} from '../../../src/domains/settlement/shares/share-plan.rules.js';
import { supplied } from '../../../src/domains/settlement/shares/supplied.rules.js';

const PLAN: SharePlan = {
  version: 1,
  platformBp: 200,
  logisticsBp: 600,
  villagePointBp: 300,
  channelFeeBp: 60,
  channelFeesBp: { taobao: 500 },
};

test('the producer gets what the others do not; the own channel takes no fee, a named one its own', () => {
  expect(partsOf(PLAN, 'direct')).toEqual({
    PRODUCER: 8_900,
    VILLAGE_POINT: 300,
    LOGISTICS: 600,
    CHANNEL_FEE: 0,
    PLATFORM: 200,
  });
  expect(
    [partsOf(PLAN, 'wechat'), partsOf(PLAN, 'taobao')].map((parts) => [parts.PRODUCER, parts.CHANNEL_FEE]),
  ).toEqual([
    [8_840, 60],
    [8_400, 500],
  ]);
});

test('a line of 9.99 yuan from two households of two villages is split to the fen', () => {
  const supplies = [
    { producer: 1, village: '340323200207', steps: 2 },
    { producer: 2, village: '340323200208', steps: 1 },
  ];
  const shares = splitOrder(PLAN, 'wechat', [{ lineNo: 1, amountFen: 999, supplies }], 500);
  expect(shares.map(({ lineNo, party, owner, amountFen }) => [lineNo, party, owner, amountFen])).toEqual([
    [1, 'PRODUCER', '1', 589],
    [1, 'PRODUCER', '2', 294],
    [1, 'VILLAGE_POINT', '340323200207', 20],
    [1, 'VILLAGE_POINT', '340323200208', 10],
    [1, 'LOGISTICS', '', 60],
    [1, 'CHANNEL_FEE', 'wechat', 6],
    [1, 'PLATFORM', '', 20],
    [0, 'LOGISTICS', '', 500],
  ]);
});

test('out of a producer’s part the points get back what they gave, at most all of it', () => {
  const bought = (amountFen: number, receipt: string) => ({ receipt, site: 'CP', amountFen });
  const supplies = [
    { producer: 1, village: 'v', steps: 3, bought: [bought(200, 'r1'), bought(100, 'r2')] },
    { producer: 2, village: 'v', steps: 3, bought: [bought(700, 'r3'), bought(300, 'r4')] },
    { producer: 3, village: 'v', steps: 4 },
  ];
  const shares = splitOrder(PLAN, 'direct', [{ lineNo: 1, amountFen: 2_000, supplies }], 0);
  expect(shares.map(({ party, owner, amountFen, bought }) => [party, owner, amountFen, bought?.receipt])).toEqual([
    ['PRODUCER', '1', 234, undefined],
    ['PRODUCER', '1', 200, 'r1'],
    ['PRODUCER', '1', 100, 'r2'],
    ['PRODUCER', '2', 374, 'r3'],
    ['PRODUCER', '2', 160, 'r4'],
    ['PRODUCER', '3', 712, undefined],
    ['VILLAGE_POINT', 'v', 60, undefined],
    ['LOGISTICS', '', 120, undefined],
    ['PLATFORM', '', 40, undefined],
  ]);
});

test('a receipt is given back once, whichever lines and orders its goods were in; a stranger’s is set against the seller', () => {
  const seller = { producer: 9, village: 's', steps: 10 };
  const of = (producer: number, receipt: string, amountFen: number) => ({ producer, receipt, site: 'CP', amountFen });
  const open = new Map([
    ['r1', 100],
    ['r2', 30],
  ]);
  const delivered = [
    { producer: 1, village: 'v', steps: 6 },
    { producer: 9, village: 's', steps: 4 },
  ];
  expect(supplied(seller, { delivered, bought: [of(1, 'r1', 70), of(5, 'r2', 30)] }, open)).toEqual([
    { ...delivered[0], bought: [{ receipt: 'r1', site: 'CP', amountFen: 70 }] },
    { ...delivered[1], bought: [{ receipt: 'r2', site: 'CP', amountFen: 30 }] },
  ]);
  expect(supplied(seller, { delivered: [], bought: [of(9, 'r1', 70), of(9, 'r2', 30)] }, open)).toEqual([
    { ...seller, bought: [{ receipt: 'r1', site: 'CP', amountFen: 30 }] },
  ]);
  expect([...open]).toEqual([
    ['r1', 0],
    ['r2', 0],
  ]);
});

const amount = fc.integer({ min: 0, max: 1_000_000_000 });
const line = fc.record({
  amountFen: amount,
  supplies: fc.array(
    fc.record({
      producer: fc.integer({ min: 1, max: 9 }),
      village: fc.constantFrom('v', 'w'),
      steps: fc.integer({ min: 1, max: 1_000_000 }),
      bought: fc.array(fc.record({ receipt: fc.uuid(), site: fc.constant('CP'), amountFen: amount }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});
const order = fc.tuple(fc.array(line, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 10_000 }));
const sharesOf = ([lines, postage]: [{ amountFen: number; supplies: Supply[] }[], number]) =>
  splitOrder(
    PLAN,
    'wechat',
    lines.map((one, i) => ({ lineNo: i + 1, ...one })),
    postage,
  );
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

test('whatever the order, each line is split into exactly its amount, and nobody gets less than nothing', () => {
  fc.assert(
    fc.property(order, (given) => {
      const shares = sharesOf(given);
      given[0].forEach(({ amountFen }, i) => {
        expect(sum(shares.filter(({ lineNo }) => lineNo === i + 1).map((s) => s.amountFen))).toBe(amountFen);
      });
      expect(sum(shares.map((s) => s.amountFen))).toBe(sum(given[0].map((l) => l.amountFen)) + given[1]);
      expect(shares.every(({ amountFen }) => amountFen > 0)).toBe(true);
    }),
  );
});

test('no point gets back more than it gave, nor less while the producer’s part lasts', () => {
  fc.assert(
    fc.property(order, (given) => {
      const shares = sharesOf(given);
      for (const { receipt, amountFen } of given[0].flatMap(({ supplies }) =>
        supplies.flatMap((s) => s.bought ?? []),
      )) {
        const back = sum(shares.filter(({ bought }) => bought?.receipt === receipt).map((s) => s.amountFen));
        expect(back).toBeLessThanOrEqual(amountFen);
      }
      given[0].forEach(({ supplies }, i) => {
        if (supplies.length !== 1) return;
        const own = shares.filter(({ lineNo, party }) => lineNo === i + 1 && party === 'PRODUCER');
        const back = sum(own.filter(({ bought }) => bought).map((s) => s.amountFen));
        const whole = sum(own.map((s) => s.amountFen));
        expect(back).toBe(Math.min(whole, sum((supplies[0]!.bought ?? []).map((one) => one.amountFen))));
      });
    }),
  );
});

test('what each party gives back of a refund is the same, whoever supplied the goods', () => {
  const byParty = (shares: readonly { party: string; refundedFen: number }[]) =>
    [...Map.groupBy(shares, ({ party }) => party)].map(([party, own]) => [party, sum(own.map((s) => s.refundedFen))]);
  fc.assert(
    fc.property(order, fc.double({ min: 0, max: 1, noNaN: true }), ([lines, postage], part) => {
      const one = [{ producer: 1, village: 'v', steps: 1 }];
      const [many, few] = [lines, lines.map((l) => ({ ...l, supplies: one }))].map((l) => {
        const shares = sharesOf([l, postage]).map((share) => ({ ...share, refundedFen: 0 }));
        return spreadRefund(shares, Math.floor(sum(shares.map((s) => s.amountFen)) * part), new Map());
      });
      expect(byParty(many!)).toEqual(byParty(few!));
    }),
  );
});

test('refunds add up at every step, take no more than was given, and a full one takes back everything', () => {
  fc.assert(
    fc.property(
      order,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (given, parts, part) => {
        const shares = sharesOf(given).map((share) => ({ ...share, refundedFen: 0 }));
        const total = sum(shares.map((s) => s.amountFen));
        const byLine = new Map(given[0].map((l, i) => [i + 1, Math.floor(l.amountFen * (parts[i] ?? 0))]));
        const refunded = Math.floor(total * part);
        const after = spreadRefund(shares, refunded, byLine);
        expect(sum(after.map((s) => s.refundedFen))).toBe(refunded);
        expect(after.every((s) => s.refundedFen >= 0 && s.refundedFen <= s.amountFen)).toBe(true);
        expect(spreadRefund(after, total, byLine).map((s) => s.refundedFen)).toEqual(shares.map((s) => s.amountFen));
      },
    ),
  );
});

test('a return is taken from the shares of its own line', () => {
  const supplies = (producer: number) => [{ producer, village: 'v', steps: 1 }];
  const shares = splitOrder(
    PLAN,
    'direct',
    [
      { lineNo: 1, amountFen: 1_000, supplies: supplies(1) },
      { lineNo: 2, amountFen: 2_000, supplies: supplies(2) },
    ],
    0,
  ).map((share) => ({ ...share, refundedFen: 0 }));
  const after = spreadRefund(shares, 500, new Map([[2, 500]]));
  expect(after.filter((s) => s.refundedFen > 0).map((s) => [s.lineNo, s.party, s.refundedFen])).toEqual([
    [2, 'PRODUCER', 445],
    [2, 'VILLAGE_POINT', 15],
    [2, 'LOGISTICS', 30],
    [2, 'PLATFORM', 10],
  ]);
});

test('a whole price has 10,000 parts', () => expect(sum(Object.values(partsOf(PLAN, 'taobao')))).toBe(WHOLE_BP));
