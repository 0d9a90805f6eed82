import type { Bench } from '../bench.js';
import { lacksInbound, lacksOffers, lacksRequests, type ConformanceCase } from '../case.js';
import { expect, shown } from '../failed.js';
import { hasRoutes, isFetched } from '../declared.js';
import { isSame } from '../same.js';

const STORM = 50;

export const intakeCases: readonly ConformanceCase[] = [
  {
    name: 'replay',
    title: 'the same message said again has one effect, and the same answer',
    needs: hasRoutes,
    lacks: lacksRequests,
    run: async (bench) => {
      const story = await bench.story();
      const [said] = story.messages;
      const first = await bench.inbox.send(
        bench.inbox.signed(said!, { at: new Date(Date.now() - 5_000), as: 'genuine' }),
      );
      expect(bench.inbox.taken(first), `it was answered ${shown(first)}`);
      await bench.inbox.settled();
      const before = await bench.inbox.standing();
      const again = await bench.inbox.send(bench.inbox.signed(said!));
      await bench.inbox.settled();
      await expectNothingNew(bench, before, 'the same message, said again five seconds later,');
      const { repeated = isSame } = bench.simulator.inbound!;
      expect(repeated(first, again), `it was answered ${shown(first)} and, said again, ${shown(again)}`);
    },
  },
  {
    name: 'storm',
    title: `${STORM} times the same request at once have one effect, and are all answered well`,
    needs: hasRoutes,
    lacks: lacksRequests,
    run: async (bench) => {
      const [one, other] = [await bench.story(), await bench.story()];
      const start = await bench.inbox.standing();
      await bench.inbox.send(bench.inbox.signed(one.messages[0]!));
      await bench.inbox.settled();
      const single = await bench.inbox.standing();
      const request = bench.inbox.signed(other.messages[0]!);
      const answers = await Promise.all(Array.from({ length: STORM }, () => bench.inbox.send(request)));
      await bench.inbox.settled();
      const refused = answers.filter((answer) => !bench.inbox.taken(answer));
      expect(refused.length === 0, `${refused.length} of ${STORM} were answered like this: ${shown(refused[0])}`);
      const storm = await bench.inbox.standing();
      const kept = storm.messages - single.messages;
      expect(kept === single.messages - start.messages, `${STORM} times the same request left ${kept} messages`);
      const [alone, done] = [single.events - start.events, storm.events - single.events];
      expect(done === alone, `one request alone makes ${alone} events, ${STORM} at once made ${done}`);
    },
  },
  {
    name: 'reorder',
    title: 'messages about one thing, said in the wrong order, become the same',
    needs: (declared) => hasRoutes(declared) || isFetched(declared),
    lacks: lacksInbound,
    run: async (bench) => {
      const story = await bench.story();
      for (const said of story.messages.toReversed()) await bench.inbox.say([said]);
      await bench.inbox.became(story);
    },
  },
  {
    name: 'poll',
    title: 'what lies ready over there is fetched, all of it, and becomes what it means',
    needs: isFetched,
    lacks: lacksOffers,
    run: async (bench) => {
      const stories = [await bench.story('fetched'), await bench.story('fetched')];
      await bench.inbox.offer(stories.flatMap(({ messages }) => messages));
      for (const story of stories) await bench.inbox.became(story);
    },
  },
  {
    name: 'poll-again',
    title: 'what was fetched before and lies ready again has no second effect',
    needs: isFetched,
    lacks: lacksOffers,
    run: async (bench) => {
      const story = await bench.story('fetched');
      await bench.inbox.offer(story.messages);
      await bench.inbox.became(story);
      await bench.inbox.settled();
      const before = await bench.inbox.standing();
      await bench.inbox.offer(story.messages.toReversed());
      await bench.inbox.fetched();
      await expectNothingNew(bench, before, 'what was fetched again');
    },
  },
];

async function expectNothingNew(
  bench: Bench,
  before: { messages: number; events: number },
  what: string,
): Promise<void> {
  const after = await bench.inbox.standing();
  expect(
    after.messages === before.messages,
    `${what} was taken for another: its \`dedupeKey\` must come from what is said, not from the request or the time`,
  );
  expect(after.events === before.events, `${what} took effect again`);
}
