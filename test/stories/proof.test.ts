import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { auditCommand } from '../../src/app/commands.js';
import { headsCommand } from '../../src/app/trace-log.js';
import { eventHash } from '../../src/domains/trace/epcis/event-hash.js';
import { OWN_PREFIXES } from '../../src/domains/trace/epcis/epcis.types.js';
import { verifyBundle, type Verdict } from '../../src/proof/index.js';
import { check } from '../../src/proof/on-node.js';
import { startApp, testConfig, type TestApp } from '../kit/app.js';
import { done } from '../domains/circulation/circulating.js';
import { good, report } from '../domains/circulation/inspecting.js';
import { eventRows } from '../domains/trace/events/tracing.js';
import { newestHead, proofFile, sealed, type SignedHead } from '../domains/trace/proofs/sealing.js';
import { makeWay, type MadeWay } from '../domains/trace/way-making.js';

let app: TestApp;
let way: MadeWay;
/** What a careful buyer has from elsewhere: the log's keys as they were printed, and a head that the township keeps. */
let keys: string[];
let kept: SignedHead;
beforeAll(async () => {
  app = await startApp();
  way = await makeWay(app);
  kept = await sealed(app);
  keys = (await app.ask('{ logKeys { verifierKey } }')).data.logKeys.map(
    ({ verifierKey }: { verifierKey: string }) => verifierKey,
  );
});
afterAll(() => app.stop());

/** Fetches the proof of a step, and checks it with nothing but what is in it and what the buyer has. */
async function proved(leaf: number): Promise<Verdict> {
  const { status, body } = await proofFile(app, leaf, `?earlier=${kept.size}`);
  expect(status).toBe(200);
  return check(verifyBundle(body, { keys, head: kept.note }));
}
const failedStep = ({ steps, proved: holds }: Verdict) => {
  const { name, fault } = steps.at(-1)!;
  return holds ? 'none' : `${name} ${fault}`;
};

const STEPS = `query($code: String!) { trace(code: $code) { steps(first: 100) { nodes { step leaf } } proof { events logged headSize } } }`;
const steps = async (): Promise<{ step: string; leaf: number }[]> =>
  (await app.ask(STEPS, { code: way.packed.code })).data.trace.steps.nodes;

/** Changes a row behind the platform's back, as who has the database's password can. */
async function tamper(table: 'trace_event' | 'trace_leaf', sql: string, values: unknown[]): Promise<void> {
  const trigger = table === 'trace_event' ? 'kept' : 'append_only';
  await app.db.pool.query(`alter table ${table} disable trigger ${trigger}`);
  expect((await app.db.pool.query(sql, values)).rowCount).toBe(1);
  await app.db.pool.query(`alter table ${table} enable trigger ${trigger}`);
}
const breaches = async () => (await auditCommand(app.databaseUrl)).map(({ rule, subject }) => `${rule} ${subject}`);
const signNow = () => headsCommand(app.databaseUrl, testConfig(), pino({ level: 'silent' }), {});

test('from the field to the parcel: each step is proved to a buyer, without the server’s word', async () => {
  const told = await steps();
  expect(told.map(({ step }) => step)).toEqual([
    ...['INPUT_USED', 'BEGUN', 'HARVESTED', 'COLLECTED', 'SENT', 'ARRIVED', 'INSPECTED', 'PACKED'],
    ...['CERTIFIED', 'CERTIFIED', 'DISPATCHED', 'DISPATCHED'],
  ]);
  for (const { leaf } of told) {
    const verdict = await proved(leaf);
    expect([failedStep(verdict), verdict.facts]).toEqual([
      'none',
      expect.objectContaining({ leafIndex: leaf, told: true, keyGiven: true, keptSize: kept.size }),
    ]);
  }
  const { proof } = (await app.ask(STEPS, { code: way.packed.code })).data.trace;
  expect(proof).toEqual({ events: 3, logged: 3, headSize: kept.size });
  expect(await breaches()).toEqual([]);
});

test('a report that was corrected: its event stands twice, and is proved as it was told, not what was declared of it later', async () => {
  const results = [{ item: '吡虫啉', value: '0.02', unit: 'mg/kg', verdict: 'PASSED' }];
  const again = report(way.collected.id, { class: 'PRODUCE', results, correctsId: way.report.id });
  await good(app, 'inspectionRecord', again, { role: 'TOWNSHIP_OPERATOR' });
  await sealed(app);
  const query = `query($batch: String!) { traceEvents(batch: $batch, first: 50) { nodes { bizStep errorDeclaredAt leaf document proof } } }`;
  const { nodes } = (await app.ask(query, { batch: way.collected.code })).data.traceEvents;
  const [first, declared, corrective] = nodes.filter(({ bizStep }: { bizStep: string }) => bizStep === 'inspecting');
  expect([first, declared, corrective].map(({ errorDeclaredAt }) => errorDeclaredAt !== null)).toEqual([
    false,
    true,
    false,
  ]);
  expect(declared.document.errorDeclaration.correctiveEventIDs).toEqual([corrective.document.eventID]);
  expect(declared.proof.document).toEqual(first.proof.document);
  for (const { leaf, proof } of [first, declared, corrective])
    expect(check(verifyBundle(proof, { keys }))).toMatchObject({
      proved: true,
      facts: { told: true, leafIndex: leaf },
    });
  const { errorDeclaration } = declared.document;
  const retold = { ...declared.proof, document: { ...declared.proof.document, errorDeclaration } };
  expect(failedStep(check(verifyBundle(retold, { keys })))).toBe('DOCUMENT NOT_COVERED');
});

