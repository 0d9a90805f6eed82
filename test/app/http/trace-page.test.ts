import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countStatements } from '../../contract/statements.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { newKey } from '../../kit/goods.js';
import { done } from '../../domains/circulation/circulating.js';
import { good, today } from '../../domains/circulation/inspecting.js';
import { makeWay, type MadeWay } from '../../domains/trace/way-making.js';

const PUBLIC = 'https://yizhan.example.cn';
const VOC = 'https://ref.gs1.org/voc/';
const HOSTILE = `<img src=x onerror=alert(1)>"'&萝卜`;

let app: TestApp;
let way: MadeWay;
let path: string;
let statementsOf: (id: string) => readonly string[];
beforeAll(async () => {
  app = await startApp({ publicUrl: PUBLIC });
  statementsOf = countStatements(app);
  way = await makeWay(app);
  path = await pathOf(way.packed.code);
});
afterAll(() => app.stop());

const pathOf = async (code: string) =>
  new URL((await app.ask('query($code: String!) { trace(code: $code) { link } }', { code })).data.trace.link).pathname;
const get = (at: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${at}`, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' });

describe('for people', () => {
  test('who, where, when, tests, inputs, certificates, shares, where it went, proof: in words, without a name or a buyer', async () => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-language')).toBe('zh-CN');
    expect(response.headers.get('vary')).toContain('Accept, Accept-Language');
    const page = (await response.text()).replaceAll(/<\/?time[^>]*>/g, '');
    expect([...page.matchAll(/<h2>([^<]*)/g)].map(([, title]) => title)).toEqual([
      '谁种的,在哪里',
      '经过',
      '检测',
      '用过什么药、什么料',
      '承诺达标合格证',
      '你付的钱去了哪里',
      '去了哪里',
      '能查证吗',
    ]);
    for (const said of [
      '<h1>陡沟萝卜 1</h1>',
      '<p class="state PASSED">检验合格</p>',
      '石湖乡 陡沟村 · 1 户农家',
      way.report.number,
      way.certificate.number,
      '承诺人 王**',
      '吡虫啉 · 每亩 30 毫升 · 蚜虫',
      '<dt>订单数</dt> <dd>1</dd>',
      '<dt>包裹数</dt> <dd>1</dd>',
      `¥8.90 · 89 %`,
      '这批货的记录还没有写入可查证的日志。',
    ])
      expect(page).toContain(said);
    expect(page).not.toMatch(/王小明|李小明|13812345678|蚌山|role="alert"/);
  });

  test('nothing may run, load or be framed; the style sheet is allowed by its hash', async () => {
    const response = await get(path);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|style="/i);
  });

  test('English by the header, by the switch, and the switch before the header', async () => {
    const heading = async (at: string, language: string) =>
      /<h2>([^<]*)/.exec(await (await get(at, { 'accept-language': language })).text())![1];
    expect(await heading(path, 'en-GB,en;q=0.9,zh;q=0.5')).toBe('Who grew it, and where');
    expect(await heading(path, 'fr')).toBe('谁种的,在哪里');
    expect(await heading(`${path}?lang=en`, 'zh-CN')).toBe('Who grew it, and where');
    expect(await heading(`${path}?lang=zh`, 'en')).toBe('谁种的,在哪里');
    expect(await (await get(`${path}?lang=en`)).text()).toContain('<html lang="en">');
  });

  test('markup in a name stays text', async () => {
    const hostile = await makeWay(app);
    await app.db.pool.query(
      'update product set name = $1, version = version + 1 where id = (select product_id from batch where code = $2)',
      [HOSTILE, hostile.packed.code],
    );
    const page = await (await get(await pathOf(hostile.packed.code))).text();
    expect(page).toContain('<h1>&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;萝卜</h1>');
    expect(page).not.toContain('<img');
  });

  test('a recall stands on top, with its reason', async () => {
    const recalled = await makeWay(app);
    const at = await pathOf(recalled.packed.code);
    expect(await (await get(at)).text()).not.toContain('role="alert"');
    await done(app, 'batchRecall', { batchId: recalled.field.id, reason: '误用农药 <b>' });
    const page = await (await get(at)).text();
    expect(page).toMatch(
      /<main id="main">\s*<section class="alert" role="alert">\s*<h2>已召回:请勿食用<\/h2>\s*<p>误用农药 &lt;b&gt;<\/p>/,
    );
    expect(page.indexOf('role="alert"')).toBeLessThan(page.indexOf('<h1>'));
  });
});

describe('codes that lead nowhere', () => {
  test('a wrong check digit: 400, in words of the reader', async () => {
    const wrong = path.replace(/(\d)(?=\/10\/)/, (digit) => String((Number(digit) + 1) % 10));
    const page = await get(`${wrong}?lang=en`);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('<h1>The item number is wrong</h1>');
    const json = await get(wrong, { accept: 'application/json' });
    expect([json.status, await json.json()]).toEqual([
      400,
      { code: 'BAD_GTIN', message: 'The check digit of the GTIN is wrong.' },
    ]);
  });

  test('an unknown batch, another product’s number, a number of another company: 404, in words', async () => {
    const other = new URL(await pathOf((await makeWay(app)).packed.code), 'http://x').pathname.split('/')[2];
    const unknown = [
      path.replace(way.packed.code, 'P261126-00000000'),
      `/01/${other}/10/${way.packed.code}`,
      `/01/06901234567892/10/${way.packed.code}`,
      path.replace(way.packed.code, '%E6%89%B9'),
    ];
    for (const at of unknown) {
      const page = await get(at);
      expect([page.status, page.headers.get('cache-control')]).toEqual([404, 'no-store']);
      expect(await page.text()).toContain('<h1>没有这个批次</h1>');
    }
    const json = await get(unknown[0]!, { accept: 'application/json' });
    expect(await json.json()).toEqual({ code: 'NOT_FOUND', message: 'This code leads to no batch of ours.' });
  });
});

describe('for machines', () => {
  test('JSON is what the graph answers to a visitor; JSON-LD says what GS1 calls it', async () => {
    const json = await get(path, { accept: 'application/json' });
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { trace } = (await json.json()) as {
      trace: { code: string; originCount: number; steps: { nodes: { step: string }[] } };
    };
    expect([trace.code, trace.originCount]).toEqual([way.packed.code, 2]);
    const ld = await get(`${path}/21/0001`, { accept: 'application/ld+json' });
    expect(ld.headers.get('content-type')).toMatch(/^application\/ld\+json/);
    // In the order in which they happened: what was used on the field lies forty days back, its record is younger.
    expect(trace.steps.nodes.map(({ step }) => step)).toEqual([
      ...['INPUT_USED', 'BEGUN', 'HARVESTED', 'COLLECTED', 'SENT', 'ARRIVED'],
      ...['INSPECTED', 'PACKED', 'CERTIFIED', 'CERTIFIED', 'DISPATCHED', 'DISPATCHED'],
    ]);
    const body = (await ld.json()) as Record<string, unknown>;
    expect(body['steps']).toEqual(trace.steps);
    expect(body).toMatchObject({
      '@context': { gs1: VOC, gtin: 'gs1:gtin', code: 'gs1:hasBatchLotNumber' },
      '@id': `${PUBLIC}${path}`,
      '@type': 'gs1:Product',
      'gs1:productName': { '@value': '陡沟萝卜 1', '@language': 'zh' },
      code: way.packed.code,
    });
  });

  test('the links of the batch, by either name that GS1 gives that, or by the header', async () => {
    const asked = await Promise.all([
      get(`${path}?linkType=linkset`),
      get(`${path}?linkType=all`),
      get(path, { accept: 'application/linkset+json' }),
    ]);
    const bodies = await Promise.all(asked.map(async (response) => response.json() as Promise<{ linkset: object[] }>));
    expect(asked.map((response) => response.headers.get('content-type'))).toEqual(
      Array(3).fill(expect.stringMatching(/^application\/linkset\+json/)),
    );
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
    const page = `${PUBLIC}${path}`;
    const title = '陡沟萝卜 1';
    expect(bodies[0]!.linkset).toHaveLength(1);
    expect(bodies[0]!.linkset[0]).toMatchObject({
      anchor: page,
      [`${VOC}defaultLink`]: [{ href: page, title, type: 'text/html' }],
      [`${VOC}certificationInfo`]: [
        { href: `${page}?lang=zh#certificates`, title, type: 'text/html', hreflang: ['zh-CN'] },
        { href: `${page}?lang=en#certificates`, title, type: 'text/html', hreflang: ['en'] },
      ],
    });
    expect((await get(path)).headers.get('link')).toBe(
      `<${path}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`,
    );
  });

  test('one kind of link leads to its part of the page', async () => {
    const response = await get(`${path}?linkType=gs1:certificationInfo`);
    expect([response.status, response.headers.get('location')]).toEqual([307, `${path}#certificates`]);
    expect((await get(`${path}?linkType=gs1:pip`)).status).toBe(200);
  });
});

