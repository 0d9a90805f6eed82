import { expect } from '@jest/globals';
import { createTokens } from '../../../src/platform/auth/index.js';
import type { Command } from '../../../src/plugin-kit/index.js';
import { SECRET } from '../../kit/app.js';
import { GATE, makeProduct, newKey, OPERATOR } from '../../kit/goods.js';
import { app, readOrder } from './executing.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
export const goods = () => makeProduct(app, { stock: { [GATE]: '100' } });
export const uuidOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;
export const makeDue = (id: string) =>
  app.db.pool.query(`update reservation set expires_at = now() - interval '1 second' where order_id = $1`, [
    uuidOf(id),
  ]);
export const refundNews = (externalId: string, refund: object): Command =>
  ({ kind: 'refund.record', order: { externalId }, refund: { state: 'SUCCEEDED', ...refund } }) as Command;
export const act = async (name: string, type: string, input: object, as: object = OPERATOR): Promise<any> =>
  (
    await app.ask(
      `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code field } } }`,
      { input: { idempotencyKey: newKey(), ...input } },
      as,
    )
  ).data[name].userErrors;
export const disputes = async (filter: object = {}, as: object = OPERATOR): Promise<any> =>
  (
    await app.ask(
      `query($filter: DisputeFilter) { disputes(first: 100, filter: $filter) { totalCount nodes { id channel code message state resolution resolvedBy
         facts { name value } order { id } } } }`,
      { filter },
      as,
    )
  ).data?.disputes;
export const disputesOf = async (orderId: string) =>
  (await disputes()).nodes.filter((dispute: any) => dispute.order?.id === orderId);
/** What was booked, against what the order says: Σ payments − Σ refunds booked = paid − refunded, refunds asked = refunding. */
export const moneyFits = async (orderId: string) => {
  const { paidFen, refundedFen, refundingFen, payments, refunds } = await readOrder(orderId);
  const sum = (kind: string) =>
    payments.filter((one: any) => one.kind === kind).reduce((all: number, one: any) => all + one.amountFen, 0);
  const asked = refunds.filter((one: any) => one.state === 'REQUESTED');
  expect([sum('PAYMENT'), sum('REFUND'), asked.reduce((all: number, one: any) => all + one.amountFen, 0)]).toEqual([
    paidFen,
    refundedFen,
    refundingFen,
  ]);
};

export const tokenOf = (staff: number): Promise<string> =>
  createTokens(SECRET).issue({ kind: 'staff', id: String(staff), version: 1 }, 600);
