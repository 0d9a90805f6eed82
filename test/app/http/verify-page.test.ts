import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { protect } from '../../../src/app/http/security-headers.js';
import { registerVerifyPage } from '../../../src/app/http/index.js';
import { loadBare } from '../../client/bare-realm.js';
import { otherLog } from '../../proof/bundle-making.js';

let app: FastifyInstance;
beforeAll(async () => {
  app = Fastify();
  protect(app);
  registerVerifyPage(app);
  await app.ready();
});
afterAll(() => app.close());

const log = otherLog();
const bundle = log.bundle(4, 8, 5);

describe('the page', () => {
  test('loads nothing but its own files, and may talk to this server alone', async () => {
    const { statusCode, headers, body } = await app.inject('/verify');
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect([...body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1])).toEqual([
      '/verify/page.css',
      '/verify/page.js',
      '/verify?lang=en',
    ]);
    expect(body).not.toMatch(/<script(?![^>]*src=)|\son\w+=|\sstyle=/);
    expect((await app.inject('/verify/page.css')).headers['content-type']).toBe('text/css; charset=utf-8');
  });

  test('speaks the language that is asked for', async () => {
    const language = async (url: string, accept?: string) =>
      /<html lang="(\w+)">[^]*<h1>(.*)<\/h1>/
        .exec((await app.inject({ url, headers: accept ? { 'accept-language': accept } : {} })).body)!
        .slice(1);
    const [zh, en] = [
      ['zh', '核验溯源存证'],
      ['en', 'Check a proof of the trace'],
    ];
    expect(await language('/verify')).toEqual(zh);
    expect(await language('/verify', 'en-GB,en;q=0.9')).toEqual(en);
    expect(await language('/verify?lang=zh', 'en')).toEqual(zh);
    expect(await language('/verify?lang=en', 'zh-CN')).toEqual(en);
  });

  test('the other language opens the same proof', async () => {
    const { body } = await app.inject(
      `/verify?lang=en&proof=${encodeURIComponent('/trace/proofs/4.json?earlier=3&"')}`,
    );
    expect(/<a href="([^"]*)">中文/.exec(body)![1]).toBe(
      '/verify?lang=zh&amp;proof=%2Ftrace%2Fproofs%2F4.json%3Fearlier%3D3%26%22',
    );
  });

  test('its scripts are all there, as they were built, and import nothing else', async () => {
    const seen = new Set<string>();
    const open = ['page.js'];
    for (let file = open.pop(); file; file = open.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      const { statusCode, headers, body } = await app.inject(`/verify/${file}`);
      expect([file, statusCode, headers['content-type']]).toEqual([file, 200, 'text/javascript; charset=utf-8']);
      expect(body).toBe(readFileSync(`dist/src/proof/${file}`, 'utf8'));
      for (const [, from] of body.matchAll(/^(?:import|export) .*?from ["'](.+?)["'];?$/gm)) {
        expect(from).toMatch(/^\.\.?\/([\w-]+\/)?[\w.-]+\.js$/);
        open.push(new URL(from!, `http://x/${file}`).pathname.slice(1));
      }
    }
    expect([...seen].toSorted()).toEqual(
      [
        ...['asking', 'bundle', 'bytes', 'in-browser', 'merkle', 'note', 'page', 'verify', 'words'],
        ...['cbv.rules', 'check-digit', 'coverage.rules', 'gs1-uri.rules', 'pre-hash.rules', 'prefixes'].map(
          (name) => `epcis/${name}`,
        ),
      ]
        .map((name) => `${name}.js`)
        .toSorted(),
    );
    for (const file of ['on-node.js', '../index.js', '..%2findex.js'])
      expect((await app.inject(`/verify/${file}`)).statusCode).toBe(404);
  });
});

/** As much of a document as the page touches. */
class Element {
  value = '';
  className = '';
  textContent = '';
  children: Element[] = [];
  files: { text(): Promise<string> }[] = [];
  private readonly listeners = new Map<string, () => unknown>();
  replaceChildren(...children: Element[]) {
    this.children = children;
  }
  addEventListener(type: string, listener: () => unknown) {
    this.listeners.set(type, listener);
  }
  fire(type: string): unknown {
    return this.listeners.get(type)!();
  }
}

