import { lacksTold, type ConformanceCase } from '../case.js';
import { expect, shown } from '../failed.js';
import { tells } from '../declared.js';
import { until } from '../until.js';

export const deliveryCases: readonly ConformanceCase[] = [
  {
    name: 'told',
    title: 'a change of ours is told, once, as it is',
    needs: tells,
    lacks: lacksTold,
    run: async (bench) => {
      const change = await bench.change();
      await bench.changes.delivered(change);
      await bench.outbox.empty();
      const told = bench.changes.toldOf(change);
      expect(told.length === 1, `one change was told ${told.length} times: ${shown(told)}`);
      if (change.quantity !== undefined)
        expect(sameQuantity(told[0]!.quantity, change.quantity), `${change.quantity} was told as ${told[0]!.quantity}`);
    },
  },
  {
    name: 'busy',
    title: 'told that it comes too often (429), it waits as long as it is asked to, then tells',
    needs: tells,
    lacks: (simulator) =>
      lacksTold(simulator) ??
      (simulator.outbound?.busySeconds === undefined && !simulator.outbound?.without?.busy
        ? 'say how long the remote side asks to wait: add `outbound.busySeconds` to the simulator, null if it does not say'
        : null),
    manner: 'busy',
    run: async (bench) => {
      const change = await bench.changeWhile('busy');
      const { outcome, afterSeconds } = await bench.changes.answered(change);
      expect(outcome === 'retry', `it answers \`${outcome}\`: the host would not try again`);
      const asked = bench.simulator.outbound!.busySeconds;
      if (asked != null) {
        expect(
          Math.abs((afterSeconds ?? 0) - asked) <= 2,
          `they ask to wait ${asked} s, and it answers \`afterSeconds: ${afterSeconds}\``,
        );
        const { wait } = await bench.outbox.in(bench.changes.idsOf(change)[0]!, 'RETRY');
        expect(wait > asked - 5, `the host comes again in ${wait} s, though ${asked} s were asked for`);
      }
      await bench.simulator.behave('well');
      await bench.outbox.hurry();
      await bench.changes.delivered(change);
    },
  },
  {
    name: 'server-error',
    title: 'while they fail (5xx) it is tried again, and told in the end',
    needs: tells,
    lacks: lacksTold,
    manner: 'failing',
    run: async (bench) => {
      const change = await bench.changeWhile('failing');
      await bench.changes.triedAgain(change);
      await bench.simulator.behave('well');
      await bench.changes.delivered(change);
    },
  },
  {
    name: 'timeout',
    title: 'what they do not answer in time is not taken for told: it is tried again',
    needs: tells,
    lacks: lacksTold,
    manner: 'hanging',
    run: async (bench) => {
      const change = await bench.changeWhile('hanging');
      await bench.changes.triedAgain(change);
      await bench.simulator.behave('well');
      await bench.changes.delivered(change);
    },
  },
  {
    name: 'reset',
    title: 'a connection cut in the middle is tried again',
    needs: tells,
    lacks: lacksTold,
    manner: 'resetting',
    run: async (bench) => {
      const change = await bench.changeWhile('resetting');
      await bench.changes.triedAgain(change);
      await bench.simulator.behave('well');
      await bench.changes.delivered(change);
    },
  },
  {
    name: 'refused',
    title: 'what they refuse for good becomes a dead letter, is not tried again, and can be replayed',
    needs: tells,
    lacks: lacksTold,
    manner: 'refusing',
    run: async (bench) => {
      const change = await bench.changeWhile('refusing');
      const { outcome } = await bench.changes.answered(change);
      expect(outcome === 'permanent', `what they refuse for good is answered \`${outcome}\`: it must be \`permanent\``);
      const [id] = bench.changes.idsOf(change);
      await bench.outbox.in(id!, 'DEAD');
      await bench.simulator.behave('well');
      await bench.outbox.hurry();
      const since = bench.changes.mark();
      await bench.connection.replay(id!);
      await bench.changes.delivered({ ...change, since });
    },
  },
  {
    name: 'deadline',
    title: 'when the host gives up on a call, the plug-in lets go of it',
    needs: tells,
    lacks: lacksTold,
    manner: 'hanging',
    run: async (bench) => {
      const seen = bench.witness.calls.length;
      const change = await bench.changeWhile('hanging');
      const call = await until('a call that they do not answer', () =>
        bench.witness.calls.slice(seen).find(({ what }) => what === 'outbound.deliver'),
      );
      await until('the host to give up on it, or the plug-in itself', () => call.abortedAt ?? call.settledAt);
      await until(
        'the end of a call that was given up on: `call.signal` must end whatever it waits for (`call.fetch` does so by itself)',
        () => call.settledAt,
        2_000,
      );
      await bench.simulator.behave('well');
      await bench.changes.delivered(change);
    },
  },
];

/** As decimals, so that `5` is `5.000`. */
export const sameQuantity = (one: string | undefined, other: string): boolean =>
  one !== undefined && plain(one) === plain(other);

const plain = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
