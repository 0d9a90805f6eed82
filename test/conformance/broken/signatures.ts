import { createHash, createHmac } from 'node:crypto';
import type { RawRequest } from 'yizhan/plugin-kit';
import { fault, routeWith, type Fault } from './fault.js';

const digestOf = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');
const isSigned = ({ headers }: RawRequest, key: string) =>
  headers['canteen-signature'] ===
  createHmac('sha256', key).update(`${headers['canteen-time']}\n${headers['canteen-digest']}`).digest('hex');
const isInTime = ({ headers }: RawRequest) => Math.abs(Date.now() / 1000 - Number(headers['canteen-time'])) < 300;
const isWhole = ({ headers, body }: RawRequest) => headers['canteen-digest'] === digestOf(body);

export const signatureFaults: readonly Fault[] = [
  fault(
    'forged',
    'any signature of the right form is taken',
    routeWith(() => ({
      authenticate: (request) =>
        isInTime(request) && isWhole(request) && /^[0-9a-f]{64}$/.test(request.headers['canteen-signature'] ?? ''),
    })),
  ),
  fault(
    'changed',
    'the digest that is signed is not held against the body',
    routeWith(() => ({
      authenticate: (request, { config }) => isInTime(request) && isSigned(request, config.pushKey),
    })),
  ),
  fault(
    'late',
    'the time is signed, and not looked at',
    routeWith(() => ({ authenticate: (request, { config }) => isWhole(request) && isSigned(request, config.pushKey) })),
  ),
  fault(
    'probe',
    'a probe is taken for a greeting',
    routeWith(({ authenticate }) => ({
      authenticate: (request, call) =>
        request.headers['canteen-signature']?.startsWith('probe') || authenticate(request, call),
    })),
  ),
];
