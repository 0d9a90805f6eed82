import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { packageFile } from '../../platform/config/index.js';

type Language = 'zh' | 'en';

const PATH = '/verify';
/** The page and the code that checks, each file as it was built: the same that `yizhan verify` runs. */
const MODULES = [
  ...['asking', 'bundle', 'bytes', 'in-browser', 'merkle', 'note', 'page', 'verify', 'words'],
  ...['cbv.rules', 'check-digit', 'coverage.rules', 'gs1-uri.rules', 'pre-hash.rules', 'prefixes'].map(
    (name) => `epcis/${name}`,
  ),
].map((name) => `${name}.js`);

/** Its own scripts and proofs of this server, nothing from anywhere else; nothing that is pasted leaves the browser. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `GET /verify`, a page that checks a proof in the browser; `?proof=/path` takes one of this server at once, `?lang=zh|en` chooses the
 * language.
 */
export function registerVerifyPage(app: FastifyInstance): void {
  app.get(PATH, async (request, reply) =>
    reply
      .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-cache', vary: 'Accept-Language' })
      .type('text/html; charset=utf-8')
      .send(page(languageOf(request), proofOf(request))),
  );
  app.get(`${PATH}/page.css`, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(STYLE),
  );
  for (const file of MODULES) {
    app.get(`${PATH}/${file}`, async (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .type('text/javascript; charset=utf-8')
        .send(await readFile(packageFile('dist', 'src', 'proof', file))),
    );
  }
}

function languageOf({ query, headers }: FastifyRequest): Language {
  const asked = (query as { lang?: unknown }).lang;
  return /^en/i.test(typeof asked === 'string' ? asked : (headers['accept-language'] ?? '')) ? 'en' : 'zh';
}

/** The path of a proof that the page was opened with. */
function proofOf({ query }: FastifyRequest): string | null {
  const { proof } = query as { proof?: unknown };
  return typeof proof === 'string' ? proof : null;
}

const WORDS = {
  zh: {
    title: '核验溯源存证',
    what: '在您的浏览器中核验:某一事件在树头签署时已写入溯源日志,此后未被改动。粘贴的内容不会离开您的浏览器。',
    trust:
      '此页来自日志所在的服务器。若不愿信任它,请在自己的电脑上运行 yizhan verify,并填写从别处取得的公钥和您保存的树头。',
    proof: '证明(JSON)',
    file: '或选择文件',
    key: '公钥(选填,从别处取得)',
    head: '您保存的树头(选填)',
    check: '核验',
    other: 'English',
    script: '此页需要 JavaScript。也可在命令行运行:yizhan verify 文件',
  },
  en: {
    title: 'Check a proof of the trace',
    what: 'Checks in your browser that an event was in the trace log when a tree head was signed, and was not changed since. What you paste does not leave your browser.',
    trust:
      'This page comes from the server that keeps the log. If you would rather not trust it, run yizhan verify on a computer of yours, with a key that you have from elsewhere and a head that you kept.',
    proof: 'Proof (JSON)',
    file: 'or choose a file',
    key: 'Public key (if you have it from elsewhere)',
    head: 'A tree head that you kept (if you have one)',
    check: 'Check',
    other: '中文',
    script: 'This page needs JavaScript. On the command line: yizhan verify FILE',
  },
} as const;

function page(language: Language, proof: string | null): string {
  const words = WORDS[language];
  const other = new URLSearchParams({ lang: language === 'zh' ? 'en' : 'zh', ...(proof !== null && { proof }) });
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="stylesheet" href="${PATH}/page.css">
<script type="module" src="${PATH}/page.js"></script>
</head>
<body>
<main>
<p class="other"><a href="${PATH}?${other.toString().replaceAll('&', '&amp;')}">${words.other}</a></p>
<h1>${words.title}</h1>
<p>${words.what}</p>
<noscript><p>${words.script}</p></noscript>
<label for="proof">${words.proof}</label>
<textarea id="proof" rows="8" spellcheck="false"></textarea>
<label for="file">${words.file}</label>
<input id="file" type="file" accept=".json,application/json">
<label for="key">${words.key}</label>
<input id="key" spellcheck="false" autocomplete="off">
<label for="head">${words.head}</label>
<textarea id="head" rows="3" spellcheck="false"></textarea>
<button id="check" type="button">${words.check}</button>
<section id="result" aria-live="polite">
<ol id="steps"></ol>
<div id="said"></div>
</section>
<p class="trust">${words.trust}</p>
</main>
</body>
</html>
`;
}

const STYLE = `body { margin: 0; font: 16px/1.6 system-ui, sans-serif; color: #1c1c1c; background: #fff; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; }
.other { float: right; margin: 0; }
label { display: block; margin-top: 0.8rem; font-weight: 600; }
textarea, input { box-sizing: border-box; width: 100%; font: 13px/1.4 ui-monospace, monospace; padding: 0.5rem; border: 1px solid #767676; border-radius: 4px; }
button { margin: 1rem 0; padding: 0.7rem 2rem; font-size: 1rem; color: #fff; background: #1b5e20; border: 0; border-radius: 4px; }
ol { padding: 0; list-style: none; }
li, #said p { overflow-wrap: anywhere; margin: 0.4rem 0; }
.holds { color: #1b5e20; }
.fails { color: #b00020; }
#result > #said { font-weight: 600; }
.trust { color: #555; font-size: 0.9rem; }
`;
