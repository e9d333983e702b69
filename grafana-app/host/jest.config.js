// The host is its own package of ES modules; its tests run in Node, apart from the plugin's, which run in jsdom.
export default {
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/server/**/*.test.ts', '<rootDir>/page/**/*.test.ts'],
  transform: {
    '^.+\\.[tj]sx?$': [
      '@swc/jest',
      { sourceMaps: 'inline', jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } } },
    ],
  },
  // jose publishes ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
};
