import { formatYuan } from 'yizhan/plugin-kit';
import type { Template } from '../settings.js';

/** What a message may tell of an order. */
export interface Told {
  readonly number: string;
  readonly amountFen: number;
  /** In China, `2026-03-01 09:30`. */
  readonly time: string;
  readonly items: string;
  readonly state: string;
}

/** How long a value may be, by the kind in its key. Source: WeChat, subscribe messages, limits of parameters. */
const LIMITS: Readonly<Record<string, number>> = {
  thing: 20,
  character_string: 32,
  phrase: 5,
  name: 10,
  letter: 32,
  symbol: 5,
};

/** The data of a subscribe message, each value within what its key takes. */
export function messageData({ data }: Template, told: Told): Record<string, { value: string }> {
  const { amountFen, ...texts } = told;
  const words: Readonly<Record<string, string>> = { ...texts, amount: `${formatYuan(amountFen)}元` };
  return Object.fromEntries(
    Object.entries(data).map(([key, pattern]) => {
      const text = pattern.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
      return [key, { value: shortened(text, LIMITS[key.replace(/\d+$/, '')] ?? 100) }];
    }),
  );
}

function shortened(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
