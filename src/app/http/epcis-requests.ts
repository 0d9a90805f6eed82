import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../../platform/auth/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import {
  EpcisProblem,
  type Behaviour,
  type EpcisDesk,
  type Paging,
  type Parameters,
} from '../../domains/trace/index.js';

/** What an EPCIS request says beside its body: who, which version, which page. */

export interface EpcisOptions {
  readonly authenticator: Pick<Authenticator, 'viewer'>;
  readonly epcis: EpcisDesk;
}

const VERSION = '2.0.0';
const DEFAULT_PAGE = 30;
const LARGEST_PAGE = 1_000;

/** The viewer, who must be signed in and may do this. */
export async function viewerFor(
  authenticator: Pick<Authenticator, 'viewer'>,
  request: FastifyRequest,
  action: 'query' | 'capture',
): Promise<Viewer> {
  const viewer = await authenticator.viewer(request.headers.authorization);
  if (!viewer || viewer.kind === 'visitor') throw new SignInNeeded();
  if (!may(viewer, action, 'TraceEvent'))
    throw new EpcisProblem('SecurityException', `You may not ${action} events here.`);
  return viewer;
}

/** 401 where the standard's exception would be 403. */
export class SignInNeeded extends EpcisProblem {
  constructor() {
    super('SecurityException', 'Sign in: send a bearer token that holds.');
  }
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const numbered = (version: string) => version.split('.').map(Number);

/** Below zero where `a` is older. */
function compared(a: string, b: string): number {
  const [left, right] = [numbered(a), numbered(b)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Throws a NotAcceptableException where the caller asks for what this server does not speak. */
export function checkAccepted(request: FastifyRequest): void {
  for (const [name, holds] of VERSIONS) {
    const asked = header(request, name);
    if (asked !== undefined && !(/^\d+(\.\d+){0,2}$/.test(asked) && holds(asked)))
      throw new EpcisProblem(
        'NotAcceptableException',
        `This server speaks EPCIS and CBV ${VERSION}: ${name} ${asked}.`,
      );
  }
  for (const name of ['gs1-epc-format', 'gs1-cbv-xml-format']) {
    const asked = header(request, name);
    if (asked !== undefined && !/^(No_Preference|Never_Translates)$/.test(asked))
      throw new EpcisProblem('NotAcceptableException', `This server answers events as they came: ${name} ${asked}.`);
  }
  const accept = header(request, 'accept');
  if (accept !== undefined && !/\*\/\*|application\/(\*|json|ld\+json|problem\+json)/i.test(accept))
    throw new EpcisProblem('NotAcceptableException', 'This server answers application/json and application/ld+json.');
}

const exactly = (asked: string) => compared(asked, VERSION) === 0;
const VERSIONS: readonly (readonly [string, (asked: string) => boolean])[] = [
  ['gs1-epcis-version', exactly],
  ['gs1-cbv-version', exactly],
  ['gs1-epcis-min', (asked) => compared(asked, VERSION) <= 0],
  ['gs1-epcis-max', (asked) => compared(asked, VERSION) >= 0],
];

/** What a capture does with an event that is wrong; the standard's default is to keep nothing. */
export function behaviourOf(request: FastifyRequest): Behaviour {
  const asked = header(request, 'gs1-epcis-capture-error-behaviour') ?? 'rollback';
  if (asked !== 'rollback' && asked !== 'proceed')
    throw new EpcisProblem('ValidationException', 'GS1-EPCIS-Capture-Error-Behaviour is rollback or proceed.');
  return asked;
}

/** The page that is asked for, and the other parameters. */
export function asked(request: FastifyRequest): { paging: Paging; parameters: Parameters } {
  const { perPage, nextPageToken, ...parameters } = request.query as Record<string, unknown>;
  return { paging: { perPage: pageSize(perPage), token: tokenGiven(nextPageToken) }, parameters };
}

/** For lists that know no parameter but those of the page. */
export function pageAsked(request: FastifyRequest): Paging {
  const { paging, parameters } = asked(request);
  const [unknown] = Object.keys(parameters);
  if (unknown !== undefined)
    throw new EpcisProblem('QueryParameterException', `There is no parameter ${unknown} here.`);
  return paging;
}

function pageSize(value: unknown): number {
  if (value === undefined) return DEFAULT_PAGE;
  const size = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (size < 1) throw new EpcisProblem('QueryParameterException', 'perPage is a positive number.');
  return Math.min(size, LARGEST_PAGE);
}

function tokenGiven(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string' || !/^[\w-]{1,4000}$/.test(value))
    throw new EpcisProblem('QueryParameterException', 'nextPageToken is no token of this server.');
  return value;
}
