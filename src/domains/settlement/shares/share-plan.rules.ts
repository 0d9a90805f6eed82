import { splitFen, sumFen } from '../../../shared/money.js';

export const PARTIES = ['PRODUCER', 'VILLAGE_POINT', 'LOGISTICS', 'CHANNEL_FEE', 'PLATFORM'] as const;
/** Who gets a share of a price. */
export type Party = (typeof PARTIES)[number];

/** A whole price, in hundredths of a percent. */
export const WHOLE_BP = 10_000;

/** Shares in hundredths of a percent (basis points); the producer gets the rest. */
export interface SharePlan {
  version: number;
  platformBp: number;
  logisticsBp: number;
  villagePointBp: number;
  channelFeeBp: number;
  /** Channels that take another fee. */
  channelFeesBp: Readonly<Record<string, number>>;
}

/** What each party gets of a price on a channel; they add up to {@link WHOLE_BP}. The platform's own channel takes no fee. */
export function partsOf(plan: SharePlan, channel: string): Record<Party, number> {
  const fee = channel === OWN_CHANNEL ? 0 : (plan.channelFeesBp[channel] ?? plan.channelFeeBp);
  const { platformBp, logisticsBp, villagePointBp } = plan;
  return {
    PRODUCER: WHOLE_BP - platformBp - logisticsBp - villagePointBp - fee,
    VILLAGE_POINT: villagePointBp,
    LOGISTICS: logisticsBp,
    CHANNEL_FEE: fee,
    PLATFORM: platformBp,
  };
}

const OWN_CHANNEL = 'direct';

/** What a point paid or owes for goods of a line when it took them in. */
export interface Purchase {
  /** The receipt's uuid. */
  receipt: string;
  site: string;
  amountFen: number;
}

/** A producer's part of a line, by how much of it they gave: its whole where nobody else did. */
export interface Supply {
  producer: number;
  village: string;
  /** Steps of the line's quantity. */
  steps: number;
  /** Out of the producer's part the points get this back first: the producer was given it when the goods were taken in. */
  bought?: readonly Purchase[];
}

export interface PaidLine {
  lineNo: number;
  amountFen: number;
  supplies: readonly Supply[];
}

export interface Share {
  lineNo: number;
  party: Party;
  /** A producer's key, a village's code, a channel, or empty for the county's own. */
  owner: string;
  amountFen: number;
  /** Of a producer's share: what goes back to the point that bought the goods; left out, it is the producer's to be paid. */
  bought?: Omit<Purchase, 'amountFen'>;
}

/**
 * Splits an order's lines and postage by a plan. Each line is split by largest remainder among the parties, and the
 * producers' and villages' parts among those who supplied it: every line's shares add up to its amount, exactly.
 */
export function splitOrder(plan: SharePlan, channel: string, lines: readonly PaidLine[], postageFen: number): Share[] {
  const parts = partsOf(plan, channel);
  const shares = lines.flatMap((line) => splitLine(parts, channel, line));
  if (postageFen > 0) shares.push({ lineNo: POSTAGE_LINE, party: 'LOGISTICS', owner: '', amountFen: postageFen });
  return shares;
}

/** The line that stands for the postage, which is all the carrier's. */
export const POSTAGE_LINE = 0;

function splitLine(parts: Record<Party, number>, channel: string, { lineNo, amountFen, supplies }: PaidLine): Share[] {
  const amounts = splitFen(
    amountFen,
    PARTIES.map((party) => parts[party]),
  );
  return PARTIES.flatMap((party, i): Share[] => {
    const amount = amounts[i]!;
    if (amount === 0) return [];
    const of = (owner: string, share: number): Share => ({ lineNo, party, owner, amountFen: share });
    if (party === 'CHANNEL_FEE') return [of(channel, amount)];
    if (party === 'PLATFORM' || party === 'LOGISTICS') return [of('', amount)];
    return party === 'VILLAGE_POINT'
      ? ofVillages(amount, supplies).map(([village, part]) => of(village, part))
      : ofProducers(amount, supplies).map(([producer, part, bought]) => ({
          ...of(String(producer), part),
          ...(bought && { bought }),
        }));
  });
}

