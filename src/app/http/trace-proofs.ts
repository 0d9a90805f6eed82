import type { FastifyInstance, FastifyReply } from 'fastify';
import type { EventProofs, NoProof } from '../../domains/trace/index.js';
import type { Viewer } from '../../platform/policy/index.js';

const WORDS: Readonly<Record<NoProof, readonly [status: number, message: string]>> = {
  NOT_FOUND: [404, 'There is no public event at that place of the log.'],
  NOT_COVERED_YET: [409, 'No signed head covers the event yet: one is signed each minute.'],
  SALT_DELETED: [410, 'The salt of the event was deleted: it was forgotten, and nothing can be proved of it.'],
  NO_EARLIER_HEAD: [404, 'No head of that earlier size was signed.'],
};

const FILE = /^(0|[1-9]\d{0,14})\.json$/;
const SIZE = /^(0|[1-9]\d{0,14})$/;

export interface TraceProofsOptions {
  readonly proofs: EventProofs;
  /** Who asks: nobody in particular. */
  readonly visitor: () => Promise<Viewer>;
}

/**
 * `GET /trace/proofs/{leaf}.json`: the proof of the public event at that place of the log, as a file to be checked; `?earlier=size`
 * also from the head of that size. Errors are `{ code, message }`.
 */
export function registerTraceProofs(app: FastifyInstance, { proofs, visitor }: TraceProofsOptions): void {
  app.get<{ Params: { file: string }; Querystring: { earlier?: unknown } }>(
    '/trace/proofs/:file',
    async (request, reply) => {
      const leaf = FILE.exec(request.params.file)?.[1];
      const { earlier } = request.query;
      if (leaf === undefined) return refuse(reply, 'NOT_FOUND');
      if (earlier !== undefined && !(typeof earlier === 'string' && SIZE.test(earlier)))
        return reply.code(400).send({ code: 'BAD_SIZE', message: '`earlier` is the size of a head, a whole number.' });
      const found = await proofs.ofLeaf(await visitor(), Number(leaf), earlier === undefined ? null : Number(earlier));
      if (typeof found === 'string') return refuse(reply, found);
      // The newest head is in it: a minute later there may be another.
      return reply.header('cache-control', 'no-cache').send(found);
    },
  );
}

const refuse = (reply: FastifyReply, code: NoProof) => {
  const [status, message] = WORDS[code];
  return reply.code(status).header('cache-control', 'no-store').send({ code, message });
};
