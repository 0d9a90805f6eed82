import { createRequire } from 'node:module';

export interface Segment {
  readonly name: string;
  /** Elements, each of its components. */
  readonly elements: readonly (readonly string[])[];
}

// The package is CommonJS and has no types.
const { Reader } = createRequire(import.meta.url)('edifact') as {
  Reader: new () => { parse(document: string): Segment[] };
};

/** Segments of an EDIFACT text by its own separators. Throws for a text that ends within one. */
export const readSegments = (text: string): Segment[] => new Reader().parse(text);
