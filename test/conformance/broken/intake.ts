import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BadRequest } from 'yizhan/plugin-kit';
import { fault, inboundWith, routeWith, type Fault } from './fault.js';

let reading = false;

export const intakeFaults: readonly Fault[] = [
  fault(
    'replay',
    'the key is that of the request, which has another time when it comes again',
    routeWith(({ read }) => ({
      read: async (request, call) =>
        (await read(request, call)).map((message) => ({
          ...message,
          dedupeKey: `${message.dedupeKey} ${request.headers['canteen-time']}`,
        })),
    })),
  ),
  fault(
    'storm',
    'it reads one request at a time, and sends the others away',
    routeWith(({ read }) => ({
      read: async (request, call) => {
        if (reading) throw new BadRequest('busy', { status: 503 });
        reading = true;
        await sleep(5);
        reading = false;
        return read(request, call);
      },
    })),
  ),
  fault(
    'reorder',
    'what came before its order is left aside',
    inboundWith(({ normalise }) => ({
      normalise: async (message, call) => {
        const intake = await normalise(message, call);
        return 'wait' in intake ? { ignore: 'there is no such order' } : intake;
      },
    })),
  ),
  fault(
    'poll',
    'it steps over a page',
    inboundWith(({ polls }) => ({
      polls: {
        changes: {
          ...polls!['changes']!,
          poll: async (cursor, call) => {
            const found = await polls!['changes']!.poll(cursor, call);
            return found.more ? { ...found, cursor: Number(found.cursor) + 2 } : found;
          },
        },
      },
    })),
  ),
  fault(
    'poll-again',
    'what is fetched has a new key each time',
    inboundWith(({ polls }) => ({
      polls: {
        changes: {
          ...polls!['changes']!,
          poll: async (cursor, call) => {
            const found = await polls!['changes']!.poll(cursor, call);
            return { ...found, messages: found.messages.map((one) => ({ ...one, dedupeKey: randomUUID() })) };
          },
        },
      },
    })),
  ),
];
