// `npx jest --config test/asterisk/jest.config.cjs`: records the event streams anew; needs an Asterisk.
const [unit] = require('../jest.config.cjs').projects;

module.exports = {
  ...unit,
  displayName: 'asterisk',
  testMatch: ['<rootDir>/test/asterisk/record.test.ts'],
};
