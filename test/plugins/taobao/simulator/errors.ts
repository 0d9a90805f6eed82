/** A refusal as the gateway writes it. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly msg: string,
    readonly subCode?: string,
    readonly subMsg?: string,
  ) {
    super(`${code} ${msg} ${subCode ?? ''}`);
  }

  get body() {
    return {
      error_response: {
        code: this.code,
        msg: this.msg,
        ...(this.subCode && { sub_code: this.subCode, sub_msg: this.subMsg ?? this.subCode }),
        request_id: '15oh4nm2r3k7a',
      },
    };
  }
}

export const invalid = (name: string): Refusal =>
  new Refusal(41, 'Invalid Arguments', `isv.invalid-parameter:${name}`, `${name} is invalid`);

export const remote = (subCode: string, subMsg = subCode): Refusal =>
  new Refusal(15, 'Remote service error', subCode, subMsg);
