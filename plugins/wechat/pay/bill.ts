import { createHash } from 'node:crypto';
import type { RemoteRecord } from 'yizhan/plugin-kit';
import { BadBill, readBill } from './bill.rules.js';
import type { PayClient } from './pay-client.js';
import { PayFault } from './pay-errors.rules.js';

interface BillAddress {
  readonly hash_type: string;
  readonly hash_value: string;
  readonly download_url: string;
}

/** What WeChat Pay booked for a mini-program on a day in China, `2026-03-01`; nothing where it has no bill because nothing happened. */
export async function billOf(day: string, appid: string, pay: PayClient): Promise<RemoteRecord[]> {
  const address = await addressOf(day, pay);
  if (!address) return [];
  const file = await pay.download(address.download_url);
  const hash = createHash('sha1').update(file).digest('hex');
  if (address.hash_type !== 'SHA1' || hash !== address.hash_value.toLowerCase())
    throw new BadBill(`the bill of ${day} does not have the hash that was told`);
  return readBill(new TextDecoder().decode(file), appid);
}

async function addressOf(day: string, pay: PayClient): Promise<BillAddress | null> {
  try {
    return await pay.get<BillAddress>(`/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
  } catch (error) {
    if (error instanceof PayFault && error.code === 'NO_STATEMENT_EXIST') return null;
    throw error;
  }
}
