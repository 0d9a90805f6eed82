import type { Bench } from '../bench.js';
import type { Host } from '../host.js';
import { asText } from '../witness.js';
import type { ConformanceCase } from '../case.js';
import { expect, shown } from '../failed.js';
import { hasRoutes, isNever, tells } from '../declared.js';

const always = () => true;

export const stateCases: readonly ConformanceCase[] = [
  {
    name: 'health',
    title: 'health is DOWN while the remote side is, and OK again afterwards',
    needs: always,
    manner: 'down',
    run: async (bench) => {
      expect(
        bench.plugin.health !== undefined,
        '`health` is missing: an operator would not see that the remote side is down',
      );
      const well = await bench.connection.health();
      expect(well.status === 'OK', `while all is well, health is ${shown(well)}`);
      await bench.simulator.behave('down');
      const down = await bench.connection.health();
      expect(down.status === 'DOWN', `while the remote side is down, health is ${shown(down)}`);
      await bench.simulator.behave('well');
      const again = await bench.connection.health();
      expect(again.status === 'OK', `once the remote side is back, health is ${shown(again)}`);
    },
  },
  {
    name: 'inactive',
    title: 'a connection that is switched off neither receives nor delivers; switched on, it tells what is so by then',
    needs: (declared) => hasRoutes(declared) || tells(declared),
    run: async (bench) => {
      const { inbound, outbound } = bench.simulator;
      const story = inbound?.request && (await bench.story());
      const [goods] = await bench.goods();
      await bench.connection.deactivate();
      try {
        const [before, told] = [await bench.inbox.standing(), outbound?.told().length];
        if (story) {
          const answer = await bench.inbox.send(bench.inbox.signed(story.messages[0]!));
          expect(!bench.inbox.taken(answer), `switched off, it answered ${shown(answer)}`);
          expect((await bench.inbox.standing()).messages === before.messages, 'switched off, it kept a message');
        }
        if (outbound) {
          await bench.alter(goods!);
          await bench.outbox.logged();
          await bench.outbox.hurry();
          expect(outbound.told().length === told, `switched off, it told ${shown(outbound.told().slice(told))}`);
        }
      } finally {
        await bench.connection.activate();
      }
      await bench.outbox.empty();
      if (story) {
        for (const said of story.messages) await bench.inbox.say([said]);
        await bench.inbox.became(story);
      }
    },
  },
  {
    name: 'secrets',
    title: 'its secrets are in no log, no error, no answer and nothing that is kept',
    needs: always,
    run: async (bench) => {
      const { secrets, witness, host } = bench;
      // So far most went well: now it also fails in every way that it can.
      await provokeErrors(bench);
      const leaks = witness.leaks(secrets);
      expect(leaks.length === 0, `a secret is in what these said, answered or threw: ${leaks.join(', ')}`);
      const has = (text: string) => secrets.some((value) => text.includes(value));
      expect(!has(host.log()), 'a secret is in the log of the server');
      expect(!has(asText(bench.inbox.answers)), 'a secret is in an answer to the remote side');
      const kept = await placesOf(host, secrets);
      expect(kept.length === 0, `a secret is kept in clear in ${kept.join(', ')}`);
    },
  },
];

/** What the cases before let go well fails now, in the ways that the remote side can make it fail. */
async function provokeErrors(bench: Bench): Promise<void> {
  for (const manner of ['failing', 'down'] as const) {
    if (isNever(bench.simulator, manner)) continue;
    await bench.simulator.behave(manner);
    await bench.connection.attempt(bench.simulator.settings());
    await bench.connection.health();
    await bench.inbox.polled();
  }
  await bench.simulator.behave('well');
  await bench.connection.attempt(bench.simulator.wrongSettings());
}

const KEPT = `select table_schema as schema, table_name as name from information_schema.tables
  where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`;

/** Tables in which a text is kept in clear. */
async function placesOf(host: Host, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, schema } of await host.rows<{ name: string; schema: string }>(KEPT)) {
    const [row] = await host.rows<{ n: number }>(
      `select count(*)::int as n from "${schema}"."${name}" t
        where exists (select 1 from unnest($1::text[]) secret where position(secret in t::text) > 0)`,
      [texts],
    );
    if (row!.n > 0) found.push(name);
  }
  return found;
}
