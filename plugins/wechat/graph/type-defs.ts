import { REFUSALS } from './refusals.js';

export const typeDefs = /* GraphQL */ `
  extend type Query {
    "Messages that the mini-program may ask its user to agree to, by \`wx.requestSubscribeMessage\`."
    wechatTemplates: [WechatTemplate!]!
  }

  extend type Mutation {
    "Signs a customer in by the code of \`wx.login\`. The session key stays at the server."
    wechatSignIn(input: WechatSignInInput!): WechatSignInPayload!
    """
    Opens a payment of an order that the viewer may read, over what our order says is due. JSAPI is for a customer who is
    signed in, within the mini-program; NATIVE is a code for a screen. Again for the same order answers the same payment.
    """
    wechatPrepay(input: WechatPrepayInput!): WechatPrepayPayload!
    "Remembers which messages a customer agreed to for an order; WeChat counts one message an agreement."
    wechatSubscribe(input: WechatSubscribeInput!): WechatSubscribePayload!
  }

  "A subscribe message of the mini-program."
  type WechatTemplate {
    message: WechatMessage!
    "Id of the template at WeChat."
    templateId: String!
  }

  "When a buyer may be told of an order."
  enum WechatMessage {
    PAID
    SHIPPED
    REFUNDED
  }

  enum WechatPaymentKind {
    "Within the mini-program."
    JSAPI
    "A code on a screen, scanned with WeChat."
    NATIVE
  }

  input WechatSignInInput {
    "What \`wx.login\` gave; good once, for five minutes."
    code: String!
  }

  input WechatPrepayInput {
    orderId: ID!
    kind: WechatPaymentKind! = JSAPI
  }

  input WechatSubscribeInput {
    orderId: ID!
    "Those that the user accepted."
    messages: [WechatMessage!]!
  }

  "What \`wx.requestPayment\` takes, as it is."
  type WechatPaymentParameters {
    "Seconds since 1970."
    timeStamp: String!
    nonceStr: String!
    "\`prepay_id=…\`, good for two hours or until the order expires."
    package: String!
    signType: String!
    paySign: String!
  }

  type WechatSignInPayload {
    "An access token of the customer, for \`Authorization: Bearer\`."
    token: String
    userErrors: [WechatUserError!]!
  }

  type WechatPrepayPayload {
    "For JSAPI."
    parameters: WechatPaymentParameters
    "For NATIVE: what the code on the screen holds."
    codeUrl: String
    userErrors: [WechatUserError!]!
  }

  type WechatSubscribePayload {
    "What is remembered for the order."
    messages: [WechatMessage!]
    userErrors: [WechatUserError!]!
  }

  "Why a mutation of WeChat was refused."
  enum WechatErrorCode {
${Object.entries(REFUSALS)
  .map(([code, { en }]) => `    "${en}."\n    ${code}`)
  .join('\n')}
  }

  type WechatUserError implements UserError {
    "What went wrong, for programs."
    code: WechatErrorCode!
    field: String
    message: String!
  }
`;
