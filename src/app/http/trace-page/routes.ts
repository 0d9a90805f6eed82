import { createHash } from 'node:crypto';
import accepts from 'accepts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { hasCheckDigit, readCode, stampOf, type TracePorts } from '../../../domains/trace/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import { TRACE_PAGE, type TraceData } from './document.js';
import { jsonLdOf, LINK_TYPES, linksetOf } from './linkset.js';
import { sorryPage, tracePage } from './page.js';
import { PAGE_POLICY } from './style.js';
import type { Language, Word } from './words.js';

export interface TracePageOptions extends Pick<TracePorts, 'printing'> {
  readonly db: Database;
  /** Asks the graph as a visitor. */
  readonly query: (document: string, variables: { code: string }) => Promise<unknown>;
}

const FORMS = ['text/html', 'application/ld+json', 'application/json', 'application/linkset+json'] as const;
type Form = (typeof FORMS)[number];
type Asked = FastifyRequest<{ Params: { gtin: string; lot: string }; Querystring: Record<string, string | undefined> }>;

interface Answer {
  readonly stamp: string;
  readonly body: string;
  readonly etag: string;
}

const KEPT_ANSWERS = 500;
/** What no stamp covers, such as the price or a place's name, is at most so old. Steps, tests and recalls are never late. */
const BELIEVED_MS = 300_000;

/**
 * `GET /01/{gtin}/10/{lot}` (GS1 Digital Link): the page behind a code, its JSON or JSON-LD by `Accept`, its links by
 * `linkType=linkset`. 400 for a GTIN with a wrong check digit, 404 for a code that leads to nothing: both in words.
 */
export function registerTracePage(app: FastifyInstance, options: TracePageOptions): void {
  const kept = new LRUCache<string, Answer>({ max: KEPT_ANSWERS, ttl: BELIEVED_MS });
  const handle = async (request: Asked, reply: FastifyReply) => {
    const language = languageOf(request);
    const form = formOf(request);
    reply.headers({ vary: 'Accept, Accept-Language', 'content-language': language === 'zh' ? 'zh-CN' : 'en' });
    const { gtin, lot } = request.params;
    if (!hasCheckDigit(gtin)) return sorry(reply, form, language, 400, 'badGtin', 'badGtinText');
    const path = `/01/${gtin}/10/${encodeURIComponent(lot)}`;
    const code = readCode(path, options.printing.prefix)?.lots[0];
    const stamp = code === undefined ? null : await stampOf(options.db, code);
    const key = `${form} ${language} ${path}`;
    const known = stamp === null ? undefined : kept.get(key);
    const answer = known?.stamp === stamp ? known : stamp && (await render(options, { form, language, path, stamp }));
    if (!answer) return sorry(reply, form, language, 404, 'notFound', 'notFoundText');
    if (answer !== known) kept.set(key, answer);
    return send(reply, request, form, path, answer);
  };
  app.get('/01/:gtin/10/:lot', handle);
  // A serial number is of the same batch: what is kept is kept by batch.
  app.get('/01/:gtin/10/:lot/21/:serial', handle);
}

async function render(
  { query, printing }: TracePageOptions,
  { form, language, path, stamp }: { form: Form; language: Language; path: string; stamp: string },
): Promise<Answer | null> {
  const { trace } = (await query(TRACE_PAGE, { code: path })) as { trace: TraceData | null };
  if (!trace) return null;
  const page = `${printing.origin}${path}`;
  const bodies: Readonly<Record<Form, () => string>> = {
    'text/html': () => tracePage(trace, language, path),
    'application/json': () => JSON.stringify({ trace }),
    'application/ld+json': () => JSON.stringify(jsonLdOf(trace, page)),
    'application/linkset+json': () => JSON.stringify(linksetOf(trace, page)),
  };
  const body = bodies[form]();
  return { stamp, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
}

function send(reply: FastifyReply, request: Asked, form: Form, path: string, { body, etag }: Answer): FastifyReply {
  const { linkType } = request.query;
  const type = linkType?.replace(/^(gs1:|https:\/\/(ref\.)?gs1\.org\/voc\/)/, '') ?? '';
  if (form === 'text/html' && Object.hasOwn(LINK_TYPES, type) && LINK_TYPES[type] !== '')
    return reply.redirect(`${path}${LINK_TYPES[type]}`, 307);
  // Asked each time, answered with 304 while nothing changed: a recall is seen at the next look.
  reply.headers({
    etag,
    'cache-control': 'public, no-cache',
    link: `<${path}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`,
  });
  const given = request.headers['if-none-match'];
  if (given?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)) return reply.code(304).send();
  return typed(reply, form).send(body);
}

function sorry(
  reply: FastifyReply,
  form: Form,
  language: Language,
  status: 400 | 404,
  title: Word,
  text: Word,
): FastifyReply {
  reply.code(status).header('cache-control', 'no-store');
  if (form === 'text/html') return typed(reply, form).send(sorryPage(language, title, text));
  const [code, message] =
    status === 400
      ? ['BAD_GTIN', 'The check digit of the GTIN is wrong.']
      : ['NOT_FOUND', 'This code leads to no batch of ours.'];
  return reply.send({ code, message });
}

function typed(reply: FastifyReply, form: Form): FastifyReply {
  if (form === 'text/html') reply.header('content-security-policy', PAGE_POLICY);
  return reply.type(form === 'text/html' ? 'text/html; charset=utf-8' : form);
}

function formOf(request: Asked): Form {
  const { linkType } = request.query;
  if (linkType === 'all' || linkType === 'linkset') return 'application/linkset+json';
  return (accepts(request.raw).type([...FORMS]) || 'text/html') as Form;
}

function languageOf(request: Asked): Language {
  const { lang } = request.query;
  if (lang === 'zh' || lang === 'en') return lang;
  return accepts(request.raw).languages('zh', 'en') === 'en' ? 'en' : 'zh';
}
