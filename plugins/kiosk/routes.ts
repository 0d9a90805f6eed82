import {
  BadRequest,
  type Call,
  type Json,
  type Outcome,
  type RawRequest,
  type Reply,
  type Route,
} from 'yizhan/plugin-kit';
import type { KioskConfig } from './config.js';
import { deviceKey, machineFor } from './device-keys.js';
import { isSaid, messageOf, readReport, REPORTS, type Said } from './reports.js';
import { signatureFault, digestOf } from './sign.js';

const refused = (code: string, call: Call<KioskConfig>): Reply => ({
  status: 401,
  // A machine whose clock is off learns from it by how much, and signs again.
  body: { code, serverTime: Math.floor(call.clock.now().getTime() / 1_000) },
});

/** Whether it is really the machine of the path, by its key. */
async function authenticate(request: RawRequest, call: Call<KioskConfig>): Promise<true | Reply> {
  const { headers, method, url, body, params } = request;
  const code = headers['x-device-id'] ?? '';
  if (code !== params['terminal']) return refused('BAD_SIGNATURE', call);
  const sent = headers['x-content-sha256'];
  if (sent !== undefined && sent.toLowerCase() !== digestOf(body)) return refused('BAD_SIGNATURE', call);
  const machine = await machineFor(call, code);
  if (!machine) return refused('BAD_SIGNATURE', call);
  const signed = {
    method,
    path: url,
    timestamp: headers['x-timestamp'] ?? '',
    nonce: headers['x-nonce'] ?? '',
    body,
  };
  const { masterKey, toleranceSeconds } = call.config;
  const key = deviceKey(masterKey, machine);
  const fault = signatureFault(signed, headers['x-signature'] ?? '', key, { now: call.clock.now(), toleranceSeconds });
  return fault ? refused(fault, call) : true;
}

/** What became of it: the command's values, or why it was refused. The same again is answered the same. */
export function acknowledge(outcomes: readonly Outcome[]): Reply {
  const [outcome] = outcomes;
  if (!outcome || outcome.state === 'CONFLICT')
    return { status: 409, body: { code: 'CONFLICT', message: 'this nonce came with another body' } };
  if (outcome.state !== 'DONE') return { status: 503, body: { code: outcome.code ?? outcome.state } };
  const [result] = outcome.results;
  if (!result) return { status: 422, body: { code: 'INVALID', message: outcome.code ?? 'the report makes no sense' } };
  if (result.status === 'done') return { status: 200, body: { ...result.values } };
  const { code, message, field } = result;
  return { status: 422, body: { code, message, ...(field && { field }) } };
}

const route = (said: Said): Route<KioskConfig> => ({
  method: 'POST',
  path: `:terminal/${said}`,
  answers: 'executed',
  authenticate,
  read: (request) => {
    const { headers, params, body } = request;
    const seconds = Number(headers['x-timestamp']);
    const report = readReport(body);
    if (!isSaid(said)) throw new BadRequest(`nothing is known of ${String(said)}`);
    return [messageOf(said, params['terminal']!, headers['x-nonce']!, new Date(seconds * 1_000), report)];
  },
  acknowledge: (outcomes) => acknowledge(outcomes),
});

const STATE = `query ($site: String) { kiosks(first: 1, filter: { siteCode: $site }) { nodes {
  id version planogramVersion journal { epoch ackedThroughSeq } locks { reason since freshOnly }
  slots { code priceFen capacity level available health version product { id name } }
  commands { id kind state expiresAt version } } } }`;

/** For machines that ask: the newest of what they sell, at what price, and what they are to do. */
const state: Route<KioskConfig> = {
  method: 'GET',
  path: ':terminal/state',
  answers: 'executed',
  authenticate,
  read: () => [],
  acknowledge: async (_outcomes, { params }, call) => {
    const machine = await machineFor(call, params['terminal']!);
    const { kiosks } = await call.graph<{ kiosks: { nodes: Json[] } }>(STATE, { site: machine?.site ?? '' });
    const [kiosk] = kiosks.nodes;
    return kiosk === undefined ? { status: 404, body: { code: 'NOT_FOUND' } } : { status: 200, body: kiosk };
  },
};

export const routes: Readonly<Record<string, Route<KioskConfig>>> = {
  ...Object.fromEntries(Object.keys(REPORTS).map((said) => [said, route(said as Said)])),
  state,
};
