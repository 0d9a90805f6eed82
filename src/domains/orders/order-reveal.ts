import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { generalErrors, payloadType, uuidKey, Visible } from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may, type Facts, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { FACTS } from './order-commands.js';
import { orderErrors, OrderUserError } from './orders.errors.js';

export enum BuyerField {
  NAME = 'NAME',
  PHONE = 'PHONE',
  ADDRESS = 'ADDRESS',
}
registerEnumType(BuyerField, { name: 'BuyerField', description: 'What is kept sealed of a buyer.' });

const COLUMNS: Readonly<Record<BuyerField, string>> = { NAME: 'buyer_name', PHONE: 'buyer_phone', ADDRESS: 'address' };

@InputType()
export class OrderRevealInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => [BuyerField], { description: 'At most each once.' })
  fields!: BuyerField[];

  @Field(() => String, {
    description: 'Why it must be seen, such as delivering it: 2 to 200 characters, logged for ever.',
  })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A sealed field of a buyer, opened; the opening was logged.' })
@Visible('Order')
export class RevealedBuyerField {
  @Field(() => BuyerField)
  field!: BuyerField;

  @Field(() => String, { nullable: true, description: 'In full; null where the order has none.' })
  value!: string | null;
}

export const OrderRevealPayload = payloadType('OrderRevealPayload', OrderUserError, {
  revealed: { type: () => [RevealedBuyerField], description: 'What was asked for.' },
});

/** Opens a buyer's data for whoever must reach them; the log of it commits before anything is answered. */
export function revealBuyer(
  { db, privacy }: { db: Database; privacy: Privacy },
  viewer: Viewer,
  { orderId, fields, reason }: OrderRevealInput,
): Promise<RevealedBuyerField[]> {
  const why = reason.trim();
  if (why.length < 2 || why.length > 200) throw orderErrors.refuse('REASON_REQUIRED', { field: 'reason' });
  const wanted = [...new Set(fields)];
  return db.command(async (tx) => {
    const id = uuidKey(orderId, 'Order');
    const [facts] = id === null ? [] : await tx.query<Record<string, unknown>>(FACTS, [id]);
    if (id === null || !facts || !may(viewer, 'reveal', 'Order', facts as Facts)) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'orderId', thing: 'order' });
    }
    await tx.query('insert into personal_data_access(viewer, subject, fields, reason) values ($1, $2, $3, $4)', [
      viewer.scope,
      `order:${id}`,
      wanted,
      why,
    ]);
    const [sealed] = await tx.query<Record<string, string | null>>(
      'select buyer_name_sealed as buyer_name, buyer_phone_sealed as buyer_phone, address_sealed as address from customer_order where id = $1',
      [id],
    );
    return wanted.map((field) => {
      const column = COLUMNS[field];
      const text = sealed![column] ?? null;
      return { field, value: (text && privacy.open(text, { table: 'customer_order', column, row: id })) || null };
    });
  });
}
