import type { Call, DeliveryResult } from 'yizhan/plugin-kit';
import { noteTold, toTell } from '../mini/agreements.js';
import { messageData, type Told } from '../mini/message.rules.js';
import { askWithToken } from '../mini/mini-client.js';
import { MiniFault } from '../mini/mini-errors.rules.js';
import { shipmentStage, shippingInfo } from '../mini/shipping.rules.js';
import { chinaTime } from '../pay/china-time.rules.js';
import type { Settings, TemplateName } from '../settings.js';
import { closeOpen, paidTradeOf } from '../trades.js';
import { itemsOf, type OrderView } from './order-view.js';
import { OK, outcomeOf, worst } from './outcome.rules.js';

/** All that WeChat is to know of an order as it stands now. Each step leaves a mark, so that the next delivery goes on after it. */
export async function deliverOrder(order: OrderView, call: Call<Settings>): Promise<DeliveryResult> {
  const results: DeliveryResult[] = [];
  for (const step of [closeUnpaid, uploadShipment, tellBuyer]) {
    try {
      results.push(await step(order, call));
    } catch (error) {
      const outcome = outcomeOf(error);
      call.log.warn('a step of an order’s delivery failed', { order: order.number, step: step.name, ...outcome });
      results.push(outcome);
    }
  }
  return worst(results);
}

/** Nobody is to pay for an order that is over, nor twice for one that is paid. */
async function closeUnpaid(order: OrderView, call: Call<Settings>): Promise<DeliveryResult> {
  if (order.status !== 'PLACED') await closeOpen(order, call);
  return OK;
}

async function uploadShipment(order: OrderView, call: Call<Settings>): Promise<DeliveryResult> {
  const stage = shipmentStage(order);
  if (!stage || (await call.links.theirs(`shipment-${stage}`, order.id)) !== null) return OK;
  const trade = await paidTradeOf(order, call);
  if (!trade) return OK;
  const { out_trade_no: tradeNo, mchid, payer } = trade;
  const now = chinaTime(call.clock.now());
  const info = shippingInfo(order, { mchid, tradeNo, openid: payer?.openid ?? '', now }, call.config.carriers);
  await askWithToken('/wxa/sec/order/upload_shipping_info', info, call);
  await call.links.link(`shipment-${stage}`, tradeNo, order.id);
  return OK;
}

const STATES: Readonly<Record<TemplateName, string>> = { paid: '已付款', shipped: '已发货', refunded: '已退款' };

/** What there is to tell of an order as it stands. */
export function news({ status, refundedFen, parcels }: OrderView): TemplateName[] {
  const sent = status === 'FULFILLED' || status === 'COMPLETED' || (status === 'PAID' && parcels.length > 0);
  if (refundedFen > 0) return sent ? ['shipped', 'refunded'] : ['refunded'];
  return sent ? ['shipped'] : status === 'PAID' ? ['paid'] : [];
}

async function tellBuyer(order: OrderView, call: Call<Settings>): Promise<DeliveryResult> {
  const results: DeliveryResult[] = [];
  for (const name of news(order)) results.push(await tell(order, name, call));
  return worst(results);
}

async function tell(order: OrderView, name: TemplateName, call: Call<Settings>): Promise<DeliveryResult> {
  const template = call.config.templates[name];
  const openid = template && (await toTell(order, name, call));
  if (!template || !openid) return OK;
  const told: Told = {
    number: order.number,
    amountFen: name === 'refunded' ? order.refundedFen : order.paidFen,
    time: chinaTime(call.clock.now()).slice(0, 16).replace('T', ' '),
    items: itemsOf(order.lines),
    state: STATES[name],
  };
  const message = {
    touser: openid,
    template_id: template.id,
    ...(template.page && { page: template.page }),
    miniprogram_state: call.config.appState,
    data: messageData(template, told),
  };
  try {
    await askWithToken('/cgi-bin/message/subscribe/send', message, call);
  } catch (error) {
    // They took their agreement back: there is nobody to tell, now or later.
    if (!(error instanceof MiniFault) || error.code !== 'REFUSED_BY_USER') return outcomeOf(error);
    call.log.info('the buyer no longer takes messages', { order: order.number, message: name });
  }
  await noteTold(order, name, call);
  return OK;
}
