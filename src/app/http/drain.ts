import type { FastifyInstance } from 'fastify';

/**
 * While the server closes, each last answer also closes its connection: an idle one kept alive would hold the process until
 * its timeout, and a load balancer would send the next request into it.
 */
export function drainOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
