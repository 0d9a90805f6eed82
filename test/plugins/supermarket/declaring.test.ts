import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { makeProduct, OPERATOR } from '../../kit/goods.js';
import { list, until } from '../../channels/connecting.js';
import { app, CODE, COUNTER, EAN, everything, known, link, rows, startCounting, till } from './counting.js';
import type { TillEvent } from './simulator/till.js';

const DAY = '2026-07-01';
let eggs: string;
let peanuts: string;
let sold: TillEvent[];

beforeAll(async () => {
  await startCounting();
  peanuts = await makeProduct(app, { name: '黑花生', priceFen: 2_000, stock: { [COUNTER]: '100' } });
  eggs = await makeProduct(app, { name: '土鸡蛋', unit: 'PIECE', priceFen: 150, stock: { [COUNTER]: '100' } });
  await known(peanuts, 'plu:00123', 'sku');
  await known(eggs, EAN);
  const one = till('T1');
  const first = one.sell([
    { barcode: EAN, qty: 4, amountFen: 600 },
    { barcode: '2100123012343', amountFen: 1_234 },
  ]);
  sold = [
    first,
    one.takeBack(first, [{ barcode: EAN, qty: 1, amountFen: 150 }]),
    one.sell([{ barcode: EAN, qty: 2, amountFen: 300 }]),
  ];
  expect(await one.told(...sold)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
});
afterAll(() => app.stop());

interface DayAnswer {
  status: string;
  code: string | null;
  rows: number;
  totalFen: number;
  bookedFen: number | null;
  differences: number | null;
  missing: [number, number][];
}

const declare = (body: Buffer | string, { device = 'T1', store = 'A1', date = DAY, type = 'text/csv' } = {}) =>
  till(device).say<DayAnswer>('PUT', `reconcile/${store}/${date}`, body, type);
const differences = async () =>
  (
    await app.ask(
      '{ counterDeclarations(first: 5) { nodes { declaredFen bookedFen differences { receipt product { id } bookedFen declaredFen bookedQuantity declaredQuantity } } } }',
      {},
      OPERATOR,
    )
  ).data.counterDeclarations.nodes;

const CSV = `receiptNo,kind,barcode,qty,amountFen
T1-1,SALE,${EAN},4,600
T1-1,SALE,2100123012343,1,1234
T1-2,RETURN,${EAN},1,150
T1-3,SALE,${EAN},2,300
TRAILER,4,1984,3
`;

describe("a store's own account of its day", () => {
  test('agrees, whether CSV, GB18030 or XLSX; the same file again is the same', async () => {
    const agreed = {
      status: 'ACCEPTED',
      code: null,
      rows: 4,
      totalFen: 1_984,
      bookedFen: 1_984,
      differences: 0,
      missing: [],
    };
    expect(await declare(CSV)).toEqual({ status: 200, body: agreed });
    expect((await declare(CSV)).body).toEqual({ ...agreed, status: 'DUPLICATE' });
    const chinese = `小票号,类型,品名,金额(元)\nT1-1,销售,土鸡蛋,6\nT1-1,销售,黑花生,12.34\nT1-2,退货,土鸡蛋,1.5\nT1-3,销售,土鸡蛋,3.00\n合计,4,1984,3\n`;
    expect((await declare(iconv.encode(chinese, 'gb18030'))).body).toEqual(agreed);
    const book = new ExcelJS.Workbook();
    book.addWorksheet('日报').addRows([
      ['小票号', '类型', '金额(分)'],
      ['T1-1', '销售', 1_834],
      ['T1-2', '退货', 150],
      ['T1-3', '销售', 300],
      ['合计', 3, 1_984],
    ]);
    const xlsx = Buffer.from(await book.xlsx.writeBuffer());
    expect((await declare(xlsx, { device: 'OFFICE' })).body).toEqual({ ...agreed, rows: 3 });
    expect(await differences()).toEqual([{ declaredFen: 1_984, bookedFen: 1_984, differences: [] }]);
  });

  test('differs: what never came is named, and what of the till’s numbers is missing', async () => {
    const file = CSV.replace('TRAILER,4,1984,3', 'T1-4,SALE,x,1,50\nT1-3,VOID,x,2,300\nTRAILER,6,1734,6');
    expect((await declare(file)).body).toEqual({
      status: 'ACCEPTED',
      code: null,
      rows: 6,
      totalFen: 1_734,
      bookedFen: 1_984,
      differences: 2,
      missing: [[4, 6]],
    });
    const difference = (receipt: string, bookedFen: number, declaredFen: number) =>
      expect.objectContaining({ receipt, bookedFen, declaredFen, product: null });
    expect((await differences())[0].differences).toEqual([difference('A1/T1-3', 300, 0), difference('A1/T1-4', 0, 50)]);
    const one = till('T1');
    const late = one.sell([{ barcode: EAN, qty: 1, amountFen: 50 }], { seq: 4, receiptNo: 'T1-4' });
    expect(await one.told(late)).toEqual(['ACCEPTED']);
    expect((await differences())[0].differences).toEqual([difference('A1/T1-3', 300, 0)]);
    await declare(CSV.replace('TRAILER,4,1984,3', 'T1-4,SALE,x,1,50\nTRAILER,5,2034,4'));
    expect((await differences())[0].differences).toEqual([]);
  });

  test('half of it, or one that makes no sense, is refused whole, and nothing is changed', async () => {
    const before = [await everything(), await rows('select * from declared_receipt order by external_id')];
    const code = async (...given: Parameters<typeof declare>) => {
      const { status, body } = await declare(...given);
      return [status, (body as unknown as { code: string }).code];
    };
    expect(await code(CSV.slice(0, CSV.length / 2))).toEqual([400, 'TRUNCATED']);
    expect(await code(CSV.replace('1984', '1985'))).toEqual([400, 'WRONG_TOTAL']);
    expect(await code(CSV.replace('RETURN', 'GIFT'))).toEqual([400, 'BAD_ROW']);
    expect(await code(CSV, { store: 'B2' })).toEqual([400, 'WRONG_STORE_OR_DATE']);
    expect(await code(CSV, { device: 'OFFICE', store: 'C3' })).toEqual([400, 'WRONG_STORE_OR_DATE']);
    expect(await code(CSV, { date: '2026-02-30' })).toEqual([400, 'WRONG_STORE_OR_DATE']);
    // Cut off on the way: the digest that was signed is not that of what came.
    const whole = till('T1');
    const { signed } = await import('./simulator/signed.js');
    const request = signed(
      { connection: CODE, deviceId: 'T1', key: 'the key of the first till' },
      'PUT',
      `reconcile/A1/${DAY}`,
      CSV,
    );
    expect((await whole.deliver({ ...request, body: request.body.subarray(0, 60) }, 'text/csv')).status).toBe(401);
    expect([await everything(), await rows('select * from declared_receipt order by external_id')]).toEqual(before);
  });

  test('an EANCOM report is held against products; one that is cut off is refused, an unknown article waits for its link', async () => {
    const report = (extra: string[] = []) => {
      const lines = [
        `LIN+1++${EAN}:EN'MOA+203:8.00'QTY+153:6:PCE'`,
        `LIN+2'PIA+5+plu?:00123:SA'MOA+203:12.34'QTY+153:0.617:KGM'`,
        ...extra,
      ];
      const body = `UNH+1+SLSRPT:D:96A:UN:EAN004'BGM+73E::9+1+9'DTM+137:20260702:102'DTM+356:20260701:102'LOC+162+6901234500009::9'${lines.join('')}`;
      const count = body.split("'").length;
      return `UNA:+.? 'UNB+UNOC:3+A:14+B:14+260702:0130+R1'${body}UNT+${count}+1'UNZ+1+R1'`;
    };
    const edi = { type: 'application/edifact' };
    expect((await declare(report(), edi)).body).toEqual({
      status: 'ACCEPTED',
      code: null,
      rows: 2,
      totalFen: 2_034,
      bookedFen: 2_034,
      differences: 0,
      missing: [],
    });
    const before = await everything();
    for (const part of [0.3, 0.7, 0.95]) {
      const text = report();
      expect((await declare(text.slice(0, Math.floor(text.length * part)), edi)).status).toBe(400);
    }
    expect((await declare(report(), { ...edi, date: '2026-07-02' })).body).toMatchObject({
      code: 'WRONG_STORE_OR_DATE',
    });
    expect(await everything()).toEqual(before);
    const cakes = await makeProduct(app, { name: '小豆饼', unit: 'PIECE', stock: {} });
    const withCakes = report([`LIN+3++6923450657713:EN'MOA+203:3.00'QTY+153:1:PCE'`]);
    expect((await declare(withCakes, edi)).body).toMatchObject({
      status: 'QUARANTINED',
      code: 'UNKNOWN_ARTICLE',
      bookedFen: null,
    });
    await link(cakes, '6923450657713');
    await until(async () => (await differences())[0].declaredFen === 2_334, 'the account');
    expect((await differences())[0].differences).toEqual([
      {
        receipt: null,
        product: { id: cakes },
        bookedFen: 0,
        declaredFen: 300,
        bookedQuantity: '0',
        declaredQuantity: '1',
      },
    ]);
  });
});

interface Prices {
  version: string;
  full: boolean;
  unlinked: number;
  items: {
    barcode: string | null;
    plu: string | null;
    name: string;
    unit: string;
    priceFen: number | null;
    onSale: boolean;
    version: number;
  }[];
}

describe('the price list', () => {
  const prices = async (since = '', device = 'T1') =>
    (await till(device).say<Prices>('GET', `prices${since && `?since=${encodeURIComponent(since)}`}`)).body;
  const priced = (product: string, priceFen: number, active = true) =>
    app.ask(
      'mutation($input: ListingSetInput!) { listingSet(input: $input) { userErrors { code } } }',
      { input: { productId: product, channel: CODE, siteCodes: [], priceFen, active } },
      OPERATOR,
    );
  const logged = () => until(async () => (await rows('select 1 from pending_event limit 1')).length === 0, 'the log');

  test('is whole at first, then what changed since a version', async () => {
    await logged();
    const whole = await prices();
    expect(whole).toMatchObject({ full: true, unlinked: 0 });
    const item = (name: string, over: object) => ({
      barcode: null,
      plu: null,
      name,
      version: expect.any(Number),
      onSale: true,
      ...over,
    });
    expect(whole.items.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))).toEqual(
      [
        item('土鸡蛋', { barcode: EAN, unit: 'PIECE', priceFen: 150 }),
        item('黑花生', { plu: '00123', unit: 'KG', priceFen: 2_000 }),
      ].toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    );
    expect(await prices(whole.version)).toEqual({ version: whole.version, full: false, items: [], unlinked: 0 });
    await priced(eggs, 180);
    const other = await makeProduct(app, { name: '不在此渠道' });
    await list(app, other, 'direct');
    await logged();
    const changed = await prices(whole.version);
    expect(changed).toMatchObject({
      full: false,
      items: [item('土鸡蛋', { barcode: EAN, unit: 'PIECE', priceFen: 180 })],
    });
    await priced(eggs, 180, false);
    const rice = await makeProduct(app, { name: '生态大米' });
    await list(app, rice, CODE);
    await logged();
    const later = await prices(changed.version);
    expect(later).toMatchObject({ full: false, unlinked: 1, items: [{ barcode: EAN, onSale: false, priceFen: null }] });
    expect((await prices()).items.map(({ name }) => name)).toEqual(['黑花生']);
    await priced(eggs, 150);
  });

  test('a product that is shown no longer makes it whole again; so does a version that is none of ours', async () => {
    await logged();
    const { version } = await prices();
    await app.ask(
      `mutation($id: ID!) { productWithdraw(input: { productId: $id }) { userErrors { code } } }`,
      { id: peanuts },
      OPERATOR,
    );
    // The server learns a moment after the log has it.
    await until(async () => (await prices(version)).full, 'the whole list');
    const whole = await prices(version);
    expect(whole.items.map(({ name }) => name)).toEqual(['土鸡蛋']);
    expect(await prices('nonsense')).toEqual(whole);
    expect((await till('T1', { key: 'a key of somebody else' }).say('GET', 'prices')).status).toBe(401);
  });

  test('settings that name no counter, or none, are not verified', async () => {
    const create = async (code: string, siteCode: string) => {
      const input = { plugin: 'supermarket', code, name: code, settings: { stores: { Z: { siteCode } }, devices: {} } };
      const { data } = await app.ask(
        'mutation($input: ConnectionCreateInput!) { connectionCreate(input: $input) { connection { id } userErrors { code field } } }',
        { input },
        OPERATOR,
      );
      return data.connectionCreate.connection.id as string;
    };
    const verify = async (id: string) =>
      (
        await app.ask(
          'mutation($input: ConnectionActionInput!) { connectionVerify(input: $input) { connection { state } userErrors { code field message } } }',
          { input: { connectionId: id } },
          OPERATOR,
        )
      ).data.connectionVerify;
    expect(await verify(await create('super-bad', 'KIOSK-0001'))).toMatchObject({
      userErrors: [
        { field: 'settings.stores.Z.siteCode', message: expect.stringContaining('KIOSK-0001 is no counter of ours') },
      ],
    });
    expect(await verify(await create('super-good', 'COUNTER-0003'))).toMatchObject({
      connection: { state: 'VERIFIED' },
      userErrors: [],
    });
  });
});
