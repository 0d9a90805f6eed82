import type { Transaction } from '../../../platform/persistence/index.js';
import type { Message } from '../../../shared/domain-error.js';
import type { EnteredBy } from '../assisted-entries.js';
import type { CheckOptions } from '../household.rules.js';
import type { HouseholdSeals } from '../household-seals.js';
import { checkRow, type HandbookRow } from './check-row.js';
import { columnOf, type ColumnKey } from './columns.js';
import { nameOf, storedHouseholds, writeHouseholds, type WantedHousehold } from './household-batch.js';
import type { HandbookProduct, Outcome, ProductIntake } from './product-intake.js';
import type { FileRow } from './read-file.js';
import type { RowError, RowErrorCode } from './row-errors.js';

export interface LoadOptions {
  readonly seals: HouseholdSeals;
  readonly by: EnteredBy;
  readonly checks: CheckOptions;
  /** Codes of every village of the county. */
  readonly villages: ReadonlySet<string>;
  readonly mayImport: (villageCode: string) => boolean;
  readonly products: ProductIntake | null;
  /** Take the good rows of a file with bad ones. */
  readonly partial: boolean;
}

/** A household as its first row in the file told it; later rows must tell the same. */
interface Told {
  readonly rowNumber: number;
  readonly facts: string;
  readonly products: Set<string>;
  key: number | null;
  /** Why none of its rows is taken. */
  refused: RowErrorCode | null;
}

interface GoodRow extends HandbookRow {
  readonly rowNumber: number;
  readonly told: Told;
  readonly first: boolean;
}

const MOST_ERRORS = 1_000;

/** What the whole file or the register asks of a cell, beyond its form. */
const EXPECTED: Partial<Record<RowErrorCode, Message>> = {
  UNKNOWN_VILLAGE: { zh: '本县行政村或社区的代码', en: 'the code of a village or community of this county' },
  OUT_OF_REGION: { zh: '您负责地区内的村代码', en: 'the code of a village of your region' },
  DUPLICATE_ID_NUMBER: { zh: '未被其他户使用的身份证号', en: 'an ID number that no other household has' },
};

/** One load of a handbook: takes its rows in batches inside one transaction and keeps count. */
export class HandbookLoad {
  readonly counts = { rows: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };
  readonly errors: RowError[] = [];
  errorCount = 0;
  private readonly told = new Map<string, Told>();
  private readonly idNumbers = new Map<string, string>();

  constructor(private readonly options: LoadOptions) {}

  /** Bad rows keep the whole file out: what follows is checked and no longer written. */
  get doomed(): boolean {
    return this.counts.failed > 0 && !this.options.partial;
  }

  async take(tx: Transaction, rows: readonly FileRow[]): Promise<void> {
    this.counts.rows += rows.length;
    const checked = rows.map((row) => this.check(row)).filter((row) => row !== null);
    const good = await this.withoutStrangers(tx, checked);
    if (this.doomed) return;
    await this.write(tx, good);
  }

  private check({ rowNumber, cells }: FileRow): GoodRow | null {
    const { checks, villages, mayImport, seals } = this.options;
    const checked = checkRow(cells, checks);
    if (!checked.ok) {
      for (const { column, code, expected } of checked.faults)
        this.note({ row: rowNumber, column: columnOf(column).header, code, expected });
      this.counts.failed++;
      return null;
    }
    const { value } = checked;
    if (!villages.has(value.villageCode)) return this.refuse(rowNumber, 'villageCode', 'UNKNOWN_VILLAGE');
    if (!mayImport(value.villageCode)) return this.refuse(rowNumber, 'villageCode', 'OUT_OF_REGION');
    const name = nameOf(value);
    const facts = JSON.stringify(value.facts);
    const known = this.told.get(name);
    if (known && known.facts !== facts) return this.refuse(rowNumber, 'householdNo', 'DUPLICATE_ROW', known.rowNumber);
    if (known?.refused) return this.refuse(rowNumber, 'idNumber', known.refused);
    if (known && (!value.product || known.products.has(value.product.name)))
      return this.refuse(rowNumber, 'product', 'DUPLICATE_ROW', known.rowNumber);
    const told = known ?? { rowNumber, facts, products: new Set(), key: null, refused: null };
    if (value.product) told.products.add(value.product.name);
    if (!known) {
      this.told.set(name, told);
      const index = seals.idNumberIndex(value.facts.idNumber);
      const owner = this.idNumbers.get(index);
      if (owner) {
        told.refused = 'DUPLICATE_ID_NUMBER';
        return this.refuse(rowNumber, 'idNumber', 'DUPLICATE_ID_NUMBER');
      }
      this.idNumbers.set(index, name);
    }
    return { ...value, rowNumber, told, first: !known };
  }

