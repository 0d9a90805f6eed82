import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  CAPTURE_FILE_LIMIT,
  CAPTURE_LIMIT,
  DOCUMENT_CONTEXT,
  EpcisProblem,
  problem,
  type CaptureJob,
  type Problem,
} from '../../domains/trace/index.js';
import { SignInNeeded } from './epcis-requests.js';

/** How EPCIS answers look: headers of the standard, collections, pages, problems (EPCIS 2.0, section 12). */

const VERSIONS = { 'GS1-EPCIS-Version': '2.0.0', 'GS1-CBV-Version': '2.0.0' };

/** What a client may ask for, as `OPTIONS` tells it. */
export const SERVER_FEATURES = {
  ...VERSIONS,
  'GS1-EPCIS-Min': '2.0.0',
  'GS1-EPCIS-Max': '2.0.0',
  'GS1-CBV-Min': '2.0.0',
  'GS1-CBV-Max': '2.0.0',
  'GS1-EPC-Format': 'Never_Translates',
  'GS1-CBV-XML-Format': 'Never_Translates',
  'GS1-EPCIS-Capture-Limit': String(CAPTURE_LIMIT),
  'GS1-EPCIS-Capture-File-Size-Limit': String(CAPTURE_FILE_LIMIT),
  'GS1-EPCIS-Capture-Error-Behaviour': 'rollback, proceed',
};

export const withVersions = (reply: FastifyReply): FastifyReply => reply.headers(VERSIONS);

/** Answers JSON-LD, with a link to the next page where there is one. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  body: object,
  next: string | null,
): FastifyReply {
  if (next !== null) reply.header('link', `<${nextPage(request, next)}>; rel="next"`);
  return withVersions(reply).type('application/ld+json').send(JSON.stringify(body));
}

function nextPage(request: FastifyRequest, token: string): string {
  const [path = '', search = ''] = request.url.split('?');
  const parameters = new URLSearchParams(search);
  parameters.set('nextPageToken', token);
  return `${path}?${parameters}`;
}

export const collection = (member: readonly unknown[]): object => ({
  '@context': DOCUMENT_CONTEXT,
  type: 'Collection',
  member,
});

/** A capture job in the standard's words. */
export const captureJob = (job: CaptureJob): object => ({
  captureID: job.id,
  createdAt: job.createdAt,
  ...(job.finishedAt !== null && { finishedAt: job.finishedAt }),
  running: job.success === null,
  success: job.success ?? false,
  captureErrorBehaviour: job.behaviour,
  errors: job.errors,
  'yizhan:events': job.total,
  'yizhan:captured': job.captured,
  'yizhan:repeated': job.repeated,
});

/** Problems of the routes of this scope as RFC 7807 has them; our own faults stay masked. */
export function answerProblems(scope: FastifyInstance): void {
  scope.setErrorHandler<FastifyError>((error, _request, reply) => {
    const told = problemOf(error);
    if (told) return withVersions(reply).code(told.status).type('application/problem+json').send(JSON.stringify(told));
    throw error;
  });
}

function problemOf(error: FastifyError | EpcisProblem): Problem | null {
  if (error instanceof SignInNeeded) return { ...error.problem, status: 401 };
  if (error instanceof EpcisProblem) return error.problem;
  if (error.statusCode === 413)
    return problem('CaptureLimitExceededException', `A document has at most ${CAPTURE_FILE_LIMIT} bytes.`);
  if (error.statusCode === 415)
    return problem('UnsupportedMediaTypeException', 'Send application/json or application/ld+json.');
  if (error.statusCode === 400) return problem('ValidationException', error.message);
  return null;
}
