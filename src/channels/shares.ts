import pLimit, { type LimitFunction } from 'p-limit';

/** Of something that is few, no connection has more than its share at once: what it wants beyond that waits in its own line. */
export class Shares {
  private readonly lines = new Map<string, LimitFunction>();

  constructor(private readonly most: number) {}

  of(connection: string): LimitFunction {
    let line = this.lines.get(connection);
    if (!line) this.lines.set(connection, (line = pLimit(this.most)));
    return line;
  }
}
