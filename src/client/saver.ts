import type { Keep, Kept } from './keep.js';
import { pause } from './pause.js';

/** Resting four times as long as a save took, saving takes a fifth of the time at most, however large the state. */
const REST = 4;

/** Saves the newest state, one save at a time: what changes meanwhile is in the next one. */
export class Saver {
  private wanted: (() => Kept | null) | null = null;
  private busy: Promise<void> | null = null;
  private readonly hurry = new AbortController();

  constructor(
    private readonly keep: Keep,
    private readonly warn: (warning: string) => void,
  ) {}

  /** `state` is asked when its turn has come; null is not saved. */
  put(state: () => Kept | null): void {
    this.wanted = state;
    this.busy ??= this.write().finally(() => (this.busy = null));
  }

  /** Resolves once all that was put is saved, or has failed to be. */
  async flush(): Promise<void> {
    this.hurry.abort();
    await this.busy;
  }

  private async write(): Promise<void> {
    while (this.wanted) {
      const state = this.wanted;
      this.wanted = null;
      const since = performance.now();
      try {
        const kept = state();
        if (kept) await this.keep.save(kept);
      } catch (error) {
        this.warn(`the state could not be kept: ${(error as Error).message}`);
      }
      await pause((performance.now() - since) * REST, this.hurry.signal);
    }
  }
}
