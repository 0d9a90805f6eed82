import { Arg, Args, Ctx, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import {
  Allow,
  answer,
  DateTimeScalar,
  payloadType,
  uuidKey,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { FeedSubscription } from '../../platform/subscriptions/index.js';
import type { Clock } from '../../shared/clock.js';
import { auditReads } from './audit/audit.reads.js';
import { AuditReport, AuditUploadInput } from './audit/audit.types.js';
import { KioskCommand, KioskCommandReportInput, commandReads } from './commands/command.types.js';
import { seatOf, type DeviceCommands } from './device-commands.js';
import { kioskFeed } from './feed/kiosk-feed.js';
import { KioskFeedArgs, KioskFeedItem } from './feed/kiosk-feed.types.js';
import { KioskHeartbeatInput } from './health/heartbeat.types.js';
import { JournalReceipt, JournalUploadInput } from './journal/journal.types.js';
import { kioskReads } from './outlet.reads.js';
import { Kiosk } from './outlet.types.js';
import { OutletUserError } from './outlets.errors.js';

const KioskHeartbeatPayload = payloadType('KioskHeartbeatPayload', OutletUserError, {
  kiosk: { type: () => Kiosk, description: 'The kiosk as it is now, with its locks.' },
  serverTime: { type: () => DateTimeScalar, description: 'Our clock.' },
});
const JournalUploadPayload = payloadType('JournalUploadPayload', OutletUserError, {
  receipt: { type: () => JournalReceipt, description: 'What became of each entry, and how far it all has come.' },
});
const AuditUploadPayload = payloadType('AuditUploadPayload', OutletUserError, {
  report: { type: () => AuditReport, description: 'The file held against our books.' },
});
const KioskCommandReportPayload = payloadType('KioskCommandReportPayload', OutletUserError, {
  command: { type: () => KioskCommand, description: 'The command as it is now.' },
});

/** What a machine itself says and follows. */
@Resolver()
export class DeviceResolver {
  constructor(
    private readonly devices: DeviceCommands,
    private readonly clock: Clock,
  ) {}

  @Subscription(() => KioskFeedItem, {
    description:
      'One kiosk as it changes: a snapshot of its state, slots and pending commands, then each change in order, to be gone on with from any cursor.',
    subscribe: ({ args, context }) =>
      new FeedSubscription(kioskFeed((context as RequestContext).viewer, args as KioskFeedArgs)),
  })
  @Allow('read', 'Kiosk')
  kioskFeed(@Root() item: object, @Args(() => KioskFeedArgs) _args: KioskFeedArgs): object {
    return item;
  }

  @Mutation(() => KioskHeartbeatPayload, {
    description: 'A sign of life, every 30 s. It may lock fresh food or the whole machine.',
  })
  @Allow('serve', 'Kiosk')
  kioskHeartbeat(
    @Ctx() context: RequestContext,
    @Arg('input', () => KioskHeartbeatInput) input: KioskHeartbeatInput,
  ): Promise<object> {
    return answer(context, async () => {
      const key = await this.devices.heartbeat(seatOf(context.viewer), input);
      return { kiosk: await kioskReads.byKey(context, key), serverTime: this.clock.now() };
    });
  }

  @Mutation(() => JournalUploadPayload, {
    description:
      'Takes a part of the journal: each entry once however often it comes, in the order of its numbers. No key is needed: an entry has its own.',
  })
  @Allow('serve', 'Kiosk')
  journalUpload(
    @Ctx() context: RequestContext,
    @Arg('input', () => JournalUploadInput) input: JournalUploadInput,
  ): Promise<object> {
    return answer(context, async () => ({ receipt: await this.devices.journal(seatOf(context.viewer), input) }));
  }

  @Mutation(() => AuditUploadPayload, {
    description: 'Takes an EVA-DTS audit file. The same file again answers the same report.',
  })
  @Allow('serve', 'Kiosk')
  auditUpload(
    @Ctx() context: RequestContext,
    @Arg('input', () => AuditUploadInput) { content, commandId, journalSeq = null }: AuditUploadInput,
  ): Promise<object> {
    return answer(context, async () => {
      // An id that is no command's is one of nobody's, and is answered so.
      const command = commandId ? (uuidKey(commandId, 'KioskCommand') ?? NOBODY) : null;
      const id = await this.devices.audit(seatOf(context.viewer), { content, commandId: command, journalSeq });
      return { report: await auditReads.byKey(context, id) };
    });
  }

  @Mutation(() => KioskCommandReportPayload, {
    description:
      'Takes a command before acting on it, and says afterwards how it went. One that is too late is refused.',
  })
  @Allow('serve', 'Kiosk')
  kioskCommandReport(
    @Ctx() context: RequestContext,
    @Arg('input', () => KioskCommandReportInput) input: KioskCommandReportInput,
  ): Promise<object> {
    return answer(context, async () => ({
      command: await commandReads.byKey(context, await this.devices.reportCommand(seatOf(context.viewer), input)),
    }));
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
