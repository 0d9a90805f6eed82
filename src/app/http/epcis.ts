import type { FastifyInstance } from 'fastify';
import { CAPTURE_FILE_LIMIT, textOf, tokenOf } from '../../domains/trace/index.js';
import { answerProblems, captureJob, collection, sendPage, SERVER_FEATURES, withVersions } from './epcis-answers.js';
import { asked, behaviourOf, checkAccepted, pageAsked, viewerFor, type EpcisOptions } from './epcis-requests.js';
import { registerQueries, registerResources } from './epcis-resources.js';

const LARGE = { bodyLimit: CAPTURE_FILE_LIMIT };

/**
 * The REST interface of EPCIS 2.0 (ISO/IEC 19987:2024, section 12) below `/epcis`, for staff and partners' channels with their
 * bearer tokens: `/capture`, `/events`, the top-level resources, `/queries`. Problems are RFC 7807 with the standard's types.
 */
export async function registerEpcis(app: FastifyInstance, options: EpcisOptions): Promise<void> {
  await app.register(
    async (scope) => {
      scope.addContentTypeParser(
        'application/ld+json',
        { parseAs: 'string' },
        scope.getDefaultJsonParser('error', 'error'),
      );
      answerProblems(scope);
      scope.addHook('preHandler', async (request) => {
        if (request.method !== 'OPTIONS') checkAccepted(request);
      });
      for (const path of ['/', '/*'])
        scope.options(path, async (_request, reply) =>
          reply
            .headers({ ...SERVER_FEATURES, allow: 'GET, POST, DELETE, OPTIONS' })
            .code(204)
            .send(),
        );
      registerCapture(scope, options);
      registerEvents(scope, options);
      registerResources(scope, options);
      registerQueries(scope, options);
    },
    { prefix: '/epcis' },
  );
}

function registerCapture(scope: FastifyInstance, { authenticator, epcis }: EpcisOptions): void {
  const { captures } = epcis;
  scope.post('/capture', LARGE, async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'capture');
    const id = await captures.submit(viewer, request.body, behaviourOf(request));
    return withVersions(reply).code(202).header('location', `/epcis/capture/${id}`).send();
  });
  scope.get('/capture', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'capture');
    const { perPage, token } = pageAsked(request);
    const found = await captures.list(viewer, perPage + 1, token === null ? null : textOf(token));
    const shown = found.slice(0, perPage);
    const next = found.length > perPage ? tokenOf(shown.at(-1)!.id) : null;
    return sendPage(request, reply, collection(shown.map(captureJob)), next);
  });
  scope.get<{ Params: { id: string } }>('/capture/:id', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'capture');
    return withVersions(reply).send(captureJob(await captures.one(viewer, request.params.id)));
  });
}

function registerEvents(scope: FastifyInstance, { authenticator, epcis }: EpcisOptions): void {
  scope.post('/events', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'capture');
    const eventId = await epcis.captures.single(viewer, request.body);
    const location = `/epcis/events/${encodeURIComponent(eventId)}`;
    return withVersions(reply).code(201).header('location', location).send();
  });
  scope.get('/events', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'query');
    const { paging, parameters } = asked(request);
    const { body, next } = await epcis.events(viewer, parameters, paging);
    return sendPage(request, reply, body, next);
  });
  // An id is a URI and longer than a parameter of a path may be.
  scope.get<{ Params: { '*': string } }>('/events/*', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'query');
    return sendPage(request, reply, await epcis.event(viewer, request.params['*']), null);
  });
}
