/** WeChat's codes of carriers (`get_delivery_list`) by the names used in China. */
const CARRIERS: Readonly<Record<string, string>> = {
  顺丰: 'SF',
  顺丰速运: 'SF',
  中通: 'ZTO',
  中通快递: 'ZTO',
  圆通: 'YTO',
  圆通速递: 'YTO',
  申通: 'STO',
  申通快递: 'STO',
  韵达: 'YD',
  韵达快递: 'YD',
  极兔: 'JTSD',
  极兔速递: 'JTSD',
  邮政: 'YZPY',
  邮政快递包裹: 'YZPY',
  EMS: 'EMS',
  京东: 'JD',
  京东物流: 'JD',
  德邦: 'DBL',
  德邦快递: 'DBL',
};

/** WeChat's code of a carrier; null for one it is not told of. A code is taken as it is. */
export function carrierCode(name: string, extra: Readonly<Record<string, string>>): string | null {
  const trimmed = name.trim();
  const known = extra[trimmed] ?? CARRIERS[trimmed];
  if (known) return known;
  return Object.values(CARRIERS).includes(trimmed.toUpperCase()) ? trimmed.toUpperCase() : null;
}
