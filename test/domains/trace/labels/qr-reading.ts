import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/** A dark rectangle of a drawn code. */
export interface Dark {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const POINTS = 400;
type Decode = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
// A CommonJS module: its function is the default of the default.
const decode = ((jsQR as unknown as { default?: Decode }).default ?? jsQR) as Decode;

/** What a QR code says, read by a library that did not draw it; null where it cannot be read. */
export function readPng(png: Buffer): string | null {
  const { data, width, height } = PNG.sync.read(png);
  return decode(new Uint8ClampedArray(data), width, height)?.data ?? null;
}

/** Reads a code out of its dark rectangles, in whatever unit they are, with white around them. */
export function readRectangles(dark: readonly Dark[]): string | null {
  const left = Math.min(...dark.map(({ x }) => x));
  const top = Math.min(...dark.map(({ y }) => y));
  const scale = (POINTS - 40) / (Math.max(...dark.map(({ x, width }) => x + width)) - left);
  const pixels = new Uint8ClampedArray(POINTS * POINTS * 4).fill(255);
  const at = (value: number) => Math.round(value * scale) + 20;
  for (const { x, y, width, height } of dark) {
    for (let py = at(y - top); py < at(y - top + height); py++)
      for (let px = at(x - left); px < at(x - left + width); px++)
        pixels.fill(0, (py * POINTS + px) * 4, (py * POINTS + px) * 4 + 3);
  }
  return decode(pixels, POINTS, POINTS)?.data ?? null;
}

/** The dark rectangles of the one path of a label's SVG. */
export const rectanglesOfSvg = (svg: string): Dark[] =>
  [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(([, x, y, width]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: 1,
  }));

/** The streams of a PDF as text, unpacked. */
export function streamsOf(pdf: Buffer): string[] {
  const streams: string[] = [];
  for (let from = pdf.indexOf('stream\n'); from >= 0; from = pdf.indexOf('stream\n', from + 7)) {
    if (pdf.subarray(from - 3, from).toString() === 'end') continue;
    const end = pdf.indexOf('endstream', from);
    try {
      streams.push(inflateSync(pdf.subarray(from + 7, end)).toString('latin1'));
    } catch {
      // a stream that is not packed: none of those that are looked into
    }
  }
  return streams;
}

const RECTANGLE = /(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+) re/g;

/** The dark rectangles of each label of a page of a PDF, by its content stream: each code is filled at once. */
export const rectanglesOfPdf = (page: string): Dark[][] =>
  page
    .split(/\nf\n/)
    .map((part) =>
      [...part.matchAll(RECTANGLE)].map(([, x, y, width, height]) => ({
        x: Number(x),
        y: Number(y),
        width: Number(width),
        height: Number(height),
      })),
    )
    .filter((rectangles) => rectangles.length > 0);
