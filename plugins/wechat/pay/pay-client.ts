import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { Decorator } from 'wechatpay-axios-plugin';
import type { Call } from 'yizhan/plugin-kit';
import type { Settings } from '../settings.js';
import { merchantKey, verifiers } from './keys.js';
import { PATIENCE, PayFault, remedyOf } from './pay-errors.rules.js';
import { FRESH_SECONDS } from './signature.rules.js';

export type PayCall = Pick<Call<Settings>, 'config' | 'fetch' | 'clock' | 'signal'>;

/** API v3 of WeChat Pay: requests signed, answers verified. Everything but a good answer throws {@link PayFault}. */
export interface PayClient {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: object): Promise<Answer>;
  /** A file by the address that an answer gave; its bytes are not signed. */
  download(url: string): Promise<Uint8Array>;
}

export function payClient(call: PayCall): PayClient {
  const { config } = call;
  const wechat = Decorator.jsonBased({
    mchid: config.mchid,
    serial: config.merchantSerial,
    privateKey: merchantKey(config),
    certs: Object.fromEntries(verifiers(config)),
    baseURL: config.payBase,
    adapter: (request: InternalAxiosRequestConfig) => throughHost(request, call),
  } as Parameters<typeof Decorator.jsonBased>[0]);
  const ask = async <Answer>(request: object): Promise<Answer> => {
    try {
      return (await wechat.request<Answer>(request)).data;
    } catch (error) {
      throw faultOf(error);
    }
  };
  return {
    get: (url) => ask({ method: 'get', url }),
    post: (url, data) => ask({ method: 'post', url, data }),
    // Not signed: the library would look for a signature at an address that is given in whole.
    download: async (url) =>
      new Uint8Array(
        await ask<ArrayBuffer>({ method: 'get', url, responseType: 'arraybuffer', transformResponse: [] }),
      ),
  };
}

/** Sends the library's request by the host's `fetch`, whose limits, guard of addresses and signal then hold. */
async function throughHost(request: InternalAxiosRequestConfig, call: PayCall): Promise<AxiosResponse> {
  const url = new URL(request.url ?? '', request.baseURL);
  const answer = await call.fetch(url.href, {
    method: (request.method ?? 'get').toUpperCase(),
    headers: request.headers.toJSON() as Record<string, string>,
    body: request.data as string | undefined,
    signal: call.signal,
  });
  if (!answer.ok) throw await refusal(answer, call);
  return {
    data: request.responseType === 'arraybuffer' ? await answer.arrayBuffer() : await answer.text(),
    status: answer.status,
    statusText: answer.statusText,
    headers: Object.fromEntries(answer.headers),
    config: request,
  };
}

async function refusal(answer: Response, call: PayCall): Promise<PayFault> {
  const { code, message } = readError(await answer.text());
  // A clock that is off makes every signature bad: the account is not to blame.
  if (code === 'SIGN_ERROR' && clockDiffers(answer.headers, call.clock.now()))
    return new PayFault(answer.status, 'CLOCK_SKEW', 'our clock and WeChat Pay’s differ', 'retry');
  const wait = Number(answer.headers.get('retry-after') ?? NaN);
  const after = Number.isInteger(wait) ? wait : PATIENCE[code];
  return new PayFault(answer.status, code || `HTTP_${answer.status}`, message, remedyOf(answer.status, code), after);
}

const clockDiffers = (headers: Headers, now: Date): boolean => {
  const theirs = Date.parse(headers.get('date') ?? '');
  return Math.abs(now.getTime() - theirs) > FRESH_SECONDS * 1000;
};

function readError(text: string): { code: string; message: string } {
  try {
    const { code, message } = JSON.parse(text) as { code?: unknown; message?: unknown };
    return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
  } catch {
    return { code: '', message: '' };
  }
}

/** The library's own refusals begin with EV3_: an answer that is not WeChat's, or comes from another time. */
function faultOf(error: unknown): PayFault {
  if (error instanceof PayFault) return error;
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === 'EV3_RES_HEADER_TIMESTAMP_OFFSET')
    return new PayFault(200, 'CLOCK_SKEW', 'our clock and WeChat Pay’s differ', 'retry');
  if (typeof code === 'string' && code.startsWith('EV3_'))
    return new PayFault(200, 'ANSWER_NOT_VERIFIED', message ?? code, 'retry');
  return new PayFault(0, 'UNREACHABLE', message ?? String(error), 'retry');
}
