/** An entry of a device's journal as it is known, or as it comes. */
export interface EntryKey {
  entryId: string;
  seq: number;
  fingerprint: string;
}

export interface KnownEntry extends EntryKey {
  epoch: number;
}

export type Verdict =
  { status: 'NEW'; epoch: number } | { status: 'DUPLICATE'; epoch: number } | { status: 'CONFLICT'; epoch: number };

/**
 * Tells new entries from repeated ones. The same id with another content is a conflict. A number that another entry has
 * taken already says that the device's counter went back: a new epoch begins with it, and what follows belongs there.
 */
export function judgeEntries(
  epoch: number,
  known: readonly KnownEntry[],
  incoming: readonly EntryKey[],
  /** False for an epoch that is over: a number taken there is a conflict. */
  newest = true,
): { verdicts: Verdict[]; epoch: number } {
  const byId = new Map(known.map((entry) => [entry.entryId, entry]));
  const taken = new Map(known.map((entry) => [`${entry.epoch}:${entry.seq}`, entry.entryId]));
  let current = epoch;
  const verdicts = incoming.map(({ entryId, seq, fingerprint }): Verdict => {
    const before = byId.get(entryId);
    if (before) {
      const same = before.seq === seq && before.fingerprint === fingerprint;
      return { status: same ? 'DUPLICATE' : 'CONFLICT', epoch: before.epoch };
    }
    if (taken.has(`${current}:${seq}`)) {
      if (!newest) return { status: 'CONFLICT', epoch: current };
      current++;
    }
    byId.set(entryId, { entryId, seq, fingerprint, epoch: current });
    taken.set(`${current}:${seq}`, entryId);
    return { status: 'NEW', epoch: current };
  });
  return { verdicts, epoch: current };
}

/** What is missing between what is acknowledged and the highest number that came, as ranges with both ends. */
export function missingRanges(acked: number, held: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  let next = acked + 1;
  for (const seq of held.filter((one) => one > acked).toSorted((a, b) => a - b)) {
    if (seq > next) ranges.push([next, seq - 1]);
    next = seq + 1;
  }
  return ranges;
}

/** How far an unbroken row of numbers reaches from what is acknowledged. */
export function reach(acked: number, held: readonly number[]): number {
  const there = new Set(held);
  let reached = acked;
  while (there.has(reached + 1)) reached++;
  return reached;
}

/**
 * When an entry counts as having happened: as the device says, but never before the entry before it and never after it was
 * received. Order is by number; a clock that lies changes no day by more than that.
 */
export function effectiveTime(said: string, before: string | null, received: string): string {
  const earliest = before !== null && before > said ? before : said;
  return earliest > received ? received : earliest;
}