/** The page's code where there is nothing but a document and what browsers have. */
async function openPage({
  search = '',
  crypto = globalThis.crypto as object,
  answer = {} as object,
  lang = 'en',
} = {}) {
  const elements = new Map<string, Element>();
  const element = (id: string) => {
    if (!elements.has(id)) elements.set(id, new Element());
    return elements.get(id)!;
  };
  const asked: string[] = [];
  await loadBare('src/proof/page.js', {
    document: { documentElement: { lang }, getElementById: element, createElement: () => new Element() },
    location: { search },
    fetch: async (path: string) => {
      asked.push(path);
      return answer;
    },
    ...{ crypto, URLSearchParams, TextEncoder, atob, btoa },
  });
  const texts = (id: string) => element(id).children.map(({ textContent }) => textContent);
  return {
    asked,
    element,
    steps: () => texts('steps').map((text) => text.split(':')[0]),
    said: () => texts('said'),
    state: () => element('result').className,
    /** Does it, and waits for the page to say what came of it. */
    after: async (work: () => unknown) => {
      element('result').className = '';
      work();
      for (let tries = 0; element('result').className === '' && tries < 1_000; tries += 1) await sleep(5);
    },
  };
}

const ALL = ['FORMAT', 'KEY', 'SIGNATURE', 'COMMITMENT', 'INCLUSION', 'EARLIER_SIGNATURE', 'CONSISTENCY'].map(
  (name) => `✓ ${name}`,
);

describe('the code of the page, where there is nothing of Node', () => {
  test('checks what is pasted, by WebCrypto', async () => {
    const page = await openPage();
    page.element('proof').value = JSON.stringify(bundle);
    await page.after(() => page.element('check').fire('click'));
    expect([page.state(), page.steps()]).toEqual(['holds', ALL]);
    expect(page.said()[0]).toContain(`Proved: the event with the hash ${bundle.eventHash} was in the log`);
    expect(page.said().length).toBe(4);

    page.element('key').value = ` ${log.key}\n`;
    page.element('head').value = log.head(5).replaceAll('\n', '\r\n').trimEnd();
    await page.after(() => page.element('check').fire('click'));
    expect([page.state(), page.steps(), page.said().length]).toEqual(['holds', [...ALL, '✓ KEPT_HEAD'], 2]);
  });

  test('names the step that fails', async () => {
    const page = await openPage({ lang: 'zh' });
    page.element('proof').value = JSON.stringify({ ...bundle, salt: bundle.eventHash });
    await page.after(() => page.element('check').fire('click'));
    expect([page.state(), page.steps().at(-1), page.said()]).toEqual([
      'fails',
      '✗ COMMITMENT',
      ['未能证明:步骤 COMMITMENT 不成立。'],
    ]);
    page.element('proof').value = JSON.stringify({ ...bundle, head: log.head(8).replace('08:00', '09:00') });
    await page.after(() => page.element('check').fire('click'));
    expect([page.state(), page.steps().at(-1)]).toEqual(['fails', '✗ SIGNATURE']);
    page.element('proof').value = 'x';
    await page.after(() => page.element('check').fire('click'));
    expect([page.state(), page.steps(), page.said()]).toEqual(['fails', [], ['这不是 JSON 文件。']]);
  });

  test('opens a file', async () => {
    const page = await openPage();
    page.element('file').files = [{ text: async () => JSON.stringify(bundle) }];
    await page.after(() => page.element('file').fire('change'));
    expect([page.state(), page.steps()]).toEqual(['holds', ALL]);
  });

  test('takes a proof of this server by its path, and of no other', async () => {
    const ok = { ok: true, text: async () => JSON.stringify(bundle) };
    const page = await openPage({ search: '?proof=%2Ftrace%2Fproof%2F7.json', answer: ok });
    expect([page.asked, page.state(), page.steps()]).toEqual([['/trace/proof/7.json'], 'holds', ALL]);
    for (const elsewhere of ['//evil.example/x', 'https://evil.example/x', 'javascript:x']) {
      const other = await openPage({ search: `?proof=${encodeURIComponent(elsewhere)}`, answer: ok });
      expect([other.asked, other.state(), other.said()]).toEqual([
        [],
        'fails',
        [`The proof cannot be read: ${elsewhere}`],
      ]);
    }
    const none = await openPage({ search: '?proof=/none', answer: { ok: false, status: 404 } });
    expect([none.state(), none.said()]).toEqual(['fails', ['The proof cannot be read: 404']]);
  });

  test('says that it cannot tell, where the browser lacks the cryptography', async () => {
    const notSupported = () => Promise.reject(Object.assign(new Error(), { name: 'NotSupportedError' }));
    const { subtle } = globalThis.crypto;
    const digest = (algorithm: string, bytes: Uint8Array) => subtle.digest(algorithm, bytes as never);
    for (const crypto of [{}, { subtle: { digest, importKey: notSupported } }]) {
      const page = await openPage({ crypto });
      page.element('proof').value = JSON.stringify(bundle);
      await page.after(() => page.element('check').fire('click'));
      expect([page.state(), page.steps(), page.said()]).toEqual([
        'unknown',
        [],
        [
          'This browser cannot check it: that takes https and a browser of late that knows Ed25519. Use the command line: yizhan verify',
        ],
      ]);
    }
  });
});
