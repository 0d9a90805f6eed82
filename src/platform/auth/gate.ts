import { defineErrors } from '../../shared/domain-error.js';

export const authErrors = defineErrors('auth', {
  BUSY: { zh: '登录请求过多,请稍后重试', en: 'Too many are signing in: try again in a moment' },
});

/** Lets `atOnce` through, keeps `inLine` waiting in order, and turns the rest away with BUSY: for work that costs much. */
export function createGate(atOnce: number, inLine: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const line: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < atOnce) running++;
    else if (line.length >= inLine) throw authErrors.refuse('BUSY');
    else await new Promise<void>((resolve) => line.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever is next takes over this place, so that nobody slips in between.
      const next = line.shift();
      if (next) next();
      else running--;
    }
  };
}
