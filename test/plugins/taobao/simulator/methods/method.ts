import type { Shop } from '../shop.js';
import { Refusal } from '../errors.js';

export type Params = Readonly<Record<string, string>>;
export type Method = (params: Params, shop: Shop) => object;

export function need(params: Params, name: string): string {
  const value = params[name];
  if (!value) throw new Refusal(40, 'Missing Required Arguments', 'isv.missing-parameter', `${name} is missing`);
  return value;
}
