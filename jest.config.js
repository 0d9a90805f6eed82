/** Jest over ESM: swc emits the decorator metadata that type-graphql reads; one embedded PostgreSQL serves all files. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^yizhan/plugin-kit/conformance$': '<rootDir>/src/conformance/index.ts',
    '^yizhan/plugin-kit$': '<rootDir>/src/plugin-kit/index.ts',
  },
  globalSetup: '<rootDir>/test/kit/global-setup.ts',
  globalTeardown: '<rootDir>/test/kit/global-teardown.ts',
  testSequencer: '<rootDir>/test/kit/slowest-first.js',
  testTimeout: 60_000,
  maxWorkers: 2,
  // Modules of a file's realm are never freed: a worker of a hundred files would be at its heap's end.
  workerIdleMemoryLimit: '1200MB',
};
