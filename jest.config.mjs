/**
 * `unit` (pure logic, and verbs on a real PostgreSQL), `journeys` (through the public API, with real servers), and `outside`, which only runs when it is asked for: with
 * servers that take too long to install.
 */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true }, target: 'es2022' },
        module: { type: 'es6' },
      },
    ],
  },
};

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{contracts,kit,prisma,graph,subgraphs,gateway,run}/**/*.test.ts'],
    },
    { ...shared, displayName: 'journeys', testMatch: ['<rootDir>/tests/!(outside)/**/*.test.ts'] },
    { ...shared, displayName: 'outside', testMatch: ['<rootDir>/tests/outside/*.test.ts'] },
  ],
  watchman: false,
  globalSetup: '<rootDir>/tests/database/globalSetup.ts',
  globalTeardown: '<rootDir>/tests/database/globalTeardown.ts',
  maxWorkers: 2,
  // Modules of a test file stay in memory after it: a worker that is near its heap's limit does little else than look for room.
  workerIdleMemoryLimit: '1.5GB',
  testTimeout: 30_000,
};
