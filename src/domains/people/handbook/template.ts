import { COLUMNS } from './columns.js';

const BOM = '\uFEFF';
const NEEDED = {
  always: '必填 required',
  product: '有产品时必填 required with a product',
  never: '可留空 may be blank',
} as const;

/** An empty handbook as CSV: the header alone, with the mark by which Excel knows UTF-8. */
export const handbookTemplateCsv = (): string => `${BOM}${COLUMNS.map(({ header }) => header).join(',')}\r\n`;

/** An empty handbook as a workbook; its second sheet explains the columns and is not read on import. */
export async function handbookTemplateXlsx(): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('扶贫手册', { views: [{ state: 'frozen', ySplit: 1 }] });
  // Text format: Excel would cut an ID number to 15 digits and drop the zeros of a household number.
  sheet.columns = COLUMNS.map(({ header, key }) => ({ header, key, width: 16, style: { numFmt: '@' } }));
  const guide = book.addWorksheet('说明 Guide');
  guide.columns = ['列 Column', 'English', '是否必填 Needed', '要求', 'Expected', '示例 Example'].map((header) => ({
    header,
    width: 28,
  }));
  for (const { header, key, required, expected, example } of COLUMNS) {
    guide.addRow([header, key, NEEDED[required], expected.zh, expected.en, example]);
  }
  for (const { id } of [sheet, guide]) book.getWorksheet(id)!.getRow(1).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}
