import type { FastifyInstance, FastifyReply } from 'fastify';
import { MOST_LABELS, type LabelsService } from '../../domains/trace/index.js';

const FILE = /^(.{1,60})\.(svg|png|pdf)$/;
const SHEET = 24;

const WORDS = {
  NOT_FOUND: [404, 'There is no such batch.'],
  BATCH_STOPPED: [409, 'The batch was stopped or called back: nothing of it may be sold.'],
  NO_GTIN: [409, "The county's GS1 prefix leaves no room for the product's number: a shorter one is needed."],
} as const;

/**
 * `GET /labels/{code}.svg`: one label of a batch. `.png`: its QR code alone. `.pdf?n=24`: A4 sheets of so many labels, to 240.
 * Errors are `{ code, message }`.
 */
export function registerLabels(app: FastifyInstance, labels: LabelsService): void {
  app.get<{ Params: { file: string }; Querystring: { n?: string } }>('/labels/:file', async (request, reply) => {
    const [, code, form] = FILE.exec(request.params.file) ?? [];
    if (code === undefined) return refuse(reply, 404, 'NOT_FOUND', 'Labels are .svg, .png or .pdf.');
    const { n = String(SHEET) } = request.query;
    const count = /^\d{1,3}$/.test(n) ? Number(n) : 0;
    if (count < 1 || count > MOST_LABELS)
      return refuse(reply, 400, 'BAD_COUNT', `n is a whole number from 1 to ${MOST_LABELS}.`);
    const found = await labels.of(code);
    if ('refused' in found) return refuse(reply, WORDS[found.refused][0], found.refused, WORDS[found.refused][1]);
    reply.header('cache-control', 'no-cache');
    if (form === 'svg') return reply.type('image/svg+xml; charset=utf-8').send(labels.svg(found.facts));
    if (form === 'png') return reply.type('image/png').send(await labels.png(found.facts));
    return reply.type('application/pdf').send(await labels.pdf(found.facts, count));
  });
}

const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ code, message });
