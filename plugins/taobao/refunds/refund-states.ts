/** What a refund's state asks of us. `seller`: the shop must act, or Taobao decides for it. `paid`: the money went back. */
export type RefundMeaning = 'seller' | 'buyer' | 'nothing' | 'paid';

/** Taobao's states of a refund. One that is not here is held for a person. */
export const REFUND_STATES: Readonly<Record<string, RefundMeaning>> = {
  WAIT_SELLER_AGREE: 'seller',
  WAIT_BUYER_RETURN_GOODS: 'buyer',
  WAIT_SELLER_CONFIRM_GOODS: 'seller',
  SELLER_REFUSE_BUYER: 'nothing',
  CLOSED: 'nothing',
  SUCCESS: 'paid',
};
