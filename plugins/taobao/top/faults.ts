/** `retry`: it may help. `fix`: a person must change something. `suspend`: the shop must be authorised again. */
export type FaultKind = 'retry' | 'fix' | 'suspend';

/** The gateway's own codes. What is not here is decided by its sub-code, and retried where that says nothing. */
const BY_CODE: Readonly<Record<string, readonly [FaultKind, string]>> = {
  '7': ['retry', 'RATE_LIMITED'],
  '9': ['fix', 'METHOD_NOT_ALLOWED'],
  '10': ['retry', 'UNAVAILABLE'],
  '11': ['fix', 'APPLICATION_NOT_PERMITTED'],
  '12': ['fix', 'SHOP_NOT_PERMITTED'],
  '13': ['fix', 'PARTNER_NOT_PERMITTED'],
  '21': ['fix', 'NO_METHOD'],
  '22': ['fix', 'UNKNOWN_METHOD'],
  '24': ['suspend', 'NOT_SIGNED'],
  '25': ['suspend', 'BAD_SIGNATURE'],
  '26': ['suspend', 'NO_SESSION'],
  '27': ['suspend', 'SESSION_INVALID'],
  '28': ['suspend', 'NO_APP_KEY'],
  '29': ['suspend', 'APP_KEY_INVALID'],
  // Our clock is off by more than ten minutes: it is put right at our side, and nothing is wrong with the request.
  '30': ['retry', 'CLOCK_WRONG'],
  '31': ['retry', 'CLOCK_WRONG'],
  '40': ['fix', 'ARGUMENT_MISSING'],
  '41': ['fix', 'ARGUMENT_INVALID'],
  '42': ['fix', 'FORBIDDEN'],
  '43': ['fix', 'ARGUMENT_INVALID'],
};

/** Sub-codes, by how they begin, first match. They say more than the code 15 that they come with. */
const BY_SUB_CODE: readonly (readonly [string, FaultKind])[] = [
  ['accesscontrol.limited', 'retry'],
  ['isp.', 'retry'],
  ['isv.invalid-session', 'suspend'],
  ['isv.access-token', 'suspend'],
  ['isv.', 'fix'],
];

export interface ErrorResponse {
  readonly code?: unknown;
  readonly msg?: unknown;
  readonly sub_code?: unknown;
  readonly sub_msg?: unknown;
}

/** What the gateway refused, or why it could not be asked. `code` is stable. */
export class TopFault extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly code: string,
    message: string,
    readonly afterSeconds?: number,
  ) {
    super(message);
    this.name = 'TopFault';
  }
}

export function faultOf({ code, msg, sub_code, sub_msg }: ErrorResponse): TopFault {
  const sub = typeof sub_code === 'string' ? sub_code : '';
  const known = BY_CODE[String(code)];
  const bySub = BY_SUB_CODE.find(([begin]) => sub.startsWith(begin))?.[1];
  const kind = known?.[0] ?? bySub ?? 'retry';
  const text = [`${String(msg)} (${String(code)})`, sub, sub_msg].filter(Boolean).join(': ');
  const banned = /last for (\d+) more seconds/.exec(String(sub_msg ?? ''));
  return new TopFault(kind, known?.[1] ?? (sub || `TOP_${String(code)}`), text, banned ? Number(banned[1]) : undefined);
}
