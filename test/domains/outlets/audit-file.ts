import { crc16 } from '../../../src/domains/outlets/audit/crc16.js';

export interface MachineCounters {
  [slot: string]: { count: number; fen: number; priceFen?: number };
}

/** An audit file as a machine writes it, with its own checksum; `at` makes two files of the same counters differ. */
export function auditFile(
  counters: MachineCounters,
  { serial = 'GZ0001', at = '0915', currency = 'CNY' } = {},
): string {
  const all = Object.values(counters);
  const count = all.reduce((sum, one) => sum + one.count, 0);
  const fen = all.reduce((sum, one) => sum + one.fen, 0);
  const lines = [
    'ST*001*0001',
    `ID1*${serial}*YZ-60*1001`,
    `ID4*2*1156*${currency}`,
    `ID5*261126*${at}`,
    `VA1*${fen}*${count}*${fen}*${count}`,
    ...Object.entries(counters).flatMap(([slot, { count: n, fen: value, priceFen = 100 }]) => [
      `PA1*${slot}*${priceFen}*PRODUCT ${slot}`,
      `PA2*${n}*${value}*${n}*${value}`,
      `PA7*${slot}*CA*0*${priceFen}*${n}*${value}*${n}*${value}`,
    ]),
    'EA1*EGS*261126*0900',
  ];
  const body = lines.map((line) => `${line}\r\n`).join('');
  const crc = crc16(Buffer.from(body, 'latin1')).toString(16).toUpperCase().padStart(4, '0');
  return `DXS*YZH1234567*VA*V0/6*1\r\n${body}G85*${crc}\r\nSE*${lines.length + 2}*0001\r\nDXE*1*1\r\n`;
}
