type Work = () => void | Promise<void>;

export interface Framework {
  describe(name: string, work: () => void): void;
  it(name: string, work: Work, ms: number): void;
  beforeAll(work: Work, ms: number): void;
  afterAll(work: Work, ms: number): void;
}

/** The framework that runs this file. */
export function framework(): Framework {
  const globals = globalThis as unknown as Partial<Framework>;
  if (globals.describe && globals.it && globals.beforeAll && globals.afterAll) return globals as Framework;
  const { describe, it, before, after } = process.getBuiltinModule('node:test');
  return {
    describe: (name, work) => void describe(name, work),
    it: (name, work, timeout) => void it(name, { timeout }, () => work()),
    beforeAll: (work, timeout) => before(() => work(), { timeout }),
    afterAll: (work, timeout) => after(() => work(), { timeout }),
  };
}
