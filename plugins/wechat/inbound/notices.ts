import { BadRequest, type InboundMessage, type RawRequest, type Reply, type Route } from 'yizhan/plugin-kit';
import { verifiers } from '../pay/keys.js';
import { refundState, type NotifiedRefund } from '../pay/refund.rules.js';
import { openResource, type SealedResource } from '../pay/sealed-resource.js';
import { noticeFault } from '../pay/signature.rules.js';
import { paidTrade, type Trade } from '../pay/trade.rules.js';
import type { Settings } from '../settings.js';
import { paymentMessage, refundMessage } from './messages.js';

interface Notice {
  readonly id: string;
  readonly event_type: string;
  readonly resource: SealedResource;
}

const failed = (status: number, message: string): Reply => ({ status, body: { code: 'FAIL', message } });

/** Where WeChat Pay tells of payments and refunds. Kept first, then answered: it asks for an answer within 5 s. */
export const notices: Route<Settings> = {
  method: 'POST',
  path: 'notices',
  maxBytes: 64 * 1024,
  answers: 'stored',
  authenticate: (request, { config, clock, log }) => {
    const fault = noticeFault(request.headers, request.body, verifiers(config), clock.now());
    if (!fault) return true;
    if (fault === 'CLOCK')
      log.warn('a notice is more than 300 s away from our clock: is our clock right?', {
        theirs: request.headers['wechatpay-timestamp'],
        ours: Math.floor(clock.now().getTime() / 1000),
      });
    return failed(401, fault);
  },
  read: (request, { config }) => messagesIn(request, config),
};

function messagesIn({ body }: RawRequest, { apiV3Key }: Settings): InboundMessage[] {
  const notice = parsed<Notice>(new TextDecoder().decode(body), 'the notice is no JSON');
  if (typeof notice.event_type !== 'string' || !notice.resource) throw bad('the notice has no event or no resource');
  const told = opened(notice.resource, apiV3Key);
  try {
    if (notice.event_type.startsWith('REFUND.'))
      return [refundMessage(refundState(told as NotifiedRefund), String(notice.id))];
    if (!notice.event_type.startsWith('TRANSACTION.')) return [];
    const paid = paidTrade(told as Trade);
    return paid ? [paymentMessage(paid)] : [];
  } catch (error) {
    throw bad((error as Error).message);
  }
}

function opened(resource: SealedResource, key: string): Trade | NotifiedRefund {
  try {
    return JSON.parse(openResource(resource, key)) as Trade | NotifiedRefund;
  } catch {
    throw bad('the resource cannot be opened: is the APIv3 key right?');
  }
}

function parsed<Value>(text: string, otherwise: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw bad(otherwise);
  }
}

const bad = (message: string) => new BadRequest(message, failed(400, message));
