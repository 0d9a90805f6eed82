import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { allowedNext } from './budget.rules.js';
import type { LinesBook } from './lines.js';

const LOOK_MS = 100;

/** Keeps one connection's storm from taking the process: the busier the event loop, the fewer places a line has. */
export class Budget {
  /** Until the process was full once, what each plug-in declares. */
  private allowed = Infinity;
  /** Requests of everybody but the channels. */
  private others = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly lines: LinesBook) {}

  start(server: Server, prefix: string): void {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      // A stream of events is open for hours, and mostly does nothing.
      if (request.url!.startsWith(prefix) || request.headers.accept?.includes('text/event-stream')) return;
      this.others += 1;
      response.once('close', () => (this.others -= 1));
    });
    let before = performance.eventLoopUtilization();
    this.timer = setInterval(() => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      this.allowed = allowedNext(this.allowed, utilization);
      this.lines.allow(this.allowed, this.others);
    }, LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