describe('how much it costs', () => {
  const visit = async (at: string, headers: Record<string, string> = {}) => {
    const id = newKey();
    const response = await get(at, { ...headers, 'x-request-id': id });
    return { response, body: await response.text(), statements: statementsOf(id).length };
  };

  test('seven statements at first, one while nothing changed, and nothing is sent again', async () => {
    const { packed } = await makeWay(app);
    const at = await pathOf(packed.code);
    const first = await visit(at);
    expect(first.statements).toBe(7);
    const second = await visit(at);
    expect([second.statements, second.body]).toEqual([1, first.body]);
    const etag = second.response.headers.get('etag')!;
    const third = await visit(at, { 'if-none-match': etag });
    expect([third.response.status, third.statements, third.body]).toEqual([304, 1, '']);
    // Another language is another text.
    expect((await visit(`${at}?lang=en`)).response.headers.get('etag')).not.toBe(etag);
  });

  test('a step, a report, a certificate, a consent: each is on the page at the next look', async () => {
    const changing = await makeWay(app);
    const at = await pathOf(changing.packed.code);
    const seen = async (what: string) => (await visit(at)).body.includes(what);
    const consent = { householdId: changing.household, purpose: 'TRACE_NAME' };
    expect(await seen('王** (')).toBe(false);
    await good(app, 'consentRecord', { ...consent, evidence: '同意书', text: '同意', givenOn: today() });
    expect(await seen('王** (')).toBe(true);
    await good(app, 'consentWithdraw', consent);
    expect(await seen('王** (')).toBe(false);
    expect(await seen('已作废')).toBe(false);
    await good(app, 'certificateVoid', { certificateId: changing.certificate.id, reason: '重新分装' });
    expect(await seen('已作废</strong> 重新分装')).toBe(true);
    await good(app, 'inspectionCorrect', { inspectionId: changing.report.id, correction: '日期应为前一日' });
    expect(await seen('日期应为前一日')).toBe(true);
    await done(app, 'batchWriteOff', {
      batchId: changing.packed.id,
      siteCode: 'CC-340323',
      quantity: '1',
      reason: '包装破损',
    });
    expect(await seen('包装破损')).toBe(true);
  });
});
