import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OPERATOR } from '../../kit/goods.js';
import { auditFile, type MachineCounters } from './audit-file.js';
import {
  alertsOf,
  app,
  authorised,
  call,
  done,
  keyOf,
  makeKiosk,
  report,
  slotsOf,
  startOutlets,
  vendNow,
  type KioskUnderTest,
} from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

const REPORT = `report { id state epoch serial warnings lines { slot machineCount machineFen bookedCount bookedFen differenceCount differenceFen resolved } }`;
let minute = 0;
/** A file of these counters, unlike any before. */
const fileOf = (counters: MachineCounters) => auditFile(counters, { at: String(1000 + ++minute) });
const upload = (kiosk: KioskUnderTest, counters: MachineCounters, over: object = {}) =>
  call('auditUpload', { content: fileOf(counters), ...over }, REPORT, { token: kiosk.token });
const of = (count: number, priceFen = 1_200) => ({ count, fen: count * priceFen, priceFen });
const line = (machine: number, booked: number, over: object = {}) => ({
  slot: 'A1',
  machineCount: machine,
  machineFen: machine * 1_200,
  bookedCount: booked,
  bookedFen: booked * 1_200,
  differenceCount: machine - booked,
  differenceFen: (machine - booked) * 1_200,
  resolved: 0,
  ...over,
});
const vended = async (kiosk: KioskUnderTest) => {
  const { token } = await authorised(kiosk);
  await report(kiosk, token, 'VENDED');
};
const ask = async (kiosk: KioskUnderTest): Promise<string> =>
  (await done('kioskCommandIssue', { kioskId: kiosk.id, kind: 'AUDIT', ttlSeconds: 600 }, 'command { id }')).command.id;
const unknown = async (kiosk: KioskUnderTest) => {
  const { vendId } = await authorised(kiosk);
  await app.db.pool.query(
    `update vend set state = 'UNKNOWN', unknown_at = clock_timestamp() where outlet_id = $1 and state = 'AUTHORISED'`,
    [keyOf(kiosk.id)],
  );
  return vendId;
};

