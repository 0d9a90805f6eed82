import { z } from 'zod';
import { globalId, uuidKey } from '../../platform/graphql/index.js';
import type { DeviceCommands, FindSeat } from './device-commands.js';
import { ENTRY_KINDS, type JournalEntry } from './journal/journal-entry.js';
import { outletErrors } from './outlets.errors.js';
import { terminalOf } from './seat.js';

export type TerminalSays = 'heartbeat' | 'journal' | 'audit' | 'vend' | 'command';

/** How channels reach the commands of machines. */
export interface TerminalPort {
  /**
   * Takes a report of one of the connection's machines, by the code of its device or site, once under its key; null where the
   * connection has no such machine. Throws a DomainError where it refuses. Answers plain JSON.
   */
  take(
    connection: string,
    terminal: string,
    what: TerminalSays,
    report: unknown,
    key: string,
  ): Promise<{ readonly duplicate: boolean; readonly values: Readonly<Record<string, Json>> } | null>;
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const heartbeat = z.object({
  at: z.iso.datetime({ offset: true }),
  temperatureC: z.number().nullish(),
  door: z.enum(['OPEN', 'CLOSED']).nullish(),
});
const entry = z.object({
  seq: z.int().positive(),
  entryId: z.string(),
  kind: z.enum(ENTRY_KINDS),
  at: z.iso.datetime({ offset: true }),
  slot: z.string().nullish(),
  amountFen: z.int().nonnegative().nullish(),
  method: z.string().max(40).nullish(),
  reference: z.string().max(128).nullish(),
  planogram: z.int().nullish(),
  original: z.string().nullish(),
  vendId: z.string().nullish(),
  result: z.enum(['VENDED', 'FAILED']).nullish(),
  text: z.string().max(500).nullish(),
});
const journal = z.object({ epoch: z.int().nullish(), entries: z.array(entry) });
const audit = z.object({
  content: z.string(),
  commandId: z.string().nullish(),
  journalSeq: z.int().nonnegative().nullish(),
});
const vend = z.discriminatedUnion('step', [
  z.object({ step: z.literal('RESERVE'), slot: z.string() }),
  z.object({ step: z.literal('AUTHORISE'), vendId: z.string() }),
  z.object({
    step: z.literal('REPORT').default('REPORT'),
    token: z.string(),
    result: z.enum(['DISPENSING', 'VENDED', 'FAILED']),
    slotHealth: z.enum(['OK', 'JAMMED', 'BROKEN']).nullish(),
  }),
]);
const command = z.object({ commandId: z.string(), state: z.enum(['TAKEN', 'DONE', 'FAILED']) });

function read<Shape>(schema: z.ZodType<Shape>, report: unknown): Shape {
  const parsed = schema.safeParse(report);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue!.path.join('.');
  throw outletErrors.refuse('BAD_REPORT', {
    ...(field && { field }),
    detail: `${field || 'report'}: ${issue!.message}`,
  });
}

/** What {@link terminalOf} throws, told apart from a thing of a machine that is not there. */
class NoTerminal extends Error {}

export function createTerminalPort(devices: DeviceCommands): TerminalPort {
  return {
    async take(connection, terminal, what, report, key) {
      const seat: FindSeat = async (tx) => {
        const found = await terminalOf(tx, connection, terminal);
        if (!found) throw new NoTerminal();
        return found;
      };
      try {
        const values = await takeReport(devices, { what, scope: `terminal:${connection}`, seat, key }, report);
        return { duplicate: false, values: JSON.parse(JSON.stringify(values)) as Record<string, Json> };
      } catch (error) {
        if (error instanceof NoTerminal) return null;
        throw error;
      }
    },
  };
}

interface Saying {
  what: TerminalSays;
  scope: string;
  seat: FindSeat;
  key: string;
}

async function takeReport(
  devices: DeviceCommands,
  { what, scope, seat, key }: Saying,
  report: unknown,
): Promise<object> {
  switch (what) {
    case 'heartbeat':
      await devices.heartbeat(seat, read(heartbeat, report));
      return {};
    case 'journal': {
      const { epoch = null, entries } = read(journal, report);
      return devices.journal(seat, { epoch, entries: entries as JournalEntry[] });
    }
    case 'audit': {
      const { content, commandId, journalSeq = null } = read(audit, report);
      const asked = commandId ? (uuidKey(commandId, 'KioskCommand') ?? NOBODY) : null;
      const id = await devices.audit(seat, { content, commandId: asked, journalSeq });
      return { reportId: globalId('AuditReport', id) };
    }
    case 'vend':
      return takeVend(devices, scope, seat, key, read(vend, withStep(report)));
    case 'command': {
      const { commandId, state } = read(command, report);
      const id = await devices.reportCommand(seat, { commandId, state });
      return { commandId: globalId('KioskCommand', id), state };
    }
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A report without a step is one of a result, as the graph's mutation has it. */
const withStep = (report: unknown): unknown =>
  typeof report === 'object' && report !== null && !('step' in report) ? { step: 'REPORT', ...report } : report;

async function takeVend(
  devices: DeviceCommands,
  scope: string,
  seat: FindSeat,
  idempotencyKey: string,
  said: z.infer<typeof vend>,
): Promise<object> {
  switch (said.step) {
    case 'RESERVE': {
      const { id, order } = await devices.reserve(scope, seat, { idempotencyKey, slot: said.slot });
      return { vendId: globalId('Vend', id), orderId: globalId('Order', order) };
    }
    case 'AUTHORISE': {
      const { vend: id, ...leave } = await devices.authorise(scope, seat, { idempotencyKey, vendId: said.vendId });
      return { vendId: globalId('Vend', id), ...leave };
    }
    case 'REPORT': {
      const { step: _step, ...report } = said;
      return { vendId: globalId('Vend', await devices.report(scope, seat, { idempotencyKey, ...report })) };
    }
  }
}
