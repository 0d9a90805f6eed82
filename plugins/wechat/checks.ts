import { NotVerified, type Call, type HealthReport } from 'yizhan/plugin-kit';
import { accessToken } from './mini/mini-client.js';
import { MiniFault } from './mini/mini-errors.rules.js';
import { payClient } from './pay/pay-client.js';
import { PayFault } from './pay/pay-errors.rules.js';
import { openResource, type SealedResource } from './pay/sealed-resource.js';
import type { Settings } from './settings.js';

interface Certificates {
  readonly data: readonly { readonly serial_no: string; readonly encrypt_certificate: SealedResource }[];
}

/** Which setting is at fault, by what WeChat says. */
const FIELDS: Readonly<Record<string, string>> = {
  BAD_APPID: 'appid',
  BAD_SECRET: 'appSecret',
  SIGN_ERROR: 'merchantKey',
  MCH_NOT_EXISTS: 'mchid',
  APPID_MCHID_NOT_MATCH: 'appid',
  ANSWER_NOT_VERIFIED: 'publicKey',
};

/** Asks for an access token, for WeChat Pay's certificates and for a trade that there is not: each setting is used once. */
export async function verify(call: Call<Settings>): Promise<void> {
  try {
    await accessToken(call, true);
    await checkPay(call);
  } catch (error) {
    if (error instanceof NotVerified) throw error;
    const { code, message } = error as PayFault | MiniFault;
    throw new NotVerified(code ?? 'FAILED', message, FIELDS[code] ?? null);
  }
}

async function checkPay(call: Call<Settings>): Promise<void> {
  const pay = payClient(call);
  const { apiV3Key, mchid } = call.config;
  const certificates = await unlessMissing(pay.get<Certificates>('/v3/certificates'));
  for (const { encrypt_certificate: sealed } of certificates?.data ?? [])
    try {
      openResource(sealed, apiV3Key);
    } catch {
      throw new NotVerified('BAD_API_V3_KEY', 'what WeChat Pay sealed does not open with this APIv3 key', 'apiV3Key');
    }
  await unlessMissing(pay.get(`/v3/pay/transactions/out-trade-no/YIZHAN-VERIFY?mchid=${mchid}`));
}

/** A merchant in public-key mode has no certificates, and the trade that is asked for is nobody's: both answer 404. */
async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PayFault && error.status === 404) return null;
    throw error;
  }
}

const HEALTH: Readonly<Record<string, HealthReport>> = {
  CLOCK_SKEW: {
    status: 'DEGRADED',
    code: 'CLOCK_SKEW',
    message: 'The clock of this server and WeChat Pay’s differ by more than 5 minutes: set it by NTP.',
  },
  ANSWER_NOT_VERIFIED: {
    status: 'UNAUTHORISED',
    code: 'ANSWER_NOT_VERIFIED',
    message: 'Answers of WeChat Pay do not verify: add its public key or its new certificate to the settings.',
  },
};

/** Whether both services answer, take our secrets, and have our time. */
export async function health(call: Call<Settings>): Promise<HealthReport> {
  try {
    await accessToken(call, true);
    await checkPay(call);
    return { status: 'OK' };
  } catch (error) {
    if (error instanceof NotVerified) return { status: 'UNAUTHORISED', code: error.code, message: error.message };
    if (!(error instanceof PayFault || error instanceof MiniFault)) throw error;
    const { code, message, remedy } = error;
    return HEALTH[code] ?? { status: remedy === 'retry' ? 'DOWN' : 'UNAUTHORISED', code, message };
  }
}