describe('an audit', () => {
  test('is held against the books by what both moved since the one before', async () => {
    const kiosk = await makeKiosk();
    const first = await upload(kiosk, { A1: of(700) });
    expect(first.report).toMatchObject({
      state: 'BALANCED',
      epoch: 1,
      serial: 'GZ0001',
      warnings: [],
      lines: [line(0, 0)],
    });
    await vended(kiosk);
    await vended(kiosk);
    expect((await upload(kiosk, { A1: of(702) })).report).toMatchObject({ state: 'BALANCED', lines: [line(2, 2)] });
    await vended(kiosk);
    expect((await upload(kiosk, { A1: of(705) })).report).toMatchObject({ state: 'DIFFERENT', lines: [line(3, 1)] });
    expect(await alertsOf(kiosk)).toEqual(['AUDIT_DIFFERENCE']);
    // Only what is new is compared: the difference is told once.
    expect((await upload(kiosk, { A1: of(705) })).report).toMatchObject({ state: 'BALANCED', lines: [line(0, 0)] });
    const { data } = await app.ask(
      'query($kioskId: ID!) { auditReports(filter: { kioskId: $kioskId, state: DIFFERENT }) { nodes { state kiosk { id } lines { slot differenceCount } } totalCount } }',
      { kioskId: kiosk.id },
      OPERATOR,
    );
    expect(data.auditReports).toEqual({
      nodes: [{ state: 'DIFFERENT', kiosk: { id: kiosk.id }, lines: [{ slot: 'A1', differenceCount: 2 }] }],
      totalCount: 1,
    });
  });

  test('of counters that went back opens an epoch', async () => {
    const kiosk = await makeKiosk();
    await upload(kiosk, { A1: of(700) });
    await vended(kiosk);
    expect((await upload(kiosk, { A1: of(1) })).report).toMatchObject({
      state: 'BALANCED',
      epoch: 2,
      lines: [line(1, 1)],
    });
    await vended(kiosk);
    expect((await upload(kiosk, { A1: of(2) })).report).toMatchObject({
      state: 'BALANCED',
      epoch: 2,
      lines: [line(1, 1)],
    });
  });

  test('uploaded again answers the same report', async () => {
    const kiosk = await makeKiosk();
    const content = fileOf({ A1: of(3) });
    const send = () => call('auditUpload', { content }, REPORT, { token: kiosk.token });
    const answers = await Promise.all(Array.from({ length: 6 }, send));
    expect(new Set(answers.map((answer) => answer.report.id)).size).toBe(1);
    const { rows } = await app.db.pool.query('select count(*) as n from kiosk_audit where outlet_id = $1', [
      keyOf(kiosk.id),
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test.each([
    ['a byte changed', (file: string) => file.replace('PA2*3', 'PA2*4'), 'BAD_CRC'],
    ['half of it', (file: string) => file.slice(0, 80), 'BAD_AUDIT_FILE'],
    ['nothing', () => '', 'BAD_AUDIT_FILE'],
  ])('with %s is refused, and nothing is kept', async (_what, spoil, code) => {
    const kiosk = await makeKiosk();
    const content = spoil(fileOf({ A1: of(3) }));
    expect(await call('auditUpload', { content }, REPORT, { token: kiosk.token })).toEqual({
      report: null,
      userErrors: [{ code, field: 'content' }],
    });
    expect((await app.db.pool.query('select 1 from kiosk_audit where outlet_id = $1', [keyOf(kiosk.id)])).rows).toEqual(
      [],
    );
  });

  test('waits for the journal that was written before it', async () => {
    const kiosk = await makeKiosk();
    await upload(kiosk, { A1: of(0) }, { journalSeq: 0 });
    expect((await upload(kiosk, { A1: of(1) }, { journalSeq: 1 })).report.state).toBe('WAITING');
    await call(
      'journalUpload',
      {
        entries: [{ seq: 1, entryId: 's-1', kind: 'SALE', at: new Date().toISOString(), slot: 'A1', amountFen: 1_200 }],
      },
      'receipt { ackedThroughSeq }',
      { token: kiosk.token },
    );
    const { data } = await app.ask(
      'query($kioskId: ID!) { auditReports(first: 1, filter: { kioskId: $kioskId }) { nodes { state lines { machineCount bookedCount } } } }',
      { kioskId: kiosk.id },
      OPERATOR,
    );
    expect(data.auditReports.nodes).toEqual([{ state: 'BALANCED', lines: [{ machineCount: 1, bookedCount: 1 }] }]);
  });
});

describe('vends without a result', () => {
  const asked = async (kiosk: KioskUnderTest, counters: MachineCounters, journalSeq = 0) =>
    (await upload(kiosk, counters, { commandId: await ask(kiosk), journalSeq })).report;

  test('are settled by counters that were asked for: the machine moved by all of them', async () => {
    const kiosk = await makeKiosk();
    await asked(kiosk, { A1: of(700) });
    const [one, two] = [await unknown(kiosk), await unknown(kiosk)];
    expect(await asked(kiosk, { A1: of(702) })).toMatchObject({
      state: 'BALANCED',
      lines: [line(2, 2, { resolved: 2 })],
    });
    for (const vend of [one, two])
      expect(await vendNow(vend)).toEqual({ state: 'VENDED', flag: null, source: 'AUDIT' });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 2, 3, 0] });
    // The mark moves with it.
    expect(await asked(kiosk, { A1: of(702) })).toMatchObject({ state: 'BALANCED', lines: [line(0, 0)] });
  });

  test('or by none of them: then, and only then, the money goes back', async () => {
    const kiosk = await makeKiosk();
    await asked(kiosk, { A1: of(700) });
    await vended(kiosk);
    const lost = await unknown(kiosk);
    await asked(kiosk, { A1: of(701) });
    expect(await vendNow(lost)).toEqual({ state: 'REFUNDED', flag: null, source: 'AUDIT' });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
  });

  test.each<[string, (kiosk: KioskUnderTest) => Promise<string>]>([
    [
      'by one of two',
      async (kiosk) => {
        await asked(kiosk, { A1: of(700) });
        const lost = await unknown(kiosk);
        await unknown(kiosk);
        await asked(kiosk, { A1: of(701) });
        return lost;
      },
    ],
    [
      'without a mark before them',
      async (kiosk) => {
        const lost = await unknown(kiosk);
        await asked(kiosk, { A1: of(700) });
        return lost;
      },
    ],
    [
      'by counters that nobody asked for: they may be old',
      async (kiosk) => {
        await asked(kiosk, { A1: of(700) });
        const lost = await unknown(kiosk);
        await upload(kiosk, { A1: of(700) }, { journalSeq: 0 });
        return lost;
      },
    ],
    [
      'by counters read before the vend',
      async (kiosk) => {
        await asked(kiosk, { A1: of(700) });
        const commandId = await ask(kiosk);
        const lost = await unknown(kiosk);
        await upload(kiosk, { A1: of(700) }, { commandId, journalSeq: 0 });
        return lost;
      },
    ],
    [
      'after the counters went back',
      async (kiosk) => {
        await asked(kiosk, { A1: of(700) });
        const lost = await unknown(kiosk);
        await asked(kiosk, { A1: of(0) });
        return lost;
      },
    ],
    [
      'without the journal’s last number',
      async (kiosk) => {
        await asked(kiosk, { A1: of(700) });
        const lost = await unknown(kiosk);
        await upload(kiosk, { A1: of(700) }, { commandId: await ask(kiosk) });
        return lost;
      },
    ],
    [
      'while another vend of the slot is under way',
      async (kiosk) => {
        await asked(kiosk, { A1: of(700) });
        const lost = await unknown(kiosk);
        await authorised(kiosk);
        await asked(kiosk, { A1: of(700) });
        return lost;
      },
    ],
  ])('stay unknown %s', async (_why, make) => {
    const kiosk = await makeKiosk();
    const lost = await make(kiosk);
    expect(await vendNow(lost)).toEqual({ state: 'UNKNOWN', flag: null, source: null });
  });

  test('offline sales since the mark are told from them by the journal’s numbers', async () => {
    const kiosk = await makeKiosk();
    await asked(kiosk, { A1: of(700) });
    const lost = await unknown(kiosk);
    await call(
      'journalUpload',
      {
        entries: [{ seq: 1, entryId: 's-1', kind: 'SALE', at: new Date().toISOString(), slot: 'A1', amountFen: 1_200 }],
      },
      'receipt { ackedThroughSeq }',
      { token: kiosk.token },
    );
    await asked(kiosk, { A1: of(701) }, 1);
    expect(await vendNow(lost)).toEqual({ state: 'REFUNDED', flag: null, source: 'AUDIT' });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
  });
});
