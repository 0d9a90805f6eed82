import type { Change } from '../changes.js';
import { lacksTold, type ConformanceCase } from '../case.js';
import { expect, shown } from '../failed.js';
import { tells, tellsStock } from '../declared.js';
import { until } from '../until.js';
import { sameQuantity } from './delivery.js';

const CHANGES_IN_A_DAY = 6;

export const troubleCases: readonly ConformanceCase[] = [
  {
    name: 'partial',
    title: 'of several things told at once, those taken are done and only the others are told again',
    needs: (declared) => tells(declared) && (declared.plugin.outbound?.batch ?? 1) > 1,
    lacks: lacksTold,
    manner: 'partial',
    run: async (bench) => {
      // All wait for the same moment, so that they are told at once.
      const goods = await bench.goods(3);
      await bench.simulator.behave(bench.simulator.outbound!.without?.busy ? 'failing' : 'busy');
      const changes: Change[] = [];
      for (const one of goods) changes.push(await bench.alter(one));
      for (const change of changes) await bench.changes.answered(change);
      await bench.outbox.holdBack();
      await bench.simulator.behave('partial');
      const seen = bench.witness.deliveries.length;
      await bench.outbox.hurry();
      const call = await until('several things told at once', () =>
        bench.witness.deliveries.slice(seen).find(({ batch, results }) => batch.length > 1 && results),
      );
      await bench.simulator.behave('well');
      for (const change of changes) await bench.changes.delivered(change);
      const first = changes.find((change) => change.subject === call.batch[0]!.subject);
      expect(first !== undefined, 'the batch holds something else than what was changed');
      const told = bench.changes.toldOf(first);
      expect(told.length === 1, `the one that was taken at once was told ${told.length} times: ${shown(told)}`);
    },
  },
  {
    name: 'crash',
    title: 'what was told just before a crash is told again under the same key, and done once',
    needs: tells,
    lacks: lacksTold,
    run: async (bench) => {
      const { told, untold } = await bench.crash();
      for (const change of [told, untold]) {
        await bench.changes.delivered(change);
        const seen = bench.changes.toldOf(change);
        const effects = seen.filter(({ effect }) => effect).length;
        expect(
          effects === 1,
          `what was told just before a crash was done ${effects} times there: send \`delivery.id\` as what they know a repeat by (${shown(seen)})`,
        );
      }
    },
  },
  {
    name: 'offline',
    title: 'after a day offline each product is told once, with its newest quantity',
    needs: tellsStock,
    lacks: lacksTold,
    manner: 'down',
    run: async (bench) => {
      const goods = await bench.goods(2);
      await bench.simulator.behave('down');
      const before = bench.simulator.outbound!.told().length;
      const last = new Map<string, string>();
      for (let n = 0; n < CHANGES_IN_A_DAY; n++)
        for (const one of goods) last.set(one.externalId, (await bench.alter(one)).quantity!);
      await until('a try while they are down', () =>
        goods.every(({ id }) => bench.witness.deliveries.some(({ batch }) => batch.some((d) => d.subject === id))),
      );
      await bench.outbox.logged();
      await bench.outbox.dayPasses();
      await bench.simulator.behave('well');
      await bench.outbox.hurry();
      await bench.outbox.empty();
      const told = bench.simulator.outbound!.told().slice(before);
      for (const { externalId } of goods) {
        const of = told.filter(({ item, event }) => item === externalId && event === 'stock');
        expect(of.length === 1, `a day offline with ${CHANGES_IN_A_DAY} changes was told as ${shown(of)}`);
        const quantity = last.get(externalId)!;
        expect(sameQuantity(of[0]!.quantity, quantity), `they were told ${of[0]!.quantity}, and ${quantity} are there`);
      }
    },
  },
];
