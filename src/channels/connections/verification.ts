import type { Logger } from 'pino';
import { NotVerified } from '../../plugin-kit/index.js';
import type { Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import { channelErrors } from '../channels.errors.js';
import type { OpenConnection } from './connection-book.js';

/** What the remote side is asked before a connection works, and told when it ends. Outside of any transaction. */
export class Verification {
  constructor(
    private readonly calls: Calls,
    private readonly logger: Logger,
  ) {}

  async verify(open: OpenConnection): Promise<void> {
    try {
      await this.calls.run(open, { what: 'verify' }, (call) => open.plugin.verify(call));
    } catch (error) {
      if (!(error instanceof NotVerified)) throw failed(open, error);
      const field = error.field ? `settings.${error.field}` : 'settings';
      throw channelErrors.refuse('NOT_VERIFIED', { field, problem: `${error.code}: ${spoken(error, open.redact)}` });
    }
  }

  async prepare(open: OpenConnection): Promise<void> {
    try {
      await this.calls.run(open, { what: 'activate' }, (call) => open.plugin.activate?.(call));
    } catch (error) {
      throw failed(open, error);
    }
  }

  async tellEnd(open: OpenConnection): Promise<void> {
    try {
      await this.calls.run(open, { what: 'deactivate' }, (call) => open.plugin.deactivate?.(call));
    } catch (error) {
      const problem = spoken(error, open.redact);
      this.logger.warn({ connection: open.stored.code, problem }, 'the remote side was not told that we are gone');
    }
  }
}

const failed = (open: OpenConnection, error: unknown) =>
  channelErrors.refuse('REMOTE_FAILED', { field: 'connectionId', problem: spoken(error, open.redact) });
