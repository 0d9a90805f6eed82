import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';

/** A file that can be read from its start more than once: what it is must be known before its rows are read. */
export interface FileSource {
  readonly filename: string;
  readonly size: number;
  open(): Readable;
}

export async function fileAt(path: string): Promise<FileSource> {
  const { size } = await stat(path);
  return { filename: basename(path), size, open: () => createReadStream(path) };
}

export const fileOf = (filename: string, bytes: Buffer): FileSource => ({
  filename,
  size: bytes.length,
  open: () => Readable.from(chunks(bytes), { objectMode: false }),
});

function* chunks(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