/** A village has one part, however many of its producers supplied. */
function ofVillages(amountFen: number, supplies: readonly Supply[]): [string, number][] {
  const steps = new Map<string, number>();
  for (const one of supplies) steps.set(one.village, (steps.get(one.village) ?? 0) + one.steps);
  const parts = splitFen(amountFen, [...steps.values()]);
  return [...steps.keys()].map((village, i): [string, number] => [village, parts[i]!]).filter(([, part]) => part > 0);
}

/**
 * Each producer's part by what they gave. Of it the points get back what they paid or owe for the goods, at most all of it;
 * the producer is to be paid what is beyond, and so never twice for the same goods. A loss on a purchase is the point's.
 */
function ofProducers(amountFen: number, supplies: readonly Supply[]): [number, number, Share['bought']?][] {
  const parts = splitFen(
    amountFen,
    supplies.map(({ steps }) => steps),
  );
  return supplies.flatMap(({ producer, bought = [] }, i) => {
    const given = sumFen(bought.map((one) => one.amountFen));
    const back = Math.min(parts[i]!, given);
    const backs = spread(
      back,
      bought.map((one) => one.amountFen),
    );
    const own: [number, number, Share['bought']?] = [producer, parts[i]! - back];
    return [own, ...bought.map(({ receipt, site }, k): typeof own => [producer, backs[k]!, { receipt, site }])].filter(
      ([, part]) => part > 0,
    );
  });
}

/** What one share gives back in all when so much of its line was refunded in all. */
export interface RefundedShare extends Share {
  refundedFen: number;
}

/**
 * Spreads an order's refunds over its shares: `byLine` says how much of a line is refunded by its returns, what is beyond
 * goes to all that is left, by largest remainder. Answers the shares with what each has given back in all; their sum is `totalFen`.
 */
export function spreadRefund(
  shares: readonly RefundedShare[],
  totalFen: number,
  byLine: ReadonlyMap<number, number>,
): RefundedShare[] {
  const lines = [...Map.groupBy(shares, ({ lineNo }) => lineNo)].map(([lineNo, own]) => {
    const amountFen = sumFen(own.map((share) => share.amountFen));
    return { own, amountFen, refundFen: Math.min(byLine.get(lineNo) ?? 0, amountFen) };
  });
  const named = sumFen(lines.map(({ refundFen }) => refundFen));
  const left = lines.map(({ amountFen, refundFen }) => amountFen - refundFen);
  // More was returned than paid back so far: the money follows; until then each line has its part of it.
  const targets =
    totalFen >= named
      ? spread(totalFen - named, left).map((more, i) => lines[i]!.refundFen + more)
      : spread(
          totalFen,
          lines.map(({ refundFen }) => refundFen),
        );
  return lines.flatMap(({ own }, i) => spreadOver(own, targets[i]!));
}

/** First over the parties of a line, then over each party's shares: what a party gives back is the same whoever supplied. */
function spreadOver(own: readonly RefundedShare[], totalFen: number): RefundedShare[] {
  const parties = [...Map.groupBy(own, ({ party }) => party).values()];
  const targets = spread(
    totalFen,
    parties.map((shares) => sumFen(shares.map((share) => share.amountFen))),
  );
  const given = new Map(
    parties.flatMap((shares, i) => {
      const parts = spread(
        targets[i]!,
        shares.map((share) => share.amountFen),
      );
      return shares.map((share, k): [RefundedShare, number] => [share, parts[k]!]);
    }),
  );
  return own.map((share) => ({ ...share, refundedFen: given.get(share)! }));
}

/** `splitFen` that takes nothing from nobody. */
function spread(total: number, weights: readonly number[]): number[] {
  return total === 0 ? weights.map(() => 0) : splitFen(total, weights);
}
