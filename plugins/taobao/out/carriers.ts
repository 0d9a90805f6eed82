/** Taobao's company_code of carriers, by the names that people and other systems give them. */
const CARRIERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    顺丰: 'SF',
    顺丰速运: 'SF',
    中通: 'ZTO',
    中通快递: 'ZTO',
    圆通: 'YTO',
    圆通速递: 'YTO',
    申通: 'STO',
    申通快递: 'STO',
    韵达: 'YUNDA',
    韵达快递: 'YUNDA',
    邮政: 'POSTB',
    邮政快递包裹: 'POSTB',
    中国邮政: 'POSTB',
    EMS: 'EMS',
    德邦: 'DBKD',
    德邦快递: 'DBKD',
    其他: 'OTHER',
  }),
);

const CODES = new Set(CARRIERS.values());

/** The company_code of a carrier; null for one that is in neither the settings nor the list. */
export function companyCode(carrier: string, more: Readonly<Record<string, string>>): string | null {
  const name = carrier.trim();
  const upper = name.toUpperCase();
  return (Object.hasOwn(more, name) && more[name]) || CARRIERS.get(name) || (CODES.has(upper) ? upper : null);
}
