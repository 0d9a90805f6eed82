import type { FastifyInstance } from 'fastify';
import { EpcisProblem, textOf, tokenOf, type NameList } from '../../domains/trace/index.js';
import { collection, sendPage, withVersions } from './epcis-answers.js';
import { asked, pageAsked, viewerFor, type EpcisOptions } from './epcis-requests.js';

/** The standard's top-level resources, and what of an event they list. */
const RESOURCES: Readonly<Record<string, NameList>> = {
  epcs: 'epc',
  bizSteps: 'bizStep',
  bizLocations: 'bizLocation',
  readPoints: 'readPoint',
  dispositions: 'disposition',
  eventTypes: 'eventType',
};

/** `/epcs`, `/bizSteps` … with `/{id}` and `/{id}/events`. An id is a URI: percent-encoded, or with its slashes as they are. */
export function registerResources(scope: FastifyInstance, { authenticator, epcis }: EpcisOptions): void {
  for (const [path, kind] of Object.entries(RESOURCES)) {
    scope.get(`/${path}`, async (request, reply) => {
      const viewer = await viewerFor(authenticator, request, 'query');
      const { body, next } = await epcis.names(viewer, kind, pageAsked(request));
      return sendPage(request, reply, collection(body), next);
    });
    scope.get<{ Params: { '*': string } }>(`/${path}/*`, async (request, reply) => {
      const viewer = await viewerFor(authenticator, request, 'query');
      const [, id, events] = /^(.+?)(\/events)?$/.exec(request.params['*']) ?? [];
      if (id === undefined) throw new EpcisProblem('NoSuchResourceException', 'Nothing is named.');
      if (!events) return sendPage(request, reply, collection(await epcis.resource(viewer, kind, id)), null);
      const { paging, parameters } = asked(request);
      const { body, next } = await epcis.eventsOf(viewer, kind, id, parameters, paging);
      return sendPage(request, reply, body, next);
    });
  }
}

/** Named queries. Subscriptions are the standard's too, and not answered: followers of events page on from a token. */
export function registerQueries(scope: FastifyInstance, { authenticator, epcis }: EpcisOptions): void {
  const { queries } = epcis;
  scope.post('/queries', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'query');
    const made = await queries.create(viewer, (request.body ?? {}) as { name: unknown; query: unknown });
    return withVersions(reply).code(201).header('location', `/epcis/queries/${made.name}`).send(made);
  });
  scope.get('/queries', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'query');
    const { perPage, token } = pageAsked(request);
    const found = await queries.list(viewer, perPage + 1, token === null ? '' : textOf(token));
    const shown = found.slice(0, perPage);
    return sendPage(request, reply, collection(shown), found.length > perPage ? tokenOf(shown.at(-1)!.name) : null);
  });
  scope.get<{ Params: { name: string } }>('/queries/:name', async (request, reply) => {
    const { asked: _read, ...query } = await queries.one(
      await viewerFor(authenticator, request, 'query'),
      request.params.name,
    );
    return withVersions(reply).send(query);
  });
  scope.delete<{ Params: { name: string } }>('/queries/:name', async (request, reply) => {
    await queries.remove(await viewerFor(authenticator, request, 'query'), request.params.name);
    return withVersions(reply).code(204).send();
  });
  scope.get<{ Params: { name: string } }>('/queries/:name/events', async (request, reply) => {
    const viewer = await viewerFor(authenticator, request, 'query');
    const { body, next } = await epcis.eventsOfQuery(viewer, request.params.name, pageAsked(request));
    return sendPage(request, reply, body, next);
  });
  for (const path of ['/queries/:name/subscriptions', '/queries/:name/subscriptions/:id'])
    scope.all(path, async (request) => {
      await viewerFor(authenticator, request, 'query');
      throw new EpcisProblem('ImplementationException', 'This server has no subscriptions of queries.');
    });
}
