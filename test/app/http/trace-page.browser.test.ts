import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp } from '../../kit/app.js';
import { testBrowser } from '../../kit/browser.js';
import { done } from '../../domains/circulation/circulating.js';
import { good, report } from '../../domains/circulation/inspecting.js';
import { sealed } from '../../domains/trace/proofs/sealing.js';
import { makeWay, type MadeWay } from '../../domains/trace/way-making.js';

const PHONE = { width: 390, height: 844 };
const HOSTILE = `<img src="http://example.com/x.png" onerror="document.title='broken'">萝卜`;

let app: TestApp;
let browser: Browser | null;
beforeAll(async () => {
  browser = await testBrowser();
  app = await startApp();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app.stop();
});

const pathOf = async ({ packed: { code } }: MadeWay) =>
  new URL((await app.ask('query($code: String!) { trace(code: $code) { link } }', { code })).data.trace.link).pathname;

/** A page on a phone; every request that it makes is listed, whatever the browser was told in the console is too. */
async function onPhone(locale: string): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
  const context = await browser!.newContext({ viewport: PHONE, deviceScaleFactor: 2, isMobile: true, locale });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, requests, complaints };
}

const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
/** Colour of the ground and of the text of the first that a selector finds. */
const coloursOf = (page: Page, selector: string) =>
  page.evaluate<string[]>(
    `(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.querySelector(${JSON.stringify(selector)})))`,
  );
const headings = (page: Page) => page.locator('h1, h2').allInnerTexts();
/** For a person to look at: `SHOTS=folder`. */
const shoot = async (page: Page, name: string) => {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test('on a phone: in Chinese, nothing beside the screen, nothing fetched, English by a tap', async () => {
  if (!browser) return;
  const path = await pathOf(await makeWay(app, { name: '陡沟萝卜' }));
  const { page, requests, complaints } = await onPhone('zh-CN');
  await page.goto(`${app.url}${path}`);
  expect(await headings(page)).toEqual([
    '陡沟萝卜',
    '谁种的,在哪里',
    '经过',
    '检测',
    '用过什么药、什么料',
    '承诺达标合格证',
    '你付的钱去了哪里',
    '去了哪里',
    '能查证吗',
  ]);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(await overflow(page)).toBe(0);
  // The style sheet is in force: the policy let it through.
  expect((await coloursOf(page, 'section'))[0]).toBe('rgb(255, 255, 255)');
  await shoot(page, 'zh');

  await page.getByRole('link', { name: 'English' }).click();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect((await headings(page))[1]).toBe('Who grew it, and where');
  expect(await overflow(page)).toBe(0);
  await shoot(page, 'en');
  await page.getByRole('link', { name: '中文' }).click();
  expect((await headings(page))[1]).toBe('谁种的,在哪里');

  // A browser asks for an icon by itself; nothing else, and nothing of others.
  expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([
    `${app.url}${path}`,
    `${app.url}${path}?lang=en`,
    `${app.url}${path}?lang=zh`,
  ]);
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
});

test('an English phone reads English', async () => {
  if (!browser) return;
  const { page } = await onPhone('en-US');
  await page.goto(`${app.url}${await pathOf(await makeWay(app))}`);
  expect((await headings(page))[1]).toBe('Who grew it, and where');
});

test('a recall is the first thing on the screen, white on red', async () => {
  if (!browser) return;
  const way = await makeWay(app);
  const results = [{ item: '毒死蜱', value: '0.5', unit: 'mg/kg', verdict: 'FAILED' }];
  const failed = await good(app, 'inspectionRecord', report(way.packed.id, { class: 'PRODUCE', results }), {
    role: 'TOWNSHIP_OPERATOR',
  });
  await good(app, 'inspectionReview', { inspectionId: failed.id });
  await good(app, 'inspectionPublish', { inspectionId: failed.id });
  await done(app, 'batchRecall', { batchId: way.field.id, reason: '抽检毒死蜱超标' });
  const { page } = await onPhone('zh-CN');
  await page.goto(`${app.url}${await pathOf(way)}`);
  const alert = page.getByRole('alert');
  expect(await alert.getByRole('heading').innerText()).toBe('已召回:请勿食用');
  expect(await alert.innerText()).toContain('抽检毒死蜱超标');
  const box = (await alert.boundingBox())!;
  expect(box.y + box.height).toBeLessThan(PHONE.height / 2);
  const colours = await coloursOf(page, '[role=alert]');
  expect(colours).toEqual(['rgb(163, 13, 13)', 'rgb(255, 255, 255)']);
  // The failed report is there, before the one that passed.
  expect(await page.locator('#tests h3 strong').allInnerTexts()).toEqual(['不合格', '合格']);
  await shoot(page, 'recall');
});

test('a product’s name cannot become part of the page', async () => {
  if (!browser) return;
  const way = await makeWay(app);
  await app.db.pool.query('update product set name = $1 where id = (select product_id from batch where code = $2)', [
    HOSTILE,
    way.packed.code,
  ]);
  const { page, requests } = await onPhone('zh-CN');
  await page.goto(`${app.url}${await pathOf(way)}`);
  expect(await page.locator('h1').innerText()).toBe(HOSTILE);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.title()).toBe(`${HOSTILE} · ${way.packed.code}`);
  expect(requests.filter((url) => url.includes('example.com'))).toEqual([]);
  expect(await overflow(page)).toBe(0);
});

