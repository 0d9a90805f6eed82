/** 王** for 王小明; one character alone is all stars but its surname. */
export function maskName(name: string): string {
  const [surname = '', ...given] = [...name.trim()];
  return surname + '*'.repeat(Math.max(1, given.length));
}

/** 138****1234. */
export const maskPhone = (phone: string): string => (phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '***');

/** 3403**********1234 would still tell much: only the county stays. */
export const maskIdNumber = (id: string): string => (id.length === 18 ? `${id.slice(0, 6)}************` : '***');
