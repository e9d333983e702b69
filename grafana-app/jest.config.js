// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

const scaffolded = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

// Packages that publish only ES modules and that the scaffold does not know of yet.
const esModules = ['react-data-grid', 'd3-.*', 'internmap', 'delaunator', 'robust-predicates', 'yaml'];

module.exports = {
  // Jest configuration provided by Grafana scaffolding
  ...scaffolded,
  moduleNameMapper: {
    ...scaffolded.moduleNameMapper,
    'react-inlinesvg': '<rootDir>/src/testing/InlineSvg.tsx',
    '^(monaco-editor|@monaco-editor/react)$': '<rootDir>/src/testing/MonacoEditor.tsx',
  },
  testEnvironment: '<rootDir>/jest-environment.js',
  // `.mjs` files need the transform as well.
  transform: Object.fromEntries(Object.values(scaffolded.transform).map((swc) => ['^.+\\.m?(t|j)sx?$', swc])),
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, ...esModules])],
};
