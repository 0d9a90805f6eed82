import QRCode from 'qrcode';

/** Modules of white around a code that a reader needs (ISO/IEC 18004, 5.3.8). */
export const QUIET = 4;
/** M restores 15 %: enough for a label that gets damp, and fewer modules than Q. */
const OPTIONS = { errorCorrectionLevel: 'M' } as const;

/** A run of dark modules in a row of a code, counted from its upper left corner with the quiet zone. */
export interface DarkRun {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** The dark runs of a QR code of a text, and how many modules its side has with the quiet zone. */
export function qrRuns(text: string): { side: number; runs: DarkRun[] } {
  const { modules } = QRCode.create(text, OPTIONS);
  const runs: DarkRun[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      const from = x;
      while (x < modules.size && modules.get(y, x)) x++;
      if (x > from) runs.push({ x: from + QUIET, y: y + QUIET, length: x - from });
    }
  }
  return { side: modules.size + 2 * QUIET, runs };
}

/** A QR code alone as PNG, eight points a module. */
export const qrPng = (text: string): Promise<Buffer> =>
  QRCode.toBuffer(text, { ...OPTIONS, margin: QUIET, scale: 8, type: 'png' });
