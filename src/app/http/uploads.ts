import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from '../../platform/auth/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import { handbookTemplateCsv, handbookTemplateXlsx, UPLOAD_LIMIT, type Upload } from '../../domains/people/index.js';

export interface UploadOptions {
  readonly authenticator: Pick<Authenticator, 'viewer'>;
  readonly save: (viewer: Viewer, filename: string, bytes: Buffer) => Promise<Upload>;
}

const ACCEPTED = /\.(csv|xlsx)$/i;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * `POST /uploads` takes one CSV or XLSX of at most 20 MB as multipart and answers `{ id, filename, size }` for `handbookImport`;
 * errors are `{ code, message }`. `GET /uploads/template.csv` and `.xlsx` give an empty handbook.
 */
export function registerUploads(app: FastifyInstance, { authenticator, save }: UploadOptions): void {
  app.post('/uploads', async (request, reply) => {
    const viewer = await authenticator.viewer(request.headers.authorization);
    if (!viewer || viewer.kind === 'visitor') return refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in to send a file.');
    if (!may(viewer, 'create', 'Upload')) return refuse(reply, 403, 'FORBIDDEN', 'Your role may not send files.');
    if (!request.isMultipart())
      return refuse(reply, 415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as multipart/form-data.');
    return receive(request, reply, viewer, save);
  });
  app.get('/uploads/template.csv', async (_request, reply) =>
    attach(reply, 'handbook.csv', 'text/csv; charset=utf-8', handbookTemplateCsv()),
  );
  app.get('/uploads/template.xlsx', async (_request, reply) =>
    attach(reply, 'handbook.xlsx', XLSX, await handbookTemplateXlsx()),
  );
}

async function receive(
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  save: UploadOptions['save'],
): Promise<unknown> {
  const file = await request.file({ limits: { fileSize: UPLOAD_LIMIT, files: 1 }, throwFileSizeLimit: false });
  if (!file) return refuse(reply, 400, 'NO_FILE', 'There is no file in the form.');
  if (!ACCEPTED.test(file.filename)) {
    file.file.resume();
    return refuse(reply, 415, 'UNSUPPORTED_MEDIA_TYPE', 'Send a .csv or .xlsx file.');
  }
  const chunks: Buffer[] = [];
  for await (const chunk of file.file as AsyncIterable<Buffer>) chunks.push(chunk);
  // The stream ends at the limit: what came so far is a part, and is thrown away.
  if (file.file.truncated) return refuse(reply, 413, 'FILE_TOO_LARGE', 'A file has at most 20 MB.');
  return save(viewer, file.filename, Buffer.concat(chunks));
}

const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ code, message });

const attach = (reply: FastifyReply, filename: string, type: string, body: string | Buffer) =>
  reply.header('content-disposition', `attachment; filename="${filename}"`).type(type).send(body);
