import type { DeliveryResult, OutboundEvent } from '../plugin-kit/index.js';
import { expect, Failed, shown } from './failed.js';
import type { DeliverCall, Witness } from './witness.js';
import type { ChannelSimulator, Told } from './simulator.js';
import { until } from './until.js';

/** A change of ours that the plug-in must tell. */
export interface Change {
  readonly event: OutboundEvent;
  /** Our global id; null where only their side of it is known. */
  readonly subject: string | null;
  /** As the remote side is told it. */
  readonly item: string;
  /** Of stock: what is there now. */
  readonly quantity?: string;
  /** What had happened before it. */
  readonly since: Mark;
}

export interface Mark {
  readonly told: number;
  readonly calls: number;
}

/** What became of changes, by what the witness of the plug-in saw and what the remote side took. */
export class Changes {
  constructor(
    private readonly witness: Witness,
    private readonly simulator: ChannelSimulator,
  ) {}

  mark(): Mark {
    return { told: this.simulator.outbound?.told().length ?? 0, calls: this.witness.deliveries.length };
  }

  /** What the remote side took of it. */
  toldOf({ event, item, since }: Change): Told[] {
    return this.simulator
      .outbound!.told()
      .slice(since.told)
      .filter((told) => told.event === event && told.item === item);
  }

  /** Calls of `deliver` that had it. */
  callsOf({ since, ...change }: Change): DeliverCall[] {
    return this.witness.deliveries.slice(since.calls).filter(({ batch }) => batch.some((one) => isOf(one, change)));
  }

  /** Ids of its deliveries. */
  idsOf(change: Change): string[] {
    const ids = this.callsOf(change).flatMap(({ batch }) =>
      batch.filter((one) => isOf(one, change)).map(({ id }) => id),
    );
    return [...new Set(ids)];
  }

  /** What it was answered each time that it was tried: a throw and what is left out count as `retry`. */
  resultsOf(change: Change): DeliveryResult[] {
    return this.callsOf(change)
      .filter(({ over }) => over)
      .map(({ batch, results }) => {
        const { id } = batch.find((one) => isOf(one, change))!;
        return results?.get(id) ?? ({ outcome: 'retry', code: 'NONE' } as const);
      });
  }

  answered(change: Change): Promise<DeliveryResult & { afterSeconds?: number }> {
    return until(`a first try to tell ${change.event} ${change.item}`, () => this.resultsOf(change)[0]);
  }

  /** Tried again, and never said to be done or hopeless. */
  async triedAgain(change: Change): Promise<void> {
    await until(`a second try to tell ${change.event} ${change.item}`, () => {
      for (const result of this.resultsOf(change))
        expect(result.outcome === 'retry', `it is answered ${shown(result)}, and must be tried again`);
      return this.callsOf(change).length > 1;
    });
  }

  /** Told in the end; it says so at once when it never will be. */
  async delivered(change: Change): Promise<void> {
    await until(`${change.event} ${change.item} to be told`, () => {
      const results = this.resultsOf(change);
      const last = results.at(-1);
      if (last && (last.outcome === 'permanent' || last.outcome === 'suspend'))
        throw new Failed(`it is answered ${shown(last)}: it is never told`);
      return last?.outcome === 'ok';
    });
    const told = this.toldOf(change);
    expect(told.length > 0, 'it is answered `ok`, and the remote side took nothing');
  }
}

export const isOf = (
  { event, subject, externalId }: { event: string; subject: string; externalId: string | null },
  change: Omit<Change, 'since'>,
): boolean =>
  event === change.event && (change.subject === null ? externalId === change.item : subject === change.subject);
