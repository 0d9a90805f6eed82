import type { FastifyReply, FastifyRequest } from 'fastify';
import { CloseReason, type Line } from './line.js';

/** Some browsers and proxies give up on a stream that is silent for longer. */
const BEAT_MS = 12_000;

/** One response as a line of events. */
export class EventStream implements Line {
  private beat: NodeJS.Timeout | undefined;
  private readonly ending: (() => void)[] = [];

  constructor(private readonly reply: FastifyReply) {}

  get backlog(): number {
    return this.reply.raw.writableLength;
  }

  open(request: FastifyRequest, ended: () => void): void {
    this.reply.hijack();
    const { raw } = this.reply;
    request.raw.socket.setNoDelay(true);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      connection: 'keep-alive',
      // nginx would otherwise keep events until its buffer is full.
      'x-accel-buffering': 'no',
      'x-request-id': request.id,
    });
    raw.write(':\n\n');
    this.beat = setInterval(() => this.backlog === 0 && raw.write(':\n\n'), BEAT_MS);
    this.ending.push(ended);
    raw.on('error', () => undefined);
    raw.once('close', () => {
      clearInterval(this.beat);
      for (const end of this.ending) end();
    });
  }

  onEnd(listener: () => void): void {
    this.ending.push(listener);
  }

  next(json: string, id?: string): void {
    this.reply.raw.write(`event: next\n${id ? `id: ${id}\n` : ''}data: ${json}\n\n`);
  }

  /** One result, and the end. */
  finish(result: object): void {
    this.next(JSON.stringify(result));
    this.complete();
  }

  complete(): void {
    this.reply.raw.end('event: complete\ndata:\n\n');
  }

  close(code: CloseReason, reason: string): void {
    if (code !== CloseReason.FORBIDDEN) return void this.reply.raw.destroy();
    this.next(JSON.stringify({ errors: [{ message: reason, extensions: { code: 'UNAUTHENTICATED' } }] }));
    this.complete();
  }

  probe(): void {
    // TCP tells of a reader who is gone, as comments are written all the time.
  }
}
