/** What a label says; `link` is in its QR code. */
export interface LabelFacts {
  readonly link: string;
  readonly code: string;
  readonly product: string;
  /** Village, township or county of the goods. */
  readonly place: string;
  /** Day of the harvest, else of making, in China: YYYY-MM-DD. */
  readonly day: string;
}

/** Millimetres: a label of an A4 sheet of 3 × 8, as label paper of 70 × 37 mm has them. */
export const LABEL = { width: 70, height: 37, columns: 3, rows: 8, perSheet: 24 } as const;
/** The most labels of one PDF: ten sheets. */
export const MOST_LABELS = 240;

export interface LabelLine {
  readonly text: string;
  /** Millimetres from the label's left and top edge to the baseline, and the letters' height. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Where the QR code stands, its quiet zone of four modules (ISO/IEC 18004) within. */
export const QR_BOX = { x: 1.5, y: 4.5, side: 28 } as const;
const TEXT_X = 30.5;
const SMALL = 3.1;
const TEXT_WIDTH = LABEL.width - TEXT_X - 2;

/** The lines of a label: the product's name in at most two, place and day, and the code, which is never cut but set smaller. */
export function linesOf({ product, place, day, code }: LabelFacts): LabelLine[] {
  const name = wrapped(product, 4.2, 2).map((text, i) => ({ text, x: TEXT_X, y: 9 + i * 5.2, size: 4.2 }));
  const small = [`产地 ${place}`, `日期 ${day}`].map((text, i) => {
    return { text: wrapped(text, SMALL, 1)[0]!, x: TEXT_X, y: 21.5 + i * 5, size: SMALL };
  });
  const fits = Math.floor((TEXT_WIDTH / ([...code].length * WIDEST_LATIN)) * 100) / 100;
  return [...name, ...small, { text: code, x: TEXT_X, y: 31.5, size: Math.min(SMALL, fits) }];
}

/** About how wide a letter is, in its height: Chinese ones are square. */
const widthOf = (letter: string): number => (letter.codePointAt(0)! > 0x2e7f ? 1 : 0.6);
const WIDEST_LATIN = 0.62;

function wrapped(text: string, size: number, most: number): string[] {
  const letters = [...text.replaceAll(/\s+/g, ' ').trim()];
  const lines: string[] = [];
  while (letters.length > 0 && lines.length < most) {
    let line = '';
    for (let used = 0; letters.length > 0;) {
      used += widthOf(letters[0]!) * size;
      if (used > TEXT_WIDTH) break;
      line += letters.shift()!;
    }
    lines.push(line);
  }
  if (letters.length > 0) lines[most - 1] = `${[...lines[most - 1]!].slice(0, -1).join('')}…`;
  return lines;
}