test('“验证” behind a step leads to a page on which this browser proves it, and to one that says where it fails', async () => {
  if (!browser) return;
  const way = await makeWay(app);
  await sealed(app);
  const path = await pathOf(way);
  const { page, complaints } = await onPhone('zh-CN');
  await page.goto(`${app.url}${path}`);
  expect(await page.locator('#proof strong').innerText()).toBe('能:它的全部记录都已写入日志并由签名锁定。');
  const links = page.locator('#when li', { hasText: '采收' }).getByRole('link', { name: '验证' });
  const leaf = Number(/proofs\/(\d+)\.json/.exec((await links.getAttribute('href'))!)![1]);
  await links.click();
  const result = page.locator('#result');
  await result.and(page.locator('.holds')).waitFor();
  const steps = await page.locator('#steps li').allInnerTexts();
  expect(steps.map((text) => text.split(':')[0])).toEqual(
    ['FORMAT', 'KEY', 'SIGNATURE', 'DOCUMENT', 'COMMITMENT', 'INCLUSION'].map((name) => `✓ ${name}`),
  );
  expect(steps[3]).toContain('所示事件就是当时写入日志的事件:ObjectEvent, commissioning, ');
  expect(await page.locator('#said').innerText()).toContain('已证明:文件中所示的事件,即哈希为');
  expect(await overflow(page)).toBe(0);
  // What came of it is on the screen, not below the form.
  expect((await result.boundingBox())!.y).toBeLessThan(PHONE.height / 2);
  await shoot(page, 'verified');

  await page.getByRole('link', { name: 'English' }).click();
  await result.and(page.locator('.holds')).waitFor();
  expect(await page.locator('#said').innerText()).toContain('Proved: the event told in the file, with the hash');
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);

  await app.db.pool.query('alter table trace_event disable trigger kept');
  await app.db.pool.query(
    `update trace_event set event = jsonb_set(event, '{bizStep}', '"destroying"') where leaf = $1`,
    [leaf],
  );
  await app.db.pool.query('alter table trace_event enable trigger kept');
  await page.reload();
  await result.and(page.locator('.fails')).waitFor();
  expect(await page.locator('#steps li').last().innerText()).toContain(
    '✗ DOCUMENT: The event told is not the one that was logged: ObjectEvent, destroying, ',
  );
  expect(await page.locator('#said').innerText()).toBe('Not proved: the step DOCUMENT fails.');
});

/** Runs in the page: the texts whose contrast with their ground, as WCAG computes it, is below 7. */
const FAINT = `(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const colour = rgb(getComputedStyle(element).backgroundColor);
    return colour.length === 4 && colour[3] === 0 ? ground(element.parentElement) : colour;
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && !element.closest('meter'))
    .map((element) => {
      const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
      return { text: element.textContent.trim().slice(0, 20), ratio: (a + 0.05) / (b + 0.05) };
    })
    .filter(({ ratio }) => ratio < 7);
})()`;

test('every text stands out from its ground by 7 : 1 or more', async () => {
  if (!browser) return;
  const way = await makeWay(app);
  await sealed(app);
  const { page } = await onPhone('zh-CN');
  await page.goto(`${app.url}${await pathOf(way)}`);
  expect(await page.locator('#when a').count()).toBe(12);
  const faint = await page.evaluate<object[]>(FAINT);
  expect(faint).toEqual([]);
});
