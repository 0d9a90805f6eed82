import { globalId } from '../../platform/graphql/index.js';
import { onceUnlessRefused, type Transaction } from '../../platform/persistence/index.js';
import type { Command, CommandResult, ImportedLine, Json, OrderRef } from '../../plugin-kit/index.js';
import type { CommandContext } from './command-context.js';
import { linesMeant, orderMeant } from './references.js';
import { done, refused } from './results.rules.js';

/**
 * Executes a command once under its key, in one transaction with its events. A DomainError undoes all of it, the key too: what
 * was held until something is mended is tried again under the same key. A refusal that is answered, such as a payment of the
 * wrong amount with its dispute, is kept.
 */
export async function once(
  { db, connection, key }: CommandContext,
  command: Command,
  work: (tx: Transaction) => Promise<CommandResult>,
): Promise<CommandResult> {
  const named = { scope: `channel:${connection.code}`, key, input: command };
  const { answer, repeated } = await onceUnlessRefused(db, named, work);
  return repeated && answer.status === 'done' ? { ...answer, duplicate: true } : answer;
}

/** As {@link once}, for a command about an order of the connection. */
export function onceOnOrder(
  context: CommandContext,
  command: Command & { readonly order: OrderRef },
  work: (tx: Transaction, orderId: string) => Promise<CommandResult>,
): Promise<CommandResult> {
  return once(context, command, async (tx) => {
    const id = await orderMeant(tx, context.orders, context.connection.code, command.order);
    return id === null
      ? refusedNow(refused('NOT_FOUND', 'there is no such order of this connection', 'order'))
      : work(tx, id);
  });
}

/** Our keys for a command's lines; throws its refusal where a product is not linked. */
export async function linesOf(tx: Transaction, context: CommandContext, lines: readonly ImportedLine[], at: string) {
  const meant = await linesMeant(tx, context.connection.code, lines);
  if ('lines' in meant) return meant.lines;
  const { product } = lines[meant.unknown]!;
  const named = 'id' in product ? product.id : product.externalId;
  return refusedNow(
    refused('UNKNOWN_PRODUCT', `${named} is not linked with a product`, `${at}.${meant.unknown}.product`),
  );
}

/** A refusal of ours that undoes the transaction it is thrown in. */
export class Refused extends Error {
  constructor(readonly result: CommandResult) {
    super('refused');
    this.name = 'Refused';
  }
}

export function refusedNow(result: CommandResult): never {
  throw new Refused(result);
}

/** What is answered for a command about an order. */
export const ofOrder = (orderId: string, more: Readonly<Record<string, Json>> = {}, duplicate = false): CommandResult =>
  done({ orderId: globalId('Order', orderId), ...more }, duplicate);