test('the log goes on: what was proved is proved by the next head too', async () => {
  await done(app, 'batchRecall', { batchId: way.field.id, reason: '误用农药' });
  const head = await sealed(app);
  expect(head.size).toBeGreaterThan(kept.size);
  const all = await steps();
  expect(all.filter(({ step }) => step === 'RECALLED').length).toBeGreaterThan(0);
  for (const { leaf } of all) expect(failedStep(await proved(leaf))).toBe('none');
});

test('an event that is changed in the table: the check names the step at which it fails', async () => {
  const { leaf } = (await steps()).find(({ step }) => step === 'INPUT_USED')!;
  const row = (await eventRows(app)).find((event) => event.leaf === leaf)!;
  const before = (await proofFile(app, leaf)).body;
  const forged = { ...row.event, eventTime: '2026-01-01T08:00:00.000+08:00' };
  const set = 'update trace_event set event = $2, hash = $3 where leaf = $1';
  const { eventID: _hash, ...nameless } = forged;

  // The text alone; then with its id left out and its hash made to match, as a forger who knows the code would.
  await tamper('trace_event', set, [leaf, JSON.stringify(forged), row.hash]);
  expect(failedStep(await proved(leaf))).toBe('DOCUMENT OTHER_DOCUMENT');
  await tamper('trace_event', set, [leaf, JSON.stringify(nameless), eventHash(forged, OWN_PREFIXES)]);
  expect(failedStep(await proved(leaf))).toBe('COMMITMENT OTHER_EVENT');
  expect(await breaches()).toEqual([`TRACE_EVENTS_ARE_LOGGED trace-event:${row.id}`]);
  // Whoever has the proof from before has the event as it was.
  expect(failedStep(check(verifyBundle(before, { keys })))).toBe('none');

  await tamper('trace_event', set, [leaf, JSON.stringify(row.event), row.hash]);
  expect(failedStep(await proved(leaf))).toBe('none');
  expect(await breaches()).toEqual([]);
});

test('an entry of the log changed to match: the audit says so, no proof leads to the head, and no new head is signed', async () => {
  const { leaf } = (await steps()).find(({ step }) => step === 'INPUT_USED')!;
  const row = (await eventRows(app)).find((event) => event.leaf === leaf)!;
  const { eventID: _hash, ...forged } = { ...row.event, eventTime: '2026-01-01T08:00:00.000+08:00' };
  await tamper('trace_event', 'update trace_event set event = $2, hash = $3 where leaf = $1', [
    leaf,
    JSON.stringify(forged),
    eventHash(forged, OWN_PREFIXES),
  ]);
  await tamper(
    'trace_leaf',
    'update trace_leaf l set commitment = sha256(e.salt || e.hash) from trace_event e where e.leaf = l.index and l.index = $1',
    [leaf],
  );
  expect(failedStep(await proved(leaf))).toBe('INCLUSION NOT_IN_THE_TREE');
  expect(await breaches()).toEqual([`TRACE_NODES_ARE_HASHES trace-node:1/${Math.floor(leaf / 2)}`]);

  // Nodes above rehashed too, so that the log agrees with itself: the heads that were signed do not.
  await rehash();
  expect(await breaches()).toEqual([]);
  const head = await newestHead(app);
  const [{ n: before }] = (await app.db.pool.query('select count(*)::int as n from trace_head')).rows;
  await expect(signNow()).rejects.toThrow('does not begin with');
  await done(app, 'batchBegin', { productId: way.productId, expected: '5' });
  await expect(signNow()).rejects.toThrow('does not begin with');
  expect(await newestHead(app)).toEqual(head);
  expect((await app.db.pool.query('select count(*)::int as n from trace_head')).rows).toEqual([{ n: before }]);
  expect(failedStep(await proved(leaf))).toBe('INCLUSION NOT_IN_THE_TREE');
});

/** Writes every node of the log's tree anew from what its leaves say now. */
async function rehash(): Promise<void> {
  await app.db.pool.query(`
    alter table trace_node disable trigger append_only;
    do $$ begin
      update trace_node n set hash = sha256('\\x01'::bytea || sha256('\\x00'::bytea || a.commitment) || sha256('\\x00'::bytea || b.commitment))
        from trace_leaf a, trace_leaf b where n.level = 1 and a.index = 2 * n.index and b.index = 2 * n.index + 1;
      for l in 2..20 loop
        update trace_node n set hash = sha256('\\x01'::bytea || a.hash || b.hash) from trace_node a, trace_node b
         where n.level = l and a.level = l - 1 and b.level = l - 1 and a.index = 2 * n.index and b.index = 2 * n.index + 1;
      end loop;
    end $$;
    alter table trace_node enable trigger append_only`);
}
