import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { maskName, maskPhone } from '../people/index.js';
import { placedRow } from './placed-row.js';
import { OrderRevealInput, OrderRevealPayload, revealBuyer } from './order-reveal.js';
import type { OrderCommands } from './order-commands.js';
import {
  OrderActionInput,
  OrderCancelInput,
  OrderFulfilInput,
  OrderPayInput,
  OrderPlaceInput,
  OrderReturnInput,
  OrdersArgs,
} from './order.inputs.js';
import { orderReads, type OrderRow } from './order.reads.js';
import { Buyer, Order } from './order.types.js';
import { OrderUserError } from './orders.errors.js';
import type { OrdersService } from './orders.service.js';
import type { PlaceOrder } from './place-order.js';

/** Nobody was named where a channel does not tell. */
const masked = (text: string, mask: (text: string) => string): string => (text === '' ? '' : mask(text));

export const OrderConnection = connectionType('Order', () => Order);

const orderPayload = (name: string) =>
  payloadType(name, OrderUserError, { order: { type: () => Order, description: 'The order as it is now.' } });
const OrderPlacePayload = orderPayload('OrderPlacePayload');
const OrderPayPayload = orderPayload('OrderPayPayload');
const OrderCancelPayload = orderPayload('OrderCancelPayload');
const OrderFulfilPayload = orderPayload('OrderFulfilPayload');
const OrderCompletePayload = orderPayload('OrderCompletePayload');
const OrderReturnPayload = orderPayload('OrderReturnPayload');

@Resolver(() => Order)
export class OrderResolver {
  constructor(
    private readonly reads: OrdersService,
    private readonly placing: PlaceOrder,
    private readonly commands: OrderCommands,
    private readonly privacy: Privacy,
  ) {}

  @Query(() => Order, { nullable: true, description: 'An order by its id; null if it is not yours to see.' })
  @Allow('read', 'Order')
  order(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID) id: string,
  ): Promise<OrderRow | null> {
    return this.reads.one(context, info, id);
  }

  @Query(() => OrderConnection, { description: 'The orders you may see, newest first.' })
  @Allow('read', 'Order')
  orders(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => OrdersArgs) args: OrdersArgs,
  ): Promise<Page<OrderRow>> {
    return this.reads.list(context, info, args);
  }

  @FieldResolver(() => Buyer)
  buyer(@Root() { key, buyerNameSealed, buyerPhoneSealed }: OrderRow): Buyer {
    const open = (column: string, sealed: string) =>
      this.privacy.open(sealed, { table: 'customer_order', column, row: key });
    return {
      maskedName: masked(open('buyer_name', buyerNameSealed), maskName),
      maskedPhone: masked(open('buyer_phone', buyerPhoneSealed), maskPhone),
    };
  }

  @Mutation(() => OrderPlacePayload, { description: 'Places an order and reserves its stock: all of it, or nothing.' })
  @Allow('place', 'Order')
  orderPlace(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderPlaceInput) input: OrderPlaceInput,
  ): Promise<object> {
    return answer(context, async () => {
      const placed = await this.placing.place(context.viewer, input);
      return { order: placed.fresh ? placedRow(placed.fresh) : await orderReads.byKey(context, placed.orderId) };
    });
  }

  @Mutation(() => OrderPayPayload, { description: 'Records that an order was paid in full.' })
  @Allow('pay', 'Order')
  orderPay(@Ctx() context: RequestContext, @Arg('input', () => OrderPayInput) input: OrderPayInput): Promise<object> {
    return this.answer(context, () => this.commands.pay(context.viewer, input));
  }

  @Mutation(() => OrderCancelPayload, { description: 'Cancels an order before it leaves: stock and money go back.' })
  @Allow('cancel', 'Order')
  orderCancel(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderCancelInput) input: OrderCancelInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.cancel(context.viewer, input));
  }

  @Mutation(() => OrderFulfilPayload, { description: 'The goods of a paid order have left, or some of its lines.' })
  @Allow('fulfil', 'Order')
  orderFulfil(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderFulfilInput) input: OrderFulfilInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.fulfil(context.viewer, input));
  }

  @Mutation(() => OrderCompletePayload, { description: 'The buyer has the goods.' })
  @Allow('fulfil', 'Order')
  orderComplete(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderActionInput) input: OrderActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.complete(context.viewer, input));
  }

  @Mutation(() => OrderReturnPayload, { description: 'Takes goods back, or exchanges them.' })
  @Allow('return', 'Order')
  orderReturn(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderReturnInput) input: OrderReturnInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.takeBack(context.viewer, input));
  }

  @Mutation(() => OrderRevealPayload, {
    description: 'Opens what is sealed of a buyer for a stated reason; who saw what is kept for ever.',
  })
  @Allow('reveal', 'Order')
  orderReveal(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderRevealInput) input: OrderRevealInput,
  ): Promise<object> {
    const { db, viewer } = context;
    return answer(context, async () => ({ revealed: await revealBuyer({ db, privacy: this.privacy }, viewer, input) }));
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ order: await orderReads.byKey(context, await command()) }));
  }
}
