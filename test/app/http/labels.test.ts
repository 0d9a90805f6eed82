import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct } from '../../kit/goods.js';
import { collect, done, keyOf } from '../../domains/circulation/circulating.js';
import { today } from '../../domains/circulation/inspecting.js';
import { gtinOf } from '../../../src/domains/trace/gs1/keys.js';
import {
  readPng,
  readRectangles,
  rectanglesOfPdf,
  rectanglesOfSvg,
  streamsOf,
} from '../../domains/trace/labels/qr-reading.js';

const PUBLIC = 'https://yizhan.example.cn';
const NAME = '浍河<黑>花生';

let app: TestApp;
let batch: { id: string; code: string };
let link: string;
beforeAll(async () => {
  app = await startApp({ publicUrl: PUBLIC });
  const productId = await makeProduct(app, {
    producerId: await makeHousehold(app),
    name: NAME,
    stock: { [GATE]: '9' },
  });
  batch = await collect(app, { productId, net: '9' });
  link = `${PUBLIC}/01/${gtinOf('200', keyOf(productId))}/10/${batch.code}`;
});
afterAll(() => app.stop());

const get = async (file: string) => {
  let response = await fetch(`${app.url}/labels/${file}`);
  // Reading codes keeps this process busy, and the server in it refuses for a moment: it is asked again.
  for (let tries = 0; response.status === 503 && tries < 40; tries++) {
    await sleep(250);
    response = await fetch(`${app.url}/labels/${file}`);
  }
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};
const refusal = async (file: string) => {
  const { response, bytes } = await get(file);
  return [response.status, (JSON.parse(bytes.toString()) as { code: string }).code];
};

test('the graph says where the label is, and what its code holds', async () => {
  const { data } = await app.ask('query($code: String!) { batch(code: $code) { label { link svg png pdf } } }', batch);
  const at = `${PUBLIC}/labels/${batch.code}`;
  expect(data.batch.label).toEqual({ link, svg: `${at}.svg`, png: `${at}.png`, pdf: `${at}.pdf` });
});

describe('what a reader that did not draw it reads', () => {
  test('PNG: the link, to the letter', async () => {
    const { response, bytes } = await get(`${batch.code}.png`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(readPng(bytes)).toBe(link);
  });

  test('SVG: the link, and in letters product, place, day and code', async () => {
    const { response, bytes } = await get(`${batch.code}.svg`);
    expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    const svg = bytes.toString();
    expect(readRectangles(rectanglesOfSvg(svg))).toBe(link);
    expect([...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
      '浍河&lt;黑&gt;花生',
      '产地 陡沟村',
      `日期 ${today()}`,
      batch.code,
    ]);
  });

  test('PDF: every label of the sheet, in letters too, and of the font only what is used', async () => {
    const { response, bytes } = await get(`${batch.code}.pdf?n=26`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const streams = streamsOf(bytes);
    const pages = streams.filter((stream) => / re\n/.test(stream)).map(rectanglesOfPdf);
    expect(pages.map((labels) => labels.length)).toEqual([24, 2]);
    // Each label's code is in its own coordinates: all are one, and that one is read.
    expect(new Set(pages.flat().map((rectangles) => JSON.stringify(rectangles))).size).toBe(1);
    expect(readRectangles(pages[0]![0]!)).toBe(link);
    // The tables that lead from glyphs back to letters hold every letter of the label, the rare 浍 too.
    const letters = streams
      .filter((stream) => stream.includes('beginbfrange') || stream.includes('beginbfchar'))
      .join('');
    for (const letter of '浍河黑花生产地陡沟村日期')
      expect(letters.toLowerCase()).toContain(letter.codePointAt(0)!.toString(16));
    expect(bytes.length).toBeLessThan(150_000);
  });
});

describe('what gets no label', () => {
  test('a code that is not there, another form, a number of labels that is none', async () => {
    expect(await refusal('B261126-00000000.svg')).toEqual([404, 'NOT_FOUND']);
    expect(await refusal(`${batch.code}.gif`)).toEqual([404, 'NOT_FOUND']);
    for (const n of ['0', '241', '-1', '1.5', 'x'])
      expect(await refusal(`${batch.code}.pdf?n=${n}`)).toEqual([400, 'BAD_COUNT']);
  });

  test('a batch that was called back', async () => {
    const productId = await makeProduct(app, { producerId: await makeHousehold(app), stock: { [GATE]: '1' } });
    const recalled = await collect(app, { productId, net: '1' });
    expect((await get(`${recalled.code}.svg`)).response.status).toBe(200);
    await done(app, 'batchRecall', { batchId: recalled.id, reason: '误用农药' });
    for (const form of ['svg', 'png', 'pdf'])
      expect(await refusal(`${recalled.code}.${form}`)).toEqual([409, 'BATCH_STOPPED']);
  });

  test('goods whose number does not fit behind the prefix', async () => {
    const cramped = await startApp({ gs1Prefix: '690123456789' }, app.databaseUrl);
    try {
      const { data } = await cramped.ask(
        'query($code: String!) { trace(code: $code) { gtin link batch { label { link } } } }',
        batch,
      );
      expect(data.trace).toEqual({ gtin: null, link: null, batch: { label: null } });
      const response = await fetch(`${cramped.url}/labels/${batch.code}.svg`);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'NO_GTIN']);
    } finally {
      await cramped.stop();
    }
  });
});
