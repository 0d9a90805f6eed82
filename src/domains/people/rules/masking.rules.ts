/** 王** for 王小明: the first character stays, and there is always a star. */
export function maskName(name: string): string {
  const [surname = '', ...given] = [...name.trim()];
  return surname + '*'.repeat(Math.max(1, given.length));
}

/** 138****1234. */
export const maskPhone = (phone: string): string =>
  phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '***';

/** 340323************: only the county stays, for a birthday or the last digits would tell who it is. */
export const maskIdNumber = (id: string): string => (id.length === 18 ? `${id.slice(0, 6)}************` : '***');
