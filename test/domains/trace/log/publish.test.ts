import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { headsCommand, rotateKeyCommand } from '../../../../src/app/trace-log.js';
import {
  HeadDiffers,
  HeadRefused,
  latestHead,
  LogForked,
  postHead,
  writeHeads,
} from '../../../../src/domains/trace/log/index.js';
import { postHeadDaily } from '../../../../src/domains/trace/log/publish.js';
import { readNote } from '../../../../src/proof/index.js';
import { testConfig } from '../../../kit/app.js';
import { commitments, openLog, type Log } from './logging.js';

let log: Log;
let folder: string;
let server: Server;
let address: string;
let answer = 200;
let received: { type: string | undefined; body: string }[] = [];

beforeEach(async () => {
  log = await openLog();
  folder = mkdtempSync(join(tmpdir(), 'yizhan-heads-'));
  received = [];
  answer = 200;
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ type: request.headers['content-type'], body });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/heads`;
});
afterEach(async () => {
  server.close();
  rmSync(folder, { recursive: true });
  await log.stop();
});

const grow = async (to: number) => {
  const { rows } = await log.db.pool.query<{ size: number }>('select size from trace_log');
  await log.append(commitments(rows[0]!.size, to));
  return (await log.heads.sign())!;
};
const FIRST = '000000000003-000000000001.txt';
const SECOND = '000000000005-000000000002.txt';

test('a file for each head, as it was signed; those that are there stay as they are', async () => {
  const first = await grow(3);
  expect(await writeHeads(log.db, folder)).toBe(1);
  const second = await grow(5);
  expect(await writeHeads(log.db, folder)).toBe(1);
  expect(await writeHeads(log.db, folder)).toBe(0);
  expect(readdirSync(folder).toSorted()).toEqual([FIRST, SECOND]);
  expect([FIRST, SECOND].map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual([first.note, second.note]);
});

test('a file that says otherwise is never written over: it is evidence', async () => {
  await grow(3);
  writeFileSync(join(folder, FIRST), 'another head');
  await expect(writeHeads(log.db, folder)).rejects.toThrow(HeadDiffers);
  expect(readFileSync(join(folder, FIRST), 'utf8')).toBe('another head');
});

test('the newest head is posted as it is, and written down once', async () => {
  expect(await postHead(log.db, address)).toBeNull();
  await grow(3);
  const head = await grow(5);
  expect(await postHead(log.db, address)).toEqual(head);
  expect(await postHead(log.db, address)).toEqual(head);
  expect(received).toEqual(Array.from({ length: 2 }, () => ({ type: 'text/plain; charset=utf-8', body: head.note })));
  const sent = await log.db.pool.query('select head_id, target from trace_head_sent');
  expect(sent.rows).toEqual([{ head_id: head.id, target: address }]);
});

test('a place that does not take it, or is not there, is an error, and nothing counts as sent', async () => {
  await grow(3);
  answer = 500;
  await expect(postHead(log.db, address)).rejects.toThrow(`${address} answered 500`);
  await expect(postHead(log.db, 'http://127.0.0.1:1/')).rejects.toThrow(HeadRefused);
  expect((await log.db.pool.query('select 1 from trace_head_sent')).rows).toEqual([]);
});

test('by itself once a day, and only what is new', async () => {
  expect(await postHeadDaily(log.db, address)).toBe(false);
  await grow(3);
  expect(await postHeadDaily(log.db, address)).toBe(true);
  await grow(5);
  expect(await postHeadDaily(log.db, address)).toBe(false);
  const dayLater = async () => {
    await log.db.pool.query('alter table trace_head_sent disable trigger append_only');
    await log.db.pool.query(`update trace_head_sent set sent_at = sent_at - interval '1 day'`);
  };
  await dayLater();
  expect(await postHeadDaily(log.db, address)).toBe(true);
  await dayLater();
  expect(await postHeadDaily(log.db, address)).toBe(false);
  expect(received.map(({ body }) => readNote(body)!.size)).toEqual([3, 5]);
});

test('at the console: signs, prints, writes and sends; a log that was forked still gives its heads away', async () => {
  const heads = (options: object) => headsCommand(log.url, testConfig(), pino({ level: 'silent' }), options);
  expect(await heads({})).toBe('The log is empty: there is no head yet.\n');
  await log.append(commitments(0, 3));
  const printed = await heads({});
  expect(printed).toBe((await latestHead(log.db))!.note);
  expect(readNote(printed)!.origin).toBe('yizhan/trace/340323');
  expect(await heads({ out: join(folder, 'new') })).toBe(`1 new heads in ${join(folder, 'new')}\n`);
  expect(await heads({ post: address })).toBe(`sent the head of 3 entries to ${address}\n`);
  expect(received.map(({ body }) => body)).toEqual([printed]);

  await log.append(commitments(3, 5));
  await log.db.pool.query('alter table trace_node disable trigger append_only');
  await log.db.pool.query(`update trace_node set hash = sha256('x') where level = 1 and index = 0`);
  await expect(heads({ out: folder })).rejects.toThrow(LogForked);
  expect(readdirSync(folder).toSorted()).toEqual([FIRST, 'new']);
  expect((await latestHead(log.db))!.note).toBe(printed);
});

test('at the console: a new key, told as verifiers take it', async () => {
  await grow(3);
  const key = await rotateKeyCommand(log.url, testConfig(), pino({ level: 'silent' }));
  expect(key).toMatch(/^yizhan\.example\.cn\/trace\/340323\+[0-9a-f]{8}\+A[\w+/]{43}$/);
  const head = readNote((await latestHead(log.db))!.note)!;
  expect([head.size, head.signatures.length]).toEqual([3, 2]);
});
