import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../../platform/config/index.js';
import { LABEL, linesOf, QR_BOX, type LabelFacts } from './label.rules.js';
import { qrRuns } from './qr.js';

const POINTS_PER_MM = 72 / 25.4;
const A4_HEIGHT = 297;
/** What a letter that no font has is printed as: 〓, as printers show a letter that is not in the case. */
const MISSING = '〓';

interface Face {
  readonly name: string;
  readonly bytes: Buffer;
}

let faces: readonly Face[] | undefined;

/** Noto Sans SC in parts (data/fonts): the letters of GB 2312, then rarer ones that names of the county's places need. */
function loadFaces(): readonly Face[] {
  const folder = packageFile('data', 'fonts');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ttf'));
  // The whole set first: its name is the shortest.
  files.sort((a, b) => a.length - b.length || a.localeCompare(b));
  return (faces ??= files.map((name) => ({ name, bytes: readFileSync(join(folder, name)) })));
}

/** So many labels of a batch as PDF for A4 sheets of 3 × 8. Of the fonts only the letters that are used go in. */
export async function labelSheet(facts: LabelFacts, count: number): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: `${facts.code} × ${count}` },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  for (const { name, bytes } of loadFaces()) pdf.registerFont(name, bytes);
  const draw = drawing(pdf, facts);
  const top = (A4_HEIGHT - LABEL.rows * LABEL.height) / 2;
  for (let i = 0; i < count; i++) {
    const at = i % LABEL.perSheet;
    if (at === 0) pdf.addPage();
    pdf.save();
    pdf.scale(POINTS_PER_MM);
    pdf.translate((at % LABEL.columns) * LABEL.width, top + Math.floor(at / LABEL.columns) * LABEL.height);
    draw();
    pdf.restore();
  }
  pdf.end();
  return done;
}

function drawing(pdf: PDFKit.PDFDocument, facts: LabelFacts): () => void {
  const { side, runs } = qrRuns(facts.link);
  const module = QR_BOX.side / side;
  const lines = linesOf(facts).map((line) => ({ ...line, parts: partsOf(pdf, line.text) }));
  return () => {
    for (const { x, y, length } of runs)
      pdf.rect(QR_BOX.x + x * module, QR_BOX.y + y * module, length * module, module);
    pdf.fill('#000');
    for (const { parts, x, y, size } of lines) {
      let left = x;
      for (const { face, text } of parts) {
        pdf.font(face).fontSize(size).text(text, left, y, { lineBreak: false, baseline: 'alphabetic' });
        left += pdf.widthOfString(text);
      }
    }
  };
}

/** A text by the faces that have its letters. */
function partsOf(pdf: PDFKit.PDFDocument, text: string): { face: string; text: string }[] {
  const parts: { face: string; text: string }[] = [];
  for (const letter of text) {
    const found = loadFaces().find(({ name }) => hasLetter(pdf, name, letter));
    const face = found?.name ?? loadFaces()[0]!.name;
    const last = parts.at(-1);
    if (last?.face === face) last.text += found ? letter : MISSING;
    else parts.push({ face, text: found ? letter : MISSING });
  }
  return parts;
}

/** pdfkit's types do not show the opened font; fontkit's face says which letters it has. */
function hasLetter(pdf: PDFKit.PDFDocument, name: string, letter: string): boolean {
  const opened = (pdf.font(name) as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
    ._font;
  return opened.font.hasGlyphForCodePoint(letter.codePointAt(0)!);
}
