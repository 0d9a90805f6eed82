import type { Database } from '../../../platform/persistence/index.js';
import type { Printing } from '../gs1/printing.js';
import { labelSheet } from './label-sheet.js';
import { labelSvg } from './label-svg.js';
import type { LabelFacts } from './label.rules.js';
import { qrPng } from './qr.js';

const FACTS = `
  select b.code, b.product_id as key, b.state, p.name as product, l.name as place,
         coalesce(b.harvested_on::text, to_char(b.made_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) as day
    from batch b join product p on p.id = b.product_id join place l on l.code = b.place_code where b.code = $1`;

/** A batch to be labelled: its facts, or why it gets none. */
export type Labelled = { facts: LabelFacts } | { refused: 'NOT_FOUND' | 'BATCH_STOPPED' | 'NO_GTIN' };

/** Labels of batches for printing: what they say, and each form of them. */
export class LabelsService {
  readonly svg = labelSvg;
  /** `(facts, count)`: at most `MOST_LABELS`. */
  readonly pdf = labelSheet;

  constructor(
    private readonly db: Database,
    private readonly printing: Printing,
  ) {}

  /** A stopped batch gets no labels: nothing of it may be sold. */
  async of(code: string): Promise<Labelled> {
    const [row] = await this.db.read<{
      code: string;
      key: number;
      state: string;
      product: string;
      place: string;
      day: string;
    }>('label_facts', FACTS, [code]);
    if (!row) return { refused: 'NOT_FOUND' };
    if (row.state === 'FAILED' || row.state === 'RECALLED') return { refused: 'BATCH_STOPPED' };
    const { link } = this.printing.of(row.key, row.code);
    if (link === null) return { refused: 'NO_GTIN' };
    const { product, place, day } = row;
    return { facts: { link, code: row.code, product, place, day } };
  }

  /** The QR code alone, without letters. */
  png({ link }: LabelFacts): Promise<Buffer> {
    return qrPng(link);
  }
}
