const STEP_MS = 0.1;
const STEPS = 600_000;

/** Percentiles of millions of latencies in tenths of a millisecond, up to a minute. */
export class Latencies {
  #counts = new Uint32Array(STEPS);
  #n = 0;
  #most = 0;

  add(ms) {
    const step = Math.min(STEPS - 1, Math.max(0, Math.floor(ms / STEP_MS)));
    this.#counts[step]++;
    this.#n++;
    if (ms > this.#most) this.#most = ms;
  }

  clear() {
    this.#counts.fill(0);
    this.#n = this.#most = 0;
  }

  summary() {
    return { p50: this.#at(0.5), p99: this.#at(0.99), most: this.#most, n: this.#n };
  }

  #at(share) {
    let left = this.#n * share;
    for (let step = 0; step < STEPS; step++) if ((left -= this.#counts[step]) < 0) return (step + 1) * STEP_MS;
    return 0;
  }
}
