import type { Message } from '../../../shared/domain-error.js';

/** A member who may supply: quantities in steps. */
export interface Candidate {
  readonly member: number;
  /** What went to it from orders so far: whoever has sold least is asked first. */
  readonly sold: number;
  /** Declared and not yet promised. */
  readonly free: number;
  /** What its capacity leaves beyond what is promised already. */
  readonly room: number;
  /** Not confirmed in time: asked only after all that are fresh. */
  readonly stale: boolean;
}

export interface ShareReason {
  readonly soldBefore: number;
  readonly free: number;
  readonly room: number;
  readonly stale: boolean;
  /** What kept it from giving more, if anything but the order did. */
  readonly limitedBy: 'DECLARED' | 'CAPACITY' | null;
}

export interface Share {
  readonly member: number;
  readonly quantity: number;
  readonly reason: ShareReason;
}

/** The most that a candidate can give. */
export const limitOf = ({ free, room }: Candidate): number => Math.max(0, Math.min(free, room));

/**
 * Splits an order over the members of an alliance: portion by portion, each to whoever has sold least until then (the one
 * that joined first among equals), the fresh before the stale, nobody beyond what they declared and can supply. The same
 * candidates always get the same shares. Shares and what is `left` add up to the quantity.
 */
export function allocate(
  quantity: number,
  portion: number,
  candidates: readonly Candidate[],
): { shares: Share[]; left: number } {
  const given = new Map<number, number>();
  let left = quantity;
  for (const stale of [false, true]) {
    const queue = new Queue(candidates.filter((one) => one.stale === stale && limitOf(one) > 0));
    for (let next = queue.pop(); next && left > 0; next = queue.pop()) {
      const { candidate, sold, open } = next;
      const part = Math.min(portion, open, left);
      given.set(candidate.member, (given.get(candidate.member) ?? 0) + part);
      left -= part;
      if (open > part) queue.push({ candidate, sold: sold + part, open: open - part });
    }
  }
  const shares = candidates.flatMap((candidate): Share[] => {
    const part = given.get(candidate.member);
    return part === undefined ? [] : [{ member: candidate.member, quantity: part, reason: reasonOf(candidate, part) }];
  });
  return { shares: shares.sort((a, b) => a.member - b.member), left };
}

function reasonOf(candidate: Candidate, part: number): ShareReason {
  const { sold, free, room, stale } = candidate;
  const limitedBy = part < limitOf(candidate) ? null : free <= room ? 'DECLARED' : 'CAPACITY';
  return { soldBefore: sold, free, room, stale, limitedBy };
}

interface Entry {
  candidate: Candidate;
  sold: number;
  open: number;
}

/** Whoever has sold least comes first: a binary heap, for alliances of thousands. */
class Queue {
  private readonly heap: Entry[] = [];

  constructor(candidates: readonly Candidate[]) {
    for (const candidate of candidates) this.push({ candidate, sold: candidate.sold, open: limitOf(candidate) });
  }

  push(entry: Entry): void {
    let at = this.heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(this.heap[at]!, this.heap[parent]!)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): Entry | undefined {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (last && this.heap.length > 0) {
      this.heap[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < this.heap.length && before(this.heap[left]!, this.heap[least]!)) least = left;
        if (right < this.heap.length && before(this.heap[right]!, this.heap[least]!)) least = right;
        if (least === at) break;
        this.swap(at, least);
        at = least;
      }
    }
    return first;
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}

const before = (a: Entry, b: Entry): boolean =>
  a.sold === b.sold ? a.candidate.member < b.candidate.member : a.sold < b.sold;

/** The rule in words, with what it came to; `quantity` and the rest are decimal texts with their unit. */
export const explained = (what: {
  quantity: string;
  portion: string;
  members: number;
  own: string | null;
}): Message => ({
  zh:
    `共 ${what.quantity},按每份 ${what.portion} 依次分给已售最少的成员(并列时先加入者优先);` +
    `只分给有意愿且已申报库存的成员,信息新鲜者优先,不超过其申报量和供应能力。本次由 ${what.members} 个成员供应` +
    (what.own === null ? '。' : `,其余 ${what.own} 由联合体自有库存供应。`),
  en:
    `${what.quantity} was split in portions of ${what.portion}, each to the member who had sold least until then (the one that ` +
    `joined first among equals): only willing ones with declared stock, those confirmed in time first, none beyond what they ` +
    `declared and can supply. ${what.members} members supply it` +
    (what.own === null ? '.' : `, and the alliance's own stock the other ${what.own}.`),
});
