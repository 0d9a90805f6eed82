import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { newKey } from '../../kit/goods.js';
import { csvOf, PRODUCT, rowOf } from '../../domains/people/handbook/handbook-files.js';

const IMPORT = `mutation($input: HandbookImportInput!) { handbookImport(input: $input) {
  import { rows created updated unchanged failed applied filename } rowErrors { row column code expected message } userErrors { code field } } }`;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

async function send(bytes: Buffer | string, filename: string, role?: string) {
  const form = new FormData();
  form.append('file', new Blob([bytes as never]), filename);
  const headers = role ? { authorization: `Bearer ${await app.token(role)}` } : {};
  const response = await fetch(`${app.url}/uploads`, { method: 'POST', body: form, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const uploads = async () => (await app.db.pool.query<{ n: number }>('select count(*) as n from upload')).rows[0]!.n;
const load = async (uploadId: unknown, role: string, over: object = {}) =>
  (await app.ask(IMPORT, { input: { idempotencyKey: newKey(), uploadId, ...over } }, { role })).data.handbookImport;

describe('POST /uploads', () => {
  test.each([
    ['a visitor', undefined, 'a.csv', 401, 'UNAUTHENTICATED'],
    ['a customer', 'CUSTOMER', 'a.csv', 403, 'FORBIDDEN'],
    ['another kind of file', 'CADRE', 'a.exe', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s', async (_what, role, filename, status, code) => {
    const before = await uploads();
    const answer = await send('a,b', filename, role);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(await uploads()).toBe(before);
  });

  test('refuses what is no form', async () => {
    const response = await fetch(`${app.url}/uploads`, {
      method: 'POST',
      body: 'a,b',
      headers: { authorization: `Bearer ${await app.token('CADRE')}` },
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
  });

  test('refuses more than 20 MB', async () => {
    const before = await uploads();
    const answer = await send(Buffer.alloc(20 * 1024 * 1024 + 1, 65), 'big.csv', 'CADRE');
    expect([answer.status, answer.body['code']]).toEqual([413, 'FILE_TOO_LARGE']);
    expect(await uploads()).toBe(before);
  });

  test('gives the template', async () => {
    const response = await fetch(`${app.url}/uploads/template.csv`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect((await fetch(`${app.url}/uploads/template.xlsx`)).status).toBe(200);
  });
});

describe('handbookImport', () => {
  test('loads what was sent, products too, and a repeat of the key answers the same', async () => {
    const { status, body } = await send(csvOf([rowOf(1, PRODUCT), rowOf(2)]), '手册.csv', 'CADRE');
    expect([status, body['filename']]).toEqual([200, '手册.csv']);
    const key = newKey();
    const one = await load(body['id'], 'CADRE', { idempotencyKey: key });
    expect(one).toEqual({
      import: { rows: 2, created: 2, updated: 0, unchanged: 0, failed: 0, applied: true, filename: '手册.csv' },
      rowErrors: [],
      userErrors: [],
    });
    expect(await load(body['id'], 'CADRE', { idempotencyKey: key })).toEqual(one);
    expect((await load(body['id'], 'CADRE')).import).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const { rows } = await app.db.pool.query<object>('select name, price_fen from product');
    expect(rows).toEqual([{ name: '黑花生', price_fen: 1250 }]);
  });

  test('says what is wrong by row and column', async () => {
    const { body } = await send(csvOf([rowOf(5, { phone: '1' })]), 'a.csv', 'CADRE');
    const answer = await load(body['id'], 'CADRE');
    expect(answer.import).toMatchObject({ applied: false, failed: 1, created: 0 });
    expect(answer.rowErrors).toEqual([
      {
        row: 2,
        column: '联系电话',
        code: 'BAD_PHONE',
        expected: 'a mobile number of 11 digits',
        message: 'is not a mobile number',
      },
    ]);
  });

  test("somebody else's file and one that is none answer alike", async () => {
    const { body } = await send(csvOf([rowOf(6)]), 'a.csv', 'CADRE');
    const refused = { import: null, rowErrors: null, userErrors: [{ code: 'UNKNOWN_UPLOAD', field: 'uploadId' }] };
    expect(await load(body['id'], 'COUNTY_OPERATOR')).toEqual(refused);
    expect(await load('bm90aGluZw', 'COUNTY_OPERATOR')).toEqual(refused);
  });
});