  /** Takes out rows whose ID number the register already gives to another household. */
  private async withoutStrangers(
    tx: Transaction,
    rows: readonly GoodRow[],
  ): Promise<{ rows: GoodRow[]; wanted: WantedHousehold[]; stored: Awaited<ReturnType<typeof storedHouseholds>> }> {
    const wanted = rows
      .filter((row) => row.first)
      .map(({ villageCode, householdNo, facts }) => ({
        villageCode,
        householdNo,
        facts,
        idNumberIndex: this.options.seals.idNumberIndex(facts.idNumber),
      }));
    const stored = wanted.length === 0 ? [] : await storedHouseholds(tx, this.options.seals, wanted);
    const owners = new Map(stored.map((household) => [household.idNumberIndex, nameOf(household)]));
    const free = wanted.filter((household) => {
      const owner = owners.get(household.idNumberIndex);
      if (owner === undefined || owner === nameOf(household)) return true;
      this.told.get(nameOf(household))!.refused = 'DUPLICATE_ID_NUMBER';
      return false;
    });
    const kept = rows.filter(
      (row) => row.told.refused === null || this.refuse(row.rowNumber, 'idNumber', row.told.refused),
    );
    return { rows: kept, wanted: free, stored };
  }

  private async write(
    tx: Transaction,
    { rows, wanted, stored }: Awaited<ReturnType<HandbookLoad['withoutStrangers']>>,
  ): Promise<void> {
    const { seals, by, products: intake } = this.options;
    const done = await writeHouseholds(
      tx,
      seals,
      by,
      wanted,
      new Map(stored.map((household) => [nameOf(household), household])),
    );
    for (const [name, { key }] of done) this.told.get(name)!.key = key;
    const products = rows.flatMap(({ product, villageCode, told }): HandbookProduct[] =>
      product ? [{ ...product, villageCode, producerKey: told.key! }] : [],
    );
    if (products.length > 0 && !intake)
      throw new Error('nothing takes the products of a handbook: give the import a product intake');
    const outcomes = products.length > 0 ? [...(await intake!.take(tx, products, by))] : [];
    for (const row of rows) {
      const household = row.first ? done.get(nameOf(row))!.outcome : 'UNCHANGED';
      const product = row.product ? outcomes.shift()! : 'UNCHANGED';
      if (product === 'UNIT_FIXED') this.refuse(row.rowNumber, 'unit', product);
      else this.counts[COUNT_OF[greater(household, product)]]++;
    }
  }

  private refuse(row: number, column: ColumnKey, code: RowErrorCode, earlier?: number): null {
    const expected =
      earlier === undefined
        ? (EXPECTED[code] ?? columnOf(column).expected)
        : { zh: `与第 ${earlier} 行一致且不重复`, en: `to agree with row ${earlier} and not to repeat it` };
    this.note({ row, column: columnOf(column).header, code, expected });
    this.counts.failed++;
    return null;
  }

  private note(error: RowError): void {
    if (++this.errorCount <= MOST_ERRORS) this.errors.push(error);
  }
}

const COUNT_OF = { CREATED: 'created', UPDATED: 'updated', UNCHANGED: 'unchanged' } as const satisfies Record<
  Outcome,
  string
>;

/** A row counts once: created if anything of it was, else updated if anything was. */
const greater = (a: Outcome, b: Outcome): Outcome =>
  (['CREATED', 'UPDATED', 'UNCHANGED'] as const).find((outcome) => outcome === a || outcome === b)!;
