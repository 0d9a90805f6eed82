import type { FastifyError, FastifyInstance } from 'fastify';

/** A caller's own mistakes are explained; ours are logged, and told by the request's id alone. */
export function maskFaults(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500 || status === 503) return reply.code(status).send({ code: error.code, message: error.message });
    request.log.error({ err: error }, 'a request failed');
    return reply.code(500).send({ code: 'INTERNAL', message: 'Internal error', requestId: request.id });
  });
}
