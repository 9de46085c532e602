const transform = {
  '^.+\\.[tj]sx?$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
  ],
};
const shared = {
  rootDir: require('node:path').resolve(__dirname, '..'),
  transform,
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
};

module.exports = {
  maxWorkers: '100%',
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/contract/**/*.test.ts'],
      testEnvironment: 'node',
    },
    {
      ...shared,
      displayName: 'artefact',
      testMatch: ['<rootDir>/test/artefact/**/*.test.ts'],
      testEnvironment: 'node',
    },
  ],
};
