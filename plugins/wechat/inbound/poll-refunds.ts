import type { Call, InboundMessage, Poll, Polled } from 'yizhan/plugin-kit';
import { payClient, type PayClient } from '../pay/pay-client.js';
import { PayFault } from '../pay/pay-errors.rules.js';
import { isSettled, refundState, type RestRefund } from '../pay/refund.rules.js';
import type { Settings } from '../settings.js';
import { refundMessage } from './messages.js';

const ASKED = `query ($channel: String!, $after: String) {
  refunds(first: 50, after: $after, filter: { channel: $channel, state: REQUESTED }) {
    nodes { number version }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface AskedRefund {
  readonly number: string;
  /** Steps each time it is asked for again. */
  readonly version: number;
}

interface Asked {
  refunds: { nodes: AskedRefund[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

/** Asks what became of refunds whose notice did not come. */
export const pollRefunds: Poll<Settings> = {
  everySeconds: 300,
  poll: async (cursor, call): Promise<Polled> => {
    const { refunds } = await call.graph<Asked>(ASKED, { channel: call.connection.code, after: cursor });
    const messages = await settledAmong(refunds.nodes, call);
    const { hasNextPage: more, endCursor } = refunds.pageInfo;
    return { messages, cursor: more ? endCursor : null, more };
  },
};

async function settledAmong(asked: readonly AskedRefund[], call: Call<Settings>): Promise<InboundMessage[]> {
  const pay = payClient(call);
  const found = await Promise.all(
    asked.map(async ({ number, version }) => {
      const refund = await queryRefund(number, pay);
      return refund && isSettled(refund) ? refundMessage(refundState(refund), `v${version}`) : null;
    }),
  );
  return found.filter((one) => one !== null);
}

/** null where WeChat Pay has not been asked for it yet. */
async function queryRefund(number: string, pay: PayClient): Promise<RestRefund | null> {
  try {
    return await pay.get<RestRefund>(`/v3/refund/domestic/refunds/${number}`);
  } catch (error) {
    if (error instanceof PayFault && error.status === 404) return null;
    throw error;
  }
}
