import type { Bench } from '../bench.js';
import { lacksRequests, type ConformanceCase } from '../case.js';
import { expect, shown } from '../failed.js';
import { hasRoutes } from '../declared.js';
import type { SignedRequest, Signing } from '../simulator.js';

const hasTime: ConformanceCase['lacks'] = (simulator) =>
  lacksRequests(simulator) ??
  (simulator.inbound?.toleranceSeconds === undefined
    ? 'say how old a request may be: add `inbound.toleranceSeconds` to the simulator, null where the protocol signs no time'
    : null);

export const signatureCases: readonly ConformanceCase[] = [
  {
    name: 'genuine',
    title: 'requests that are really theirs are taken, and become what they mean',
    needs: hasRoutes,
    lacks: lacksRequests,
    run: async (bench) => {
      const story = await bench.story();
      for (const said of story.messages) {
        const answer = await bench.inbox.send(bench.inbox.signed(said));
        expect(bench.inbox.taken(answer), `a request that is theirs was answered ${shown(answer)}`);
        await bench.inbox.settled();
      }
      await bench.inbox.became(story);
    },
  },
  {
    name: 'forged',
    title: 'a forged signature is refused, and leaves nothing',
    needs: hasRoutes,
    lacks: lacksRequests,
    run: (bench) => refuses(bench, 'a forged request', (sign) => sign({ at: new Date(), as: 'forged' })),
  },
  {
    name: 'changed',
    title: 'a request of which one byte was changed is refused, and leaves nothing',
    needs: hasRoutes,
    lacks: lacksRequests,
    run: (bench) =>
      refuses(bench, 'a request with a changed byte', (sign) =>
        withOneByteChanged(sign({ at: new Date(), as: 'genuine' })),
      ),
  },
  {
    name: 'late',
    title: 'a request signed too long ago, or too far ahead, is refused, and leaves nothing',
    needs: hasRoutes,
    lacks: hasTime,
    run: async (bench) => {
      const tolerance = bench.simulator.inbound!.toleranceSeconds;
      if (tolerance == null) return;
      const signedIn = (seconds: number) => (sign: (signing: Signing) => SignedRequest) =>
        sign({ at: new Date(Date.now() + seconds * 1000), as: 'genuine' });
      await refuses(bench, `a request that is ${tolerance + 60} s old`, signedIn(-tolerance - 60));
      await refuses(bench, `a request from ${tolerance + 60} s ahead`, signedIn(tolerance + 60));
    },
  },
  {
    name: 'probe',
    title: 'a probe of the remote side is refused like any forgery',
    needs: hasRoutes,
    lacks: lacksRequests,
    run: async (bench) => {
      if (bench.simulator.inbound?.probes)
        await refuses(bench, 'a probe', (sign) => sign({ at: new Date(), as: 'probe' }));
    },
  },
];

/** Refused, with nothing kept and nothing done; and the genuine one is still taken afterwards. */
async function refuses(
  bench: Bench,
  what: string,
  request: (sign: (signing: Signing) => SignedRequest) => SignedRequest,
): Promise<void> {
  const story = await bench.story();
  const [said] = story.messages;
  const before = await bench.inbox.standing();
  const answer = await bench.inbox.send(request((signing) => bench.inbox.signed(said!, signing)));
  expect(
    !bench.inbox.taken(answer) && answer.status >= 400,
    `${what} was answered ${shown(answer)}: \`authenticate\` must refuse it`,
  );
  await bench.inbox.settled();
  const after = await bench.inbox.standing();
  expect(after.messages === before.messages, `${what} was refused, and kept all the same`);
  expect(after.events === before.events, `${what} was refused, and took effect all the same`);
  const genuine = await bench.inbox.send(bench.inbox.signed(said!));
  expect(bench.inbox.taken(genuine), `after ${what} the genuine one was answered ${shown(genuine)}`);
  await bench.inbox.settled();
}

/** In the middle of the body, where there is one; else in the query, else in the path. */
export function withOneByteChanged(request: SignedRequest): SignedRequest {
  const body = Buffer.from(request.body);
  if (body.length > 0) {
    const at = changeable(body);
    body[at] = body[at] === 0x31 ? 0x32 : 0x31;
    return { ...request, body: new Uint8Array(body) };
  }
  const [name] = Object.keys(request.query ?? {});
  if (name === undefined) return { ...request, path: `${request.path}x` };
  return { ...request, query: { ...request.query, [name]: `${request.query![name]}1` } };
}

/** A digit, so that the body still reads as what it is: only the signature tells. */
function changeable(body: Buffer): number {
  for (let at = body.length - 1; at >= 0; at--) if (body[at]! >= 0x30 && body[at]! <= 0x39) return at;
  return body.length >> 1;
}
