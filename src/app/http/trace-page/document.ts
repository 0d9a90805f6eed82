/** What the page behind a code asks of the graph, as a visitor: nothing is on the page that anyone could not ask for. */
export const TRACE_PAGE = `query TracePage($code: String!) { trace(code: $code) {
  code gtin link
  batch { state harvestedOn madeAt quantity { value unit } product { name priceFen } brand { name } place { name } }
  stop { cause reason at }
  producers { name kind village { name township { name } } quantity { value unit } } producerCount
  origins { code origin harvestedOn product { name } place { name } } originCount
  sites { name } orderCount parcelCount
  inputUses { name dose purpose firstOn lastOn intervalDays intervalFor intervalEndsOn corrected }
  inspections { number title laboratory testedUntil result correction results { item value unit most verdict } }
  certificates { number issuedOn promisor basis testedItems voidedAt voidReason }
  steps(first: 100) { nodes { step occurredAt batch { code } site { name } from { name } quantity { value unit } input certificate reason leaf } totalCount }
  proof { events logged headSize headSignedAt }
  priceShares { party basisPoints amountFen } } }`;

interface Amount {
  readonly value: string;
  readonly unit: string;
}
interface Named {
  readonly name: string;
}
export type State = 'PENDING' | 'PASSED' | 'FAILED' | 'RECALLED';
export type Verdict = 'PASSED' | 'FAILED';

/** The answer to {@link TRACE_PAGE}; enums as the graph has them, days and moments as ISO text. */
export interface TraceData {
  readonly code: string;
  readonly gtin: string | null;
  readonly link: string | null;
  readonly batch: {
    readonly state: State;
    readonly harvestedOn: string | null;
    readonly madeAt: string;
    readonly quantity: Amount;
    readonly product: Named & { readonly priceFen: number };
    readonly brand: Named | null;
    readonly place: Named | null;
  };
  readonly stop: { readonly cause: string; readonly reason: string; readonly at: string } | null;
  readonly producers: readonly {
    readonly name: string | null;
    readonly kind: string;
    readonly village: (Named & { readonly township: Named }) | null;
    readonly quantity: Amount;
  }[];
  readonly producerCount: number;
  readonly origins: readonly {
    readonly code: string;
    readonly origin: string;
    readonly harvestedOn: string | null;
    readonly product: Named;
    readonly place: Named | null;
  }[];
  readonly originCount: number;
  readonly sites: readonly Named[];
  readonly orderCount: number;
  readonly parcelCount: number;
  readonly inputUses: readonly {
    readonly name: string;
    readonly dose: string;
    readonly purpose: string;
    readonly firstOn: string;
    readonly lastOn: string;
    readonly intervalDays: number;
    readonly intervalFor: string;
    readonly intervalEndsOn: string;
    readonly corrected: boolean;
  }[];
  readonly inspections: readonly {
    readonly number: string;
    readonly title: string;
    readonly laboratory: string;
    readonly testedUntil: string;
    readonly result: Verdict;
    readonly correction: string | null;
    readonly results: readonly {
      readonly item: string;
      readonly value: string;
      readonly unit: string;
      readonly most: string | null;
      readonly verdict: Verdict;
    }[];
  }[];
  readonly certificates: readonly {
    readonly number: string;
    readonly issuedOn: string;
    readonly promisor: string;
    readonly basis: string;
    readonly testedItems: readonly string[];
    readonly voidedAt: string | null;
    readonly voidReason: string | null;
  }[];
  readonly steps: {
    readonly nodes: readonly {
      readonly step: string;
      readonly occurredAt: string;
      readonly batch: { readonly code: string };
      readonly site: Named | null;
      readonly from: Named | null;
      readonly quantity: Amount | null;
      readonly input: string | null;
      readonly certificate: string | null;
      readonly reason: string | null;
      readonly leaf: number | null;
    }[];
    readonly totalCount: number;
  };
  readonly proof: {
    readonly events: number;
    readonly logged: number;
    readonly headSize: number | null;
    readonly headSignedAt: string | null;
  } | null;
  readonly priceShares: readonly { readonly party: string; readonly basisPoints: number; readonly amountFen: number }[];
}
